/**
 * Whether the socket of an open session still gets through. TCP waits longer and longer before it repeats what was lost,
 * and a link that died says nothing at all: when no answer comes, another socket is dialled, and the session moves to it
 * if it is there first.
 */

/** Without progress for this long the socket is doubted. */
const firstPatienceMs = 1_000
/** Doubts that turn out to be wrong double the patience, up to this: the network is slow, not dead. */
const longestPatienceMs = 4_000
/** When neither the old socket nor a new one gets through within this, the connection is lost. */
const challengeLimitMs = 4_000
/** After a doubt the link is tried so often, so that what the server cannot get through to us is noticed as well. */
const watchfulHeartbeatMs = 1_000
/** ... for so long. */
const watchfulForMs = 30_000

/** All times are of the session's clock. */
export interface Doubt {
  /** Since when messages of ours wait for an acknowledgement without any progress. */
  readonly unacknowledgedSince?: number | undefined
  /** Since when nothing was heard after a ping. */
  readonly pingedAt?: number | undefined
  /** Since when another socket is dialled. */
  readonly challengedAt?: number | undefined
  readonly patienceMs: number
  readonly watchfulUntil: number
}

export const noDoubt: Doubt = { patienceMs: firstPatienceMs, watchfulUntil: Number.NEGATIVE_INFINITY }

/** The link gave reason to doubt it just now. */
export function doubted(now: number): Doubt {
  return { patienceMs: firstPatienceMs, watchfulUntil: now + watchfulForMs }
}

export type Verdict = 'fine' | 'doubtful' | 'lost'

export function judge(doubt: Doubt, now: number): Verdict {
  if (now < judgedAt(doubt)) return 'fine'
  return doubt.challengedAt === undefined ? 'doubtful' : 'lost'
}

/** When to judge. */
export function judgedAt(doubt: Doubt): number {
  const { challengedAt, unacknowledgedSince = Number.POSITIVE_INFINITY, pingedAt = Number.POSITIVE_INFINITY } = doubt
  if (challengedAt !== undefined) return challengedAt + challengeLimitMs
  return Math.min(unacknowledgedSince, pingedAt) + doubt.patienceMs
}

/** Something was sent that is to be acknowledged. */
export function sent(doubt: Doubt, now: number): Doubt {
  return doubt.unacknowledgedSince === undefined ? { ...doubt, unacknowledgedSince: now } : doubt
}

export function pinged(doubt: Doubt, now: number): Doubt {
  return doubt.pingedAt === undefined ? { ...doubt, pingedAt: now } : doubt
}

/** The server acknowledged something, or all of it. */
export function progressed(doubt: Doubt, isAll: boolean, now: number): Doubt {
  return eased({ ...doubt, unacknowledgedSince: isAll ? undefined : now }, now)
}

/** Something arrived, which proves one direction alone. */
export function heard(doubt: Doubt, now: number): Doubt {
  if (doubt.pingedAt === undefined) return doubt
  return eased({ ...doubt, pingedAt: undefined }, now)
}

export function challenged(doubt: Doubt, now: number): Doubt {
  return { ...doubt, challengedAt: now, watchfulUntil: now + watchfulForMs }
}

/** No other socket is to be had either, for now. */
export function challengeFailed(doubt: Doubt, now: number): Doubt {
  const { unacknowledgedSince, pingedAt } = doubt
  return {
    ...doubt,
    challengedAt: undefined,
    ...(unacknowledgedSince === undefined ? {} : { unacknowledgedSince: now }),
    ...(pingedAt === undefined ? {} : { pingedAt: now }),
  }
}

export function heartbeatOf(doubt: Doubt, heartbeatMs: number, now: number): number {
  return now < doubt.watchfulUntil ? Math.min(watchfulHeartbeatMs, heartbeatMs) : heartbeatMs
}

/** The doubt was wrong if none of its reasons is left. */
function eased(doubt: Doubt, now: number): Doubt {
  if (doubt.challengedAt === undefined) return doubt
  const isStill = (since: number | undefined) => since !== undefined && since < now
  if (isStill(doubt.unacknowledgedSince) || isStill(doubt.pingedAt)) return doubt
  return { ...doubt, challengedAt: undefined, patienceMs: Math.min(2 * doubt.patienceMs, longestPatienceMs) }
}
