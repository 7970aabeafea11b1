/** How long a call takes to be itself again after something happened. Pure. */
import type { Interval } from './interval.ts'

export interface RecoverySignals {
  /** In order. */
  readonly frameTimes: readonly number[]
  /** Share of concealed audio within an interval; null where unknown. */
  concealedShare(interval: Interval): number | null
}

/** A call's rate before the event is that of so long. */
const beforeMs = 3_000
const windowMs = 1_000
const stepMs = 100
const leastOfBefore = 0.8
const mostConcealed = 0.05
/** Buffers and time-outs hide an event for a while: if it has not shown by then, it has not harmed. */
const latestOnsetMs = 8_000

/** What an event did to a call. */
export type Aftermath =
  | { readonly state: 'unharmed' }
  /** The first good second after the first bad one begins at `goodFromMs`. */
  | { readonly state: 'recovered'; readonly goodFromMs: number }
  | { readonly state: 'neverRecovered' }

/** Null where there was no video before the event. */
export function aftermathOf(eventMs: number, untilMs: number, signals: RecoverySignals): Aftermath | null {
  const framesIn = ({ startMs, endMs }: Interval) =>
    signals.frameTimes.filter((atMs) => atMs >= startMs && atMs < endMs).length
  const usual = framesIn({ startMs: eventMs - beforeMs, endMs: eventMs }) / (beforeMs / windowMs)
  if (usual === 0) return null
  const isGood = (startMs: number) => {
    const interval = { startMs, endMs: startMs + windowMs }
    return framesIn(interval) >= leastOfBefore * usual && (signals.concealedShare(interval) ?? 0) <= mostConcealed
  }
  let badSeen = false
  for (let startMs = eventMs; startMs + windowMs <= untilMs; startMs += stepMs) {
    const good = isGood(startMs)
    if (badSeen && good) return { state: 'recovered', goodFromMs: startMs }
    if (!good) badSeen = true
    else if (startMs - eventMs > latestOnsetMs) break
  }
  return { state: badSeen ? 'neverRecovered' : 'unharmed' }
}

/**
 * Seconds from the event to the end of the first good second after the first bad one; 0 if no second was bad. If it
 * never recovered: the time that was left, which is then a lower bound. Null where there was no video before.
 */
export function recoverySeconds(eventMs: number, untilMs: number, signals: RecoverySignals): number | null {
  const aftermath = aftermathOf(eventMs, untilMs, signals)
  switch (aftermath?.state) {
    case undefined:
      return null
    case 'unharmed':
      return 0
    case 'recovered':
      return (aftermath.goodFromMs + windowMs - eventMs) / 1_000
    case 'neverRecovered':
      return (untilMs - eventMs) / 1_000
  }
}

export interface HarmfulEvent {
  readonly atMs: number
  /** How long nothing can have come from then on: there is no network. */
  readonly awayMs: number
}

/** Seconds from the network being there again to the beginning of the first good second; otherwise as `recoverySeconds`. */
export function mediaBackSeconds(
  { atMs, awayMs }: HarmfulEvent,
  untilMs: number,
  signals: RecoverySignals,
): number | null {
  const aftermath = aftermathOf(atMs, untilMs, signals)
  switch (aftermath?.state) {
    case undefined:
      return null
    case 'unharmed':
      return 0
    case 'recovered':
      return Math.max(0, aftermath.goodFromMs - atMs - awayMs) / 1_000
    case 'neverRecovered':
      return (untilMs - atMs - awayMs) / 1_000
  }
}
