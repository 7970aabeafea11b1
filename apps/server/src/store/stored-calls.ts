import type { CallChanges, QualitySample } from '../inspector/call-changes.ts'
import type { CallEvent } from '../inspector/call-event.ts'
import type { QualityGrade } from '../inspector/quality.ts'

export interface StoredCall {
  readonly roomId: string
  readonly bizName: string
  readonly creatorUid: string | null
  readonly startedAt: Date
  /** Null: it runs. */
  readonly endedAt: Date | null
  /** When it was last known to run. */
  readonly seenAt: Date
  /** Everybody who ever was in. */
  readonly people: number
  readonly peakPeople: number
  readonly feeds: number
  readonly reconnects: number
  readonly worst: QualityGrade | null
  readonly events: number
  readonly eventsDropped: number
}

export interface StoredPerson {
  readonly uid: string
  readonly displayName: string | null
  readonly platform: string | null
  readonly clientVersion: string | null
  readonly reconnects: number
  readonly worst: QualityGrade | null
}

export type StoredEvent = CallEvent & { readonly seq: number }

export interface CallQuery {
  readonly limit: number
  /** Of the last one before: what began earlier, or at the same time under a lower id. */
  readonly before?: Pick<StoredCall, 'startedAt' | 'roomId'> | undefined
  readonly bizName?: string | undefined
  readonly uid?: string | undefined
  readonly roomId?: string | undefined
  readonly state?: 'running' | 'ended' | undefined
  /** That ran at some time from then on. */
  readonly from?: Date | undefined
  /** ... and before that. */
  readonly to?: Date | undefined
}

/** Calls, what happened in them, and how well they went. */
export interface StoredCalls {
  /** All of it or nothing. @returns how many events of each of the calls are kept now, by room id */
  write(changes: CallChanges): Promise<ReadonlyMap<string, number>>
  /** The latest first. */
  list(query: CallQuery): Promise<StoredCall[]>
  find(roomId: string): Promise<StoredCall | undefined>
  people(roomId: string): Promise<StoredPerson[]>
  /** In order. @param afterSeq 0: from the first */
  events(roomId: string, page: { readonly afterSeq: number; readonly limit: number }): Promise<StoredEvent[]>
  /** Of one participant, in order of time. */
  samples(roomId: string, uid: string): Promise<QualitySample[]>
  /** Calls that nobody has seen run since then ended when they were seen last. */
  endLost(seenBefore: Date): Promise<void>
  /** Forgets calls that ended before. */
  removeBefore(time: Date): Promise<void>
}
