/**
 * The weak-network controller: from samples to a diagnosis and a plan, as a pure state machine. It acts at once when
 * things get worse, takes back slowly when they get better, and never pushes against congestion: a floor under the
 * bitrate is raised in steps, and given up when delay or loss grow with it.
 */
import {
  idlePlan,
  jitterBufferTargetFor,
  type NetworkPlan,
  opusBitrateFor,
  redDepthFor,
  videoFloorFor,
} from './network-plan.ts'
import type { NetworkSample } from './network-sample.ts'
import { observe, type PathCondition, type PathDiagnosis, unknownCondition } from './path-condition.ts'

/** A change of plan, with what led to it. */
export interface NetworkDecision {
  readonly atMs: number
  readonly up: PathDiagnosis
  readonly down: PathDiagnosis
  /** Which direction is weak. */
  readonly side: 'none' | 'up' | 'down' | 'both'
  readonly plan: NetworkPlan
  /** For people. */
  readonly reasons: readonly string[]
}

/** Whether the sender's estimate is held up against random loss. */
type Push =
  | { readonly state: 'idle' }
  | { readonly state: 'pushing'; readonly floorBps: number; readonly raisedAtMs: number; readonly lossBefore: number }
  | { readonly state: 'refused'; readonly untilMs: number; readonly why: 'delay' | 'loss' }

export interface ControllerState {
  readonly up: PathCondition
  readonly down: PathCondition
  readonly push: Push
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
  plan: idlePlan,
  relaxedSinceMs: undefined,
}

/** The first step of a floor: too little to fill any queue quickly. */
const firstFloorBps = 400_000
/** Between the steps: time for a queue or losses to show. */
const raiseEveryMs = 2_000
/** Loss that has just set in still grows by itself. */
const steadyLossChange = 0.08
/** More loss than before by this share, with more sent, is loss by a bottleneck without a queue. */
const lossGrowthMax = 0.15
const refusedForMs = 30_000
const relaxAfterMs = 10_000

export function step(before: ControllerState, sample: NetworkSample): ControllerStep {
  const up = sample.up === undefined ? before.up : observe(before.up, sample.up)
  const down = sample.down === undefined ? before.down : observe(before.down, sample.down)
  const push = nextPush(before.push, up, sample.atMs)
  const wanted = planFor({ up, down, push, demandedLossShare: sample.demandedLossShare })
  const relaxedSinceMs = relaxes(before.plan, wanted) ? (before.relaxedSinceMs ?? sample.atMs) : undefined
  const waits = relaxedSinceMs !== undefined && sample.atMs - relaxedSinceMs < relaxAfterMs
  // What must not go on while the network is full is taken back at once.
  const plan = waits && up.diagnosis !== 'congestion' ? before.plan : wanted
  const state = { up, down, push, plan, relaxedSinceMs: plan === wanted ? undefined : relaxedSinceMs }
  if (isSame(plan, before.plan)) return { state: { ...state, plan: before.plan } }
  return { state, decision: explain(state, sample) }
}

function nextPush(push: Push, up: PathCondition, nowMs: number): Push {
  const floor = up.diagnosis === 'randomLoss' ? videoFloorFor(up.lossShare) : undefined
  switch (push.state) {
    case 'idle':
      if (floor === undefined || up.lossChange > steadyLossChange) return push
      return {
        state: 'pushing',
        floorBps: Math.min(firstFloorBps, floor.minBps),
        raisedAtMs: nowMs,
        lossBefore: up.lossShare,
      }
    case 'pushing':
      if (up.diagnosis === 'congestion') return { state: 'refused', untilMs: nowMs + refusedForMs, why: 'delay' }
      if (up.lossShare > push.lossBefore + lossGrowthMax) {
        return { state: 'refused', untilMs: nowMs + refusedForMs, why: 'loss' }
      }
      if (floor === undefined) return up.diagnosis === 'randomLoss' ? push : { state: 'idle' }
      if (floor.minBps <= push.floorBps || nowMs - push.raisedAtMs < raiseEveryMs) return push
      return { state: 'pushing', floorBps: floor.minBps, raisedAtMs: nowMs, lossBefore: up.lossShare }
    case 'refused':
      return nowMs < push.untilMs ? push : { state: 'idle' }
  }
}

interface PlanInput {
  readonly up: PathCondition
  readonly down: PathCondition
  readonly push: Push
  readonly demandedLossShare: number
}

function planFor({ up, down, push, demandedLossShare }: PlanInput): NetworkPlan {
  const redDepth = redDepthFor(Math.max(up.lossShare, demandedLossShare), { congested: up.diagnosis === 'congestion' })
  const floor = push.state === 'pushing' ? videoFloorFor(up.lossShare) : undefined
  return {
    redDepth,
    opusBitrateBps: opusBitrateFor(redDepth),
    minVideoBitrateBps: push.state === 'pushing' ? push.floorBps : undefined,
    maxVideoBitrateBps: floor?.maxBps,
    jitterBufferTargetMs: jitterBufferTargetFor(down),
  }
}

/** Whether nothing of the wanted plan is more than the present one, and something is less. */
function relaxes(present: NetworkPlan, wanted: NetworkPlan): boolean {
  const more = [
    wanted.redDepth - present.redDepth,
    (wanted.minVideoBitrateBps ?? 0) - (present.minVideoBitrateBps ?? 0),
    (wanted.jitterBufferTargetMs ?? 0) - (present.jitterBufferTargetMs ?? 0),
  ]
  return !isSame(present, wanted) && more.every((difference) => difference <= 0)
}

function isSame(a: NetworkPlan, b: NetworkPlan): boolean {
  return (Object.keys(a) as (keyof NetworkPlan)[]).every((key) => a[key] === b[key])
}

function explain({ up, down, push, plan }: ControllerState, sample: NetworkSample): NetworkDecision {
  const reasons = [...reasonsOf('what we send', up), ...reasonsOf('what we receive', down)]
  if (sample.demandedLossShare > 0) {
    reasons.push(`a receiver loses ${percent(sample.demandedLossShare)} of what we send`)
  }
  if (push.state === 'refused') {
    const grew = push.why === 'delay' ? 'delay' : 'loss'
    reasons.push(`no push: ${grew} grew with the bitrate, so the network is full`)
  }
  if (reasons.length === 0) reasons.push('the network is well')
  return { atMs: sample.atMs, up: up.diagnosis, down: down.diagnosis, side: sideOf(up, down), plan, reasons }
}

function reasonsOf(what: string, { diagnosis, lossShare, queueMs, jitterMs }: PathCondition): string[] {
  switch (diagnosis) {
    case 'clean':
      return []
    case 'randomLoss':
      return [`${percent(lossShare)} of ${what} is lost while round trips take no longer: random loss`]
    case 'congestion':
      return [`round trips of ${what} take ${Math.round(queueMs)} ms longer than at best: congestion`]
    case 'jitter':
      return [`${what} arrives unevenly, by ${Math.round(jitterMs)} ms`]
  }
}

function sideOf(up: PathCondition, down: PathCondition): NetworkDecision['side'] {
  if (up.diagnosis === 'clean') return down.diagnosis === 'clean' ? 'none' : 'down'
  return down.diagnosis === 'clean' ? 'up' : 'both'
}

const percent = (share: number) => `${Math.round(share * 100)} %`
