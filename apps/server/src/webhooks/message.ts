/** What a business server is told (guide section 5.1.2), before it is known when that succeeds. */
import type { AppIdentity } from '../signaling/contract.ts'

export type WebhookTopic = 'rooms' | 'recording'

export interface WebhookMessage {
  /** The guide's `bizRequestId`: the same at each attempt, so that a receiver can tell what it knows already. */
  readonly deliveryId: string
  readonly topic: WebhookTopic
  readonly app: AppIdentity
  readonly roomId: string
  readonly eventCode: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** Fields besides those that all messages have. */
  readonly more: Readonly<Record<string, unknown>>
}

/** Guide section 5.1.2, `eventCode` of the room-state callback. */
export const roomEventCodes = { created: 1, joined: 2, left: 3, destroyed: 4 } as const

/** The JSON that is sent. */
export function bodyOf({ deliveryId, app, roomId, eventCode, at, more }: WebhookMessage): Record<string, unknown> {
  const { bizName, appId, workspaceId } = app
  return { bizRequestId: deliveryId, bizName, appId, workspaceId, roomId, eventCode, time: at, ...more }
}
