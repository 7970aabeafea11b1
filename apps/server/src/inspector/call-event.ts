/** What is kept of what happened in a call: a line each. Pure. */
import type { Happening, HappeningKind } from '../happenings/index.ts'

/** Kinds are those of happenings; they are stored: see there. */
export interface CallEvent {
  readonly roomId: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Whom it is about; undefined: the room. */
  readonly uid: string | undefined
  readonly kind: CallEventKind
  /** What else there is to say of it. */
  readonly data: Readonly<Record<string, unknown>>
}

export type CallEventKind = Exclude<HappeningKind, 'session.connected' | 'quality.reported'>

/** There may be very many of these in a large room: they may fill half of what is kept of a call, so that the rest is whole. */
const details: ReadonlySet<CallEventKind> = new Set<CallEventKind>([
  'feed.changed',
  'feed.resized',
  'subscription.started',
  'subscription.resized',
  'subscription.heldChanged',
  'subscription.qualityReported',
  'subscription.ended',
])

export function isDetail({ kind }: CallEvent): boolean {
  return details.has(kind)
}

/** @returns undefined for what is no event of a call */
export function callEventOf(happening: Happening): CallEvent | undefined {
  if (happening.kind === 'session.connected' || happening.kind === 'quality.reported') return undefined
  const { kind, at, app: _, roomId, ...rest } = happening
  if (roomId === undefined) return undefined
  const { uid, ...data } = { uid: undefined, ...rest }
  return { roomId, at, uid, kind, data }
}
