import type { CallClass } from './call-class.ts'

/** What is counted (guide section 5.4). Times in milliseconds. */
export interface UsageFigures {
  /** How long people watched or listened to others, by the best that each of them got at the time. */
  readonly callMs: Readonly<Record<CallClass, number>>
  /** How long people were connected. */
  readonly onlineMs: number
  /** Of all feeds; one with sound and picture counts once. */
  readonly publishMs: number
  /** Of all subscriptions; one with sound and picture counts once. */
  readonly subscribeMs: number
  /** That were created. */
  readonly rooms: number
  /** At the same time. */
  readonly peaks: Peaks
}

/** What was used of one app on one day, or since it was counted last. */
export interface DayUsage extends UsageFigures {
  /** `2026-11-24`, in the time zone that days are counted in. */
  readonly day: string
  /** Undefined: of all apps together, whose peaks are not the sum of the apps' peaks. */
  readonly bizName: string | undefined
  /** Who was seen since it was counted last. */
  readonly people: readonly Person[]
}

export interface Peaks {
  readonly rooms: number
  readonly online: number
  readonly inCall: number
}

export interface Person {
  readonly bizName: string
  readonly uid: string
  /** Whether they entered a room, or were only connected. */
  readonly wasInCall: boolean
}
