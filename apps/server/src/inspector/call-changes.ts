import type { AppIdentity, ClientSoftware } from '../signaling/contract.ts'
import type { CallEvent } from './call-event.ts'
import type { MeasuredQuality, QualityGrade } from './quality.ts'

/** What came to be known of one call since it was written last: counts are added to those of before. */
export interface CallChange {
  readonly roomId: string
  readonly app: AppIdentity
  readonly creatorUid: string | undefined
  /** Milliseconds since 1970, as all times here. Of a call that is stored already, the stored one counts. */
  readonly startedAt: number
  readonly endedAt: number | undefined
  /** When it was last known to run. */
  readonly seenAt: number
  /** At the same time. */
  readonly peakPeople: number
  readonly feeds: number
  readonly reconnects: number
  readonly worst: QualityGrade | undefined
  readonly events: number
  /** That were too many to be kept. */
  readonly eventsDropped: number
}

export interface PersonChange {
  readonly roomId: string
  readonly uid: string
  readonly displayName: string | undefined
  readonly client: ClientSoftware | undefined
  readonly reconnects: number
  readonly worst: QualityGrade | undefined
}

export interface QualitySample {
  readonly roomId: string
  readonly uid: string
  /** When it began to be measured. */
  readonly at: number
  readonly grade: QualityGrade
  readonly measured: MeasuredQuality
}

/** Written together. */
export interface CallChanges {
  readonly calls: readonly CallChange[]
  readonly people: readonly PersonChange[]
  readonly events: readonly CallEvent[]
  readonly samples: readonly QualitySample[]
}
