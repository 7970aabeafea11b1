/**
 * What travels on the WebSocket, one JSON text message a frame. A client's first frame is `hello` or `resume`; the
 * server answers `welcome` or `refused`. After that each side numbers its `message` frames from 1 and acknowledges the
 * other's, see `reliable/`.
 */
import * as z from 'zod'
import type { WireError } from './errors.ts'
import { limits } from './limits.ts'
import type { AnyEvent } from './messages.ts'
import { uidSchema } from './model.ts'
import { resumeCauses } from './wire.ts'

const seq = z.number().int().min(0)

/**
 * When a handshake was sent, in milliseconds of a monotonic clock of the client. A client that gets no answer tries other
 * sockets, and a handshake that comes through after a later one is refused.
 */
const sentAt = z.number().min(0)

const requestSchema = z.object({
  type: z.literal('request'),
  id: z.number().int().min(1),
  name: z.string().max(64),
  params: z.unknown(),
  /** A replay with the same key gives the first answer, also from another session of the same uid. */
  key: z.string().min(1).max(64).optional(),
})
export type RequestBody = z.infer<typeof requestSchema>

export const helloSchema = z.object({
  type: z.literal('hello'),
  version: z.number().int(),
  uid: uidSchema,
  bizName: z.string().min(1).max(limits.bizNameLength),
  appId: z.string().min(1).max(limits.appIdLength),
  workspaceId: z.string().min(1).max(limits.workspaceIdLength),
  sign: z.string().min(1).max(limits.signLength),
  /** For logs and metrics: `web`, `bot`, ... and its version. */
  client: z.object({ platform: z.string().max(32), version: z.string().max(32) }),
  /** Of one client object, whatever it takes to connect it; made by chance. */
  instance: z.string().min(1).max(64).optional(),
  sentAt: sentAt.optional(),
})
export type HelloFrame = z.infer<typeof helloSchema>

export const resumeSchema = z.object({
  type: z.literal('resume'),
  version: z.number().int(),
  sessionId: z.string().min(1).max(64),
  resumeToken: z.string().min(1).max(128),
  /** The highest server sequence number that this client has processed. */
  ack: seq,
  sentAt: sentAt.optional(),
  /** For people who look into the call. Of those that come in later versions nothing is known here. */
  cause: z.enum(resumeCauses).optional().catch(undefined),
})
export type ResumeFrame = z.infer<typeof resumeSchema>

export const clientFrameSchema = z.discriminatedUnion('type', [
  helloSchema,
  resumeSchema,
  z.object({ type: z.literal('message'), seq: seq.min(1), ack: seq, body: requestSchema.nullable() }),
  z.object({ type: z.literal('ack'), ack: seq }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong') }),
  /** The client ends its session for good. */
  z.object({ type: z.literal('bye') }),
])
export type ClientFrame = z.infer<typeof clientFrameSchema>

export interface ResponseBody {
  readonly type: 'response'
  /** Of the request that this answers. */
  readonly id: number
  readonly result?: unknown
  readonly error?: WireError
}
export type EventBody = AnyEvent & { readonly type: 'event' }
export type ServerBody = ResponseBody | EventBody

export interface WelcomeFrame {
  readonly type: 'welcome'
  readonly sessionId: string
  readonly resumeToken: string
  /** False for a new session. */
  readonly resumed: boolean
  /** Room state events were dropped while away: call `room.sync`. */
  readonly resync: boolean
  /** The highest client sequence number that the server has processed. */
  readonly ack: number
  readonly heartbeatMs: number
  readonly sessionTtlMs: number
}

export type ServerFrame =
  | WelcomeFrame
  /** The handshake failed; the server closes the socket after it. */
  | { readonly type: 'refused'; readonly error: WireError }
  | { readonly type: 'message'; readonly seq: number; readonly ack: number; readonly body: ServerBody | null }
  | { readonly type: 'ack'; readonly ack: number }
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }
  /** A frame could not be understood. It was not processed; the socket is closed when order was lost. */
  | { readonly type: 'error'; readonly error: WireError }
  /** The session is over: do not resume. */
  | { readonly type: 'bye'; readonly error: WireError }
