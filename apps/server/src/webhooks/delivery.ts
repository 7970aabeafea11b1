import type { WebhookTopic } from './message.ts'

/** `pending`: to be sent, or sent again. `dead`: given up; it may be replayed. */
export type DeliveryState = 'pending' | 'delivered' | 'dead'

export interface DeliveryAttempt {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly durationMs: number
  /** Of the answer; undefined without one. */
  readonly status?: number
  /** Why it was not taken; undefined when it was. */
  readonly problem?: string
}

export interface Delivery {
  readonly deliveryId: string
  readonly seq: number
  readonly bizName: string
  readonly topic: WebhookTopic
  readonly roomId: string
  readonly eventCode: number
  readonly body: unknown
  readonly state: DeliveryState
  /** The latest ones, in order. */
  readonly attempts: readonly DeliveryAttempt[]
  readonly attemptCount: number
  readonly happenedAt: Date
  readonly nextAttemptAt: Date
  readonly retryUntil: Date
  readonly deliveredAt: Date | null
}

const firstRetryMs = 1_000
const longestRetryMs = 15 * 60 * 1_000
/** The share of the wait that is left to chance, so that many do not come back at once. */
const jitterShare = 0.3

/**
 * After so many attempts that failed.
 * @param random from 0 to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const delayMs = Math.min(longestRetryMs, firstRetryMs * 2 ** (attempts - 1))
  return delayMs * (1 - jitterShare * random)
}
