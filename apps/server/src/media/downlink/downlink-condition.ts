/** Whether a downlink is full, as a pure state machine on samples of a second each. */
import { baseRttOf, type RoundTrips, remember } from '@mrtc/protocol'

export interface DownlinkSample {
  /** By mediasoup's congestion control. */
  readonly availableBps: number
  /** What was sent lately, repetitions and probes included. */
  readonly sentBps: number
  /** Of what was sent, by the receiver's reports, 0 to 1. */
  readonly lossShare: number
  /** The last one measured; undefined when there was none yet. */
  readonly rttMs: number | undefined
  /** What all tracks on it would take. */
  readonly wantedBps: number
}

export interface DownlinkCondition {
  /** `full`: what is sent has to stay below the estimate. */
  readonly state: 'open' | 'full'
  /** By how much round trips take longer than at best. */
  readonly queueMs: number
  readonly lossShare: number
  readonly roundTrips: RoundTrips
  /** The estimates of the last samples. */
  readonly estimates: readonly number[]
  /** How many samples in a row the loss looked like chance. */
  readonly randomSamples: number
  /** How many samples had next to no loss: their round trips are those of the path alone. */
  readonly quietSamples: number
  /** Loss went on when less was sent: it is chance, until it ends. */
  readonly isProvenRandom: boolean
}

export const unknownDownlink: DownlinkCondition = {
  state: 'open',
  queueMs: 0,
  lossShare: 0,
  roundTrips: [],
  estimates: [],
  randomSamples: 0,
  quietSamples: 0,
  isProvenRandom: false,
}

/** Above measurement noise on a busy machine, below the queues of routers that are filling. */
const fullQueueMs = 80
/** A queue that has begun to fill. */
const growingQueueMs = 30
/** Below this the queue has drained. */
const emptyQueueMs = 30
const lossyShare = 0.03
/** The estimate of congestion control that has met a limit falls by at least this... */
const fellTo = 0.9
/** ... within so many samples. */
const fallWindow = 4
/** Loss without a queue for so long is chance: the estimate fell for it, and is wrong. */
const randomSamplesMax = 5
/** With fewer quiet samples nobody knows what a round trip takes without a queue. */
const quietSamplesMin = 3
/** More is to be had than is wanted by this: nothing needs to be held back. */
const plentyFactor = 1.05

export function observeDownlink(before: DownlinkCondition, sample: DownlinkSample): DownlinkCondition {
  const { rttMs, lossShare, availableBps, sentBps, wantedBps } = sample
  const roundTrips = rttMs === undefined ? before.roundTrips : remember(before.roundTrips, { rttMs, lossShare })
  const baseMs = baseRttOf(roundTrips)
  const queueMs = (roundTrips.at(-1)?.rttMs ?? 0) - baseMs
  // One late answer is no queue.
  const standingMs = Math.min(queueMs, (roundTrips.at(-2)?.rttMs ?? baseMs) - baseMs)
  const estimates = [...before.estimates, availableBps].slice(-fallWindow)
  const isRandom = lossShare >= lossyShare && queueMs < emptyQueueMs
  const randomSamples = isRandom ? before.randomSamples + 1 : 0
  const isQuiet = lossShare < lossyShare
  const quietSamples = before.quietSamples + (isQuiet ? 1 : 0)
  const isProvenRandom = !isQuiet && (before.isProvenRandom || randomSamples >= randomSamplesMax)
  const measured = { queueMs, lossShare, roundTrips, estimates, randomSamples, quietSamples, isProvenRandom }
  if (before.state === 'full') {
    const hasPlenty = availableBps >= wantedBps * plentyFactor && queueMs < emptyQueueMs
    return { ...measured, state: hasPlenty || isProvenRandom ? 'open' : 'full' }
  }
  const fell = availableBps < Math.max(...estimates) * fellTo && availableBps < sentBps
  // Estimates fall for a busy machine as well: only with a queue is it the line.
  const grows = queueMs >= growingQueueMs
  // Loss that was there without a queue explains the fall.
  const isExplained = before.randomSamples > 0 || before.isProvenRandom
  // Who joins over a full line knows it with a queue only: sending less for a while tells.
  const isDoubtful = quietSamples < quietSamplesMin && !isQuiet && availableBps < sentBps && !isProvenRandom
  const isFull = standingMs >= fullQueueMs || (fell && grows && !isExplained) || isDoubtful
  return { ...measured, state: isFull ? 'full' : 'open' }
}

/** A full line that shows neither queue nor loss is given so much more each second. */
const quietGrowth = 1.08

/**
 * What a full downlink is taken for: the estimate, but while there is neither queue nor loss at least a little more than
 * a second ago. An estimate that fell for no reason would not get up again for want of packets to tell it otherwise.
 * @param beforeBps what it was taken for with the last sample
 */
export function usableBps(
  { queueMs, lossShare }: DownlinkCondition,
  { beforeBps, availableBps }: { readonly beforeBps: number; readonly availableBps: number },
): number {
  const isQuiet = queueMs < emptyQueueMs && lossShare < lossyShare
  return isQuiet ? Math.max(availableBps, beforeBps * quietGrowth) : availableBps
}
