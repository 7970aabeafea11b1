/**
 * The weak-network controller: from samples to a diagnosis and a plan, as a pure state machine. It acts at once when
 * things get worse, takes back slowly when they get better, and never pushes against congestion: the bitrate is held
 * up only while loss is steady and queues are empty, and let go when delay or loss grow with it.
 */
import { nextPictures, type Pictures, picturesSent } from './audio-first.ts'
import { causeOf, describeCause, type NetworkCause } from './network-cause.ts'
import {
  idlePlan,
  jitterBufferTargetFor,
  type NetworkPlan,
  opusBitrateFor,
  redDepthFor,
  repairFor,
  videoFloorFor,
} from './network-plan.ts'
import type { NetworkSample } from './network-sample.ts'
import { lossOf, observe, type PathCondition, type PathDiagnosis, unknownCondition } from './path-condition.ts'

/** A change of plan, with what led to it. */
export interface NetworkDecision {
  readonly atMs: number
  readonly up: PathDiagnosis
  readonly down: PathDiagnosis
  /** Which direction is weak. */
  readonly side: 'none' | 'up' | 'down' | 'both'
  readonly plan: NetworkPlan
  /** What led to it; nothing when the network is well again. */
  readonly causes: readonly NetworkCause[]
  /** The same in English, for logs. */
  readonly reasons: readonly string[]
}

interface Pushing {
  readonly floorBps: number
  readonly raisedAtMs: number
  readonly lossBefore: number
}

/** Whether the sender's estimate is held up against random loss. */
type Push =
  | { readonly state: 'idle' }
  | ({ readonly state: 'pushing' } & Pushing)
  | { readonly state: 'refused'; readonly untilMs: number; readonly why: 'delay' | 'loss' }

export interface ControllerState {
  readonly up: PathCondition
  readonly down: PathCondition
  readonly push: Push
  readonly pictures: Pictures
  /** Receivers cannot take all of our video. */
  readonly isLimited: boolean
  readonly plan: NetworkPlan
  /** Since when less would do; plans are relaxed after a while only. */
  readonly relaxedSinceMs: number | undefined
}

export interface ControllerStep {
  readonly state: ControllerState
  readonly decision?: NetworkDecision
}

export const initialState: ControllerState = {
  up: unknownCondition,
  down: unknownCondition,
  push: { state: 'idle' },
  pictures: picturesSent,
  isLimited: false,
  plan: idlePlan,
  relaxedSinceMs: undefined,
}

/** So many samples of loss before anything is pushed: there has to be something to compare with. */
const lossySamplesMin = 3
/** Round trips longer than this lately, even one, and nothing is pushed: below what a router's queue adds when it drops. */
const emptyQueueMs = 60
/** A floor is raised again after this at the earliest: time for a queue or losses to show. */
const raiseEveryMs = 5_000
/** More loss than before by this share, with more sent, is loss by a bottleneck without a queue... */
const lossGrowthMax = 0.2
/** ... when it shows in so many samples after the bitrate was raised; later it is the network that changed. */
const comparedSamples = 4
const comparedForMs = 8_000
const sampleMs = 1_000
const refusedForMs = { delay: 30_000, loss: 15_000 } as const
const relaxAfterMs = 10_000

export function step(before: ControllerState, sample: NetworkSample): ControllerStep {
  const up = sample.up === undefined ? before.up : observe(before.up, sample.up)
  const down = sample.down === undefined ? before.down : observe(before.down, sample.down)
  const push = nextPush(before.push, up, sample.atMs)
  const isPushed = push.state === 'pushing'
  const availableBps = sample.up?.availableBps
  const pictures = nextPictures(before.pictures, { nowMs: sample.atMs, up, availableBps, isPushed })
  const isLimited = sample.demandedLimitBps !== undefined
  const wanted = planFor({ up, down, push, pictures, demandedLossShare: sample.demandedLossShare })
  const relaxedSinceMs = relaxes(before.plan, wanted) ? (before.relaxedSinceMs ?? sample.atMs) : undefined
  const waits = relaxedSinceMs !== undefined && sample.atMs - relaxedSinceMs < relaxAfterMs
  // What must not go on while the network is full is taken back at once.
  const isFull = up.diagnosis === 'congestion' || push.state === 'refused'
  const plan = waits && !isFull ? { ...before.plan, ...atOnce(wanted, down) } : wanted
  const state: ControllerState = {
    ...{ up, down, push, pictures, isLimited, plan },
    relaxedSinceMs: plan === wanted ? undefined : relaxedSinceMs,
  }
  if (isSame(plan, before.plan) && isLimited === before.isLimited) return { state: { ...state, plan: before.plan } }
  return { state, decision: explain(state, sample) }
}

/** What does not wait with the rest: pictures come and go when it is decided, and a full downlink gets no repeats. */
function atOnce({ omitsVideo, downlinkRepair }: NetworkPlan, { diagnosis }: PathCondition): Partial<NetworkPlan> {
  return diagnosis === 'congestion' ? { omitsVideo, downlinkRepair } : { omitsVideo }
}

function nextPush(push: Push, up: PathCondition, nowMs: number): Push {
  const floor = up.diagnosis === 'randomLoss' ? videoFloorFor(up.lossShare) : undefined
  switch (push.state) {
    case 'idle':
      return floor !== undefined && mayPush(up) ? raised(floor.minBps, up, nowMs) : push
    case 'pushing':
      if (up.diagnosis === 'congestion') return refused('delay', nowMs)
      if (grewWith(push, up, nowMs)) return refused('loss', nowMs)
      if (floor === undefined) return up.diagnosis === 'randomLoss' ? push : { state: 'idle' }
      if (floor.minBps <= push.floorBps || nowMs - push.raisedAtMs < raiseEveryMs || !mayPush(up)) return push
      return raised(floor.minBps, up, nowMs)
    case 'refused':
      return nowMs < push.untilMs ? push : { state: 'idle' }
  }
}

function mayPush({ lossySamples, peakQueueMs }: PathCondition): boolean {
  return lossySamples.length >= lossySamplesMin && peakQueueMs < emptyQueueMs
}

function grewWith({ raisedAtMs, lossBefore }: Pushing, { lossySamples }: PathCondition, nowMs: number): boolean {
  const forMs = nowMs - raisedAtMs
  if (forMs < comparedSamples * sampleMs || forMs > comparedForMs) return false
  return lossOf(lossySamples.slice(-comparedSamples)) > lossBefore + lossGrowthMax
}

function raised(floorBps: number, { lossySamples }: PathCondition, nowMs: number): Push {
  return { state: 'pushing', floorBps, raisedAtMs: nowMs, lossBefore: lossOf(lossySamples) }
}

function refused(why: 'delay' | 'loss', nowMs: number): Push {
  return { state: 'refused', untilMs: nowMs + refusedForMs[why], why }
}

interface PlanInput {
  readonly up: PathCondition
  readonly down: PathCondition
  readonly push: Push
  readonly pictures: Pictures
  readonly demandedLossShare: number
}

function planFor({ up, down, push, pictures, demandedLossShare }: PlanInput): NetworkPlan {
  // What a full queue loses, receivers miss as well: nothing is repeated before it is known not to be that.
  const lossShare = up.untoldSamples > 0 ? 0 : Math.max(up.lossShare, demandedLossShare)
  const redDepth = redDepthFor(lossShare, { congested: up.diagnosis === 'congestion' })
  const floor = push.state === 'pushing' ? videoFloorFor(up.lossShare) : undefined
  return {
    redDepth,
    opusBitrateBps: opusBitrateFor(redDepth),
    minVideoBitrateBps: push.state === 'pushing' ? push.floorBps : undefined,
    maxVideoBitrateBps: floor?.maxBps,
    omitsVideo: pictures.state === 'leftOut',
    jitterBufferTargetMs: jitterBufferTargetFor(down),
    uplinkRepair: push.state === 'refused' ? undefined : repairFor(up),
    downlinkRepair: repairFor(down),
  }
}

/** Whether nothing of the wanted plan is more than the present one, and something is less. */
function relaxes(present: NetworkPlan, wanted: NetworkPlan): boolean {
  const more = [
    wanted.redDepth - present.redDepth,
    (wanted.minVideoBitrateBps ?? 0) - (present.minVideoBitrateBps ?? 0),
    (wanted.jitterBufferTargetMs ?? 0) - (present.jitterBufferTargetMs ?? 0),
    Number(wanted.uplinkRepair === 'strong') - Number(present.uplinkRepair === 'strong'),
    Number(wanted.downlinkRepair === 'strong') - Number(present.downlinkRepair === 'strong'),
  ]
  return !isSame(present, wanted) && more.every((difference) => difference <= 0)
}

function isSame(a: NetworkPlan, b: NetworkPlan): boolean {
  return (Object.keys(a) as (keyof NetworkPlan)[]).every((key) => a[key] === b[key])
}

function explain(
  { up, down, push, plan }: ControllerState,
  { atMs, demandedLossShare, demandedLimitBps }: NetworkSample,
): NetworkDecision {
  const causes: NetworkCause[] = [...causeOf('up', up), ...causeOf('down', down)]
  if (demandedLossShare > 0) causes.push({ cause: 'receiverLoss', lossShare: demandedLossShare })
  if (demandedLimitBps !== undefined) causes.push({ cause: 'receiversFull', limitBps: demandedLimitBps })
  if (plan.omitsVideo) causes.push({ cause: 'audioFirst' })
  if (push.state === 'refused') causes.push({ cause: 'pushRefused', why: push.why })
  const reasons = causes.length === 0 ? ['the network is well'] : causes.map(describeCause)
  return { atMs, up: up.diagnosis, down: down.diagnosis, side: sideOf(up, down), plan, causes, reasons }
}

function sideOf(up: PathCondition, down: PathCondition): NetworkDecision['side'] {
  if (up.diagnosis === 'clean') return down.diagnosis === 'clean' ? 'none' : 'down'
  return down.diagnosis === 'clean' ? 'up' : 'both'
}
