/** What is done against a diagnosis, as pure functions; figures from measurements of 10 to 40 % loss. */
import { redDepthMax } from '@mrtc/protocol'
import type { PathCondition } from './path-condition.ts'

/** What the controller sets. Undefined: as it was published, or the browser's own choice. */
export interface NetworkPlan {
  /** How many earlier sounds each packet repeats. */
  readonly redDepth: number
  readonly opusBitrateBps: number | undefined
  /** Below this the sender's estimate is not allowed to fall. */
  readonly minVideoBitrateBps: number | undefined
  readonly maxVideoBitrateBps: number | undefined
  /** Whether pictures are left out: when next to nothing gets through, sound has it. */
  readonly omitsVideo: boolean
  /** How long received pictures may wait for retransmissions. */
  readonly jitterBufferTargetMs: number | undefined
  /** How hard the server is asked to work for what we send and it misses. Undefined: as usual. */
  readonly uplinkRepair: 'strong' | undefined
  /** How hard it is asked to work for what it sends and we miss. */
  readonly downlinkRepair: 'strong' | undefined
}

export const idlePlan: NetworkPlan = {
  redDepth: 0,
  opusBitrateBps: undefined,
  minVideoBitrateBps: undefined,
  maxVideoBitrateBps: undefined,
  omitsVideo: false,
  jitterBufferTargetMs: undefined,
  uplinkRepair: undefined,
  downlinkRepair: undefined,
}

/** From which loss on how many repetitions are worth their bits, beside retransmission. */
const redDepths = [
  { fromLossShare: 0.3, depth: redDepthMax },
  { fromLossShare: 0.15, depth: 6 },
  { fromLossShare: 0.07, depth: 4 },
  { fromLossShare: 0.03, depth: 2 },
  { fromLossShare: 0.01, depth: 1 },
] as const

/** @param congested repetition adds to what is too much already: one at most */
export function redDepthFor(lossShare: number, { congested }: { readonly congested: boolean }): number {
  const depth = redDepths.find(({ fromLossShare }) => lossShare >= fromLossShare)?.depth ?? 0
  return congested ? Math.min(1, depth) : depth
}

/** Repetition multiplies the bitrate of sound, so that sound itself gets less of it; still good for speech. */
export function opusBitrateFor(redDepth: number): number | undefined {
  if (redDepth >= 6) return 20_000
  return redDepth >= 4 ? 24_000 : undefined
}

/** Of speech, as browsers encode it when left alone. */
const usualOpusBps = 32_000

/** Below this share the browser's estimate bears random loss by itself (it gives way from 10 % on). */
const pushedFromLossShare = 0.08
/** Pictures of a talking person are fair at this, and their retransmissions still fit. */
const pushedVideoBps = 300_000
/** Retransmissions are lost as well, and come in bursts. */
const pushMargin = 1.2
const bitrateStepBps = 100_000

/** What the estimate has to allow for video of this rate to be repaired at this loss; undefined when it does by itself. */
export function videoFloorFor(lossShare: number): { readonly minBps: number; readonly maxBps: number } | undefined {
  if (lossShare < pushedFromLossShare) return undefined
  const redDepth = redDepthFor(lossShare, { congested: false })
  // Sound counts against the same estimate, and redundancy multiplies it.
  const soundBps = (opusBitrateFor(redDepth) ?? usualOpusBps) * (redDepth + 1)
  const neededBps = (pushedVideoBps * pushMargin + soundBps) / (1 - Math.min(0.5, lossShare))
  return { minBps: Math.round(neededBps / bitrateStepBps) * bitrateStepBps, maxBps: pushedVideoBps }
}

/** Retransmission as usual repairs less well in time; it wants no more bandwidth than it has to. */
const strongFromLossShare = 0.12

/** Never against congestion: it sends more of what is too much already. */
export function repairFor({ diagnosis, lossShare }: PathCondition): 'strong' | undefined {
  return diagnosis === 'randomLoss' && lossShare >= strongFromLossShare ? 'strong' : undefined
}

/** So that one picture in 200 is still waited for in vain. */
const unrepairedShare = 0.005
/** From noticing a loss to asking, and from being asked to sending. */
const retransmissionOverheadMs = 30
const bufferMarginMs = 100
const bufferMaxMs = 1_000
const bufferStepMs = 50
const waitedFromLossShare = 0.03
/** How many times the measured variation covers nearly all of it. */
const jitterFactor = 3

/** Time for as many retransmissions as it takes, each of which may be lost like the first try. */
export function jitterBufferTargetFor({
  diagnosis,
  lossShare,
  baseRttMs,
  jitterMs,
}: PathCondition): number | undefined {
  if (diagnosis === 'jitter') return stepped(jitterFactor * jitterMs)
  if (diagnosis !== 'randomLoss' || lossShare < waitedFromLossShare) return undefined
  const rounds = Math.ceil(Math.log(unrepairedShare) / Math.log(Math.min(0.5, lossShare)))
  return stepped(rounds * (baseRttMs + retransmissionOverheadMs) + bufferMarginMs)
}

function stepped(targetMs: number): number {
  return Math.min(bufferMaxMs, Math.ceil(targetMs / bufferStepMs) * bufferStepMs)
}
