/**
 * Which pictures are held back: those that a full downlink has no room for, and that nobody makes smaller, because
 * others can take them as they are. Sound and the other pictures get their bits. Pure, on samples of a second each.
 */

export type Holding =
  | {
      readonly state: 'sent'
      /** How many samples in a row it was far more than its share. */
      readonly overSamples: number
      readonly sinceMs: number
      /** For how long it is held back next time. */
      readonly pauseMs: number
    }
  | { readonly state: 'held'; readonly untilMs: number; readonly pauseMs: number }

export interface PictureSample {
  readonly nowMs: number
  /** Its share of the downlink; undefined while it may have all that it wants, or its publisher can send less. */
  readonly limitBps: number | undefined
  /** What is sent of it, without repetitions. */
  readonly sentBps: number
}

/** A publisher that is told to send less has done so well within this. */
const overSamplesMax = 5
/** Encoders are above their target now and then. */
const overFactor = 1.4
/** The estimate of a downlink with little on it grows slowly: it is tried again after a while... */
const pauseMinMs = 5_000
/** ... and a longer one each time that this was too early. */
const pauseMaxMs = 60_000
/** A picture that stays for so long is back. */
const backAfterMs = 30_000

export const pictureSent: Holding = { state: 'sent', overSamples: 0, sinceMs: 0, pauseMs: pauseMinMs }

export function nextHolding(before: Holding, { nowMs, limitBps, sentBps }: PictureSample): Holding {
  if (before.state === 'held') {
    if (nowMs < before.untilMs) return before
    return { state: 'sent', overSamples: 0, sinceMs: nowMs, pauseMs: Math.min(pauseMaxMs, 2 * before.pauseMs) }
  }
  const pauseMs = nowMs - before.sinceMs >= backAfterMs ? pauseMinMs : before.pauseMs
  if (limitBps === undefined || sentBps <= limitBps * overFactor) return { ...before, overSamples: 0, pauseMs }
  if (before.overSamples + 1 < overSamplesMax) return { ...before, overSamples: before.overSamples + 1, pauseMs }
  return { state: 'held', untilMs: nowMs + pauseMs, pauseMs }
}
