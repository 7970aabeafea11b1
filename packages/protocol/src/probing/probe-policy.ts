/** A burst of packets that shows whether more than the estimate gets through. */
export interface Probe {
  /** The estimate now. */
  readonly fromBps: number
  /** How much is tried. */
  readonly upToBps: number
}

/** What is known when it is asked. */
export interface ProbeQuestion {
  readonly nowMs: number
  /** By how much round trips take longer than at best. */
  readonly queueMs: number
  /** Of the packets lately, 0 to 1. */
  readonly lossShare: number
  /** The estimate; undefined where none is told. */
  readonly availableBps: number | undefined
  /** What would be sent if it got through; 0 when nothing is. */
  readonly wantedBps: number
}

export interface ProbePolicy {
  readonly nextAtMs: number
  readonly intervalMs: number
  /** The estimate when it was asked last. */
  readonly lastBps: number
  /** The estimate when it was probed last. */
  readonly probedAtBps: number
  /** How much was tried then: the estimate cannot grow beyond it before more is tried. */
  readonly triedBps: number
  /** What the network gave when the estimate met its limit, as long as that is worth remembering. */
  readonly limit: { readonly bps: number; readonly untilMs: number } | undefined
}

/** Enough for the burst and its answers. */
const intervalMinMs = 1_000
/** A network that does not give more is asked seldom: a probe that does not get through lowers the estimate. */
const intervalMaxMs = 32_000
/** A little, again and again: more than gets through is a queue that congestion control backs off from, below what it had. */
const growth = 1.15
/** With less to gain nothing is tried. */
const gainMin = 1.08
/** An estimate that falls by so much has met a limit: the one that it had come to. */
const fellTo = 0.92
/** One that falls further has met a lower one, not far above what it fell to. */
const farFall = 1.3
/** Around a known limit congestion control finds its way by itself; beyond it the network has changed. */
const knownFrom = 0.7
const knownTo = 1.05
/** An estimate that has come so near to what was tried last is held back by it. */
const cappedFrom = 0.97
/** ... and is let go even where there is some queue and loss. */
const cappedPatience = 2
const rememberedForMs = 60_000
/** Bursts into a queue tell nothing of the network, and add to it. */
const queueMaxMs = 30
const lossMax = 0.05

export const initialProbePolicy: ProbePolicy = {
  nextAtMs: 0,
  intervalMs: intervalMinMs,
  lastBps: 0,
  probedAtBps: 0,
  triedBps: 0,
  limit: undefined,
}

/**
 * Asked about once a second. An estimate grows by a few per cent a second once it has met a limit, so that a network
 * that became faster would be used after a minute only; a probe finds out in one round trip.
 */
export function probing(
  before: ProbePolicy,
  question: ProbeQuestion,
): { readonly policy: ProbePolicy; readonly probe?: Probe } {
  const { nowMs, queueMs, lossShare, availableBps, wantedBps } = question
  if (availableBps === undefined || wantedBps === 0) return { policy: before }
  const policy: ProbePolicy = { ...before, lastBps: availableBps, limit: limitAfter(before, nowMs, availableBps) }
  const gained = before.probedAtBps > 0 && availableBps >= before.probedAtBps * gainMin
  const upToBps = Math.min(wantedBps, availableBps * growth)
  const isWanted = upToBps >= availableBps * gainMin
  const isCapped = before.triedBps > 0 && availableBps >= before.triedBps * cappedFrom
  const patience = isCapped ? cappedPatience : 1
  const isQuiet = queueMs < queueMaxMs * patience && lossShare < lossMax * patience
  const isDue = isCapped || (nowMs >= policy.nextAtMs && !isKnown(policy, availableBps))
  if (!isWanted || !isQuiet || !isDue) return { policy }
  const intervalMs = gained ? intervalMinMs : Math.min(intervalMaxMs, 2 * policy.intervalMs)
  return {
    policy: { ...policy, nextAtMs: nowMs + intervalMs, intervalMs, probedAtBps: availableBps, triedBps: upToBps },
    probe: { fromBps: availableBps, upToBps },
  }
}

function limitAfter({ lastBps, limit }: ProbePolicy, nowMs: number, availableBps: number): ProbePolicy['limit'] {
  if (availableBps < lastBps * fellTo) {
    return { bps: Math.min(lastBps, availableBps * farFall), untilMs: nowMs + rememberedForMs }
  }
  return limit !== undefined && nowMs < limit.untilMs ? limit : undefined
}

function isKnown({ limit }: ProbePolicy, availableBps: number): boolean {
  return limit !== undefined && availableBps >= limit.bps * knownFrom && availableBps <= limit.bps * knownTo
}
