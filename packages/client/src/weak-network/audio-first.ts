/** Whether there is enough left for pictures: sound comes first. Pure, on samples of a second each. */
import type { PathCondition } from './path-condition.ts'

export type Pictures =
  | {
      readonly state: 'sent'
      /** How many samples in a row there was too little. */
      readonly poorSamples: number
      /** When they were last taken up again, and for how long they are left out next time. */
      readonly sinceMs: number
      readonly pauseMs: number
    }
  | { readonly state: 'leftOut'; readonly untilMs: number; readonly pauseMs: number }

/** Sound with its headers takes half of it, and what is left shows nothing but blocks. */
export const pictureUplinkMinBps = 100_000
/** Longer than congestion control takes to get up again after one fall. */
const poorSamplesMax = 5
/** Without pictures nothing tells how much would get through: they are tried again after a while... */
const pauseMinMs = 10_000
/** ... and a longer one each time that this was too early. */
const pauseMaxMs = 60_000
/** Pictures that stay for so long have come back. */
const backAfterMs = 30_000
const quietQueueMs = 40

export const picturesSent: Pictures = { state: 'sent', poorSamples: 0, sinceMs: 0, pauseMs: pauseMinMs }

interface Second {
  readonly nowMs: number
  readonly up: PathCondition
  /** The sender's estimate; undefined where none is told. */
  readonly availableBps: number | undefined
  /** Somebody holds the estimate up against random loss: it means something else then. */
  readonly isPushed: boolean
}

export function nextPictures(before: Pictures, { nowMs, up, availableBps, isPushed }: Second): Pictures {
  if (before.state === 'leftOut') {
    if (nowMs < before.untilMs || up.queueMs >= quietQueueMs) return before
    return { state: 'sent', poorSamples: 0, sinceMs: nowMs, pauseMs: Math.min(pauseMaxMs, 2 * before.pauseMs) }
  }
  const isRandom = up.diagnosis === 'randomLoss' || isPushed
  const isPoor = availableBps !== undefined && availableBps < pictureUplinkMinBps && !isRandom
  const pauseMs = nowMs - before.sinceMs >= backAfterMs ? pauseMinMs : before.pauseMs
  if (!isPoor) return { ...before, poorSamples: 0, pauseMs }
  if (before.poorSamples + 1 < poorSamplesMax) return { ...before, poorSamples: before.poorSamples + 1, pauseMs }
  return { state: 'leftOut', untilMs: nowMs + pauseMs, pauseMs }
}
