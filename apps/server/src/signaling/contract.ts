/** What the signalling edge and the calls behind it know of each other. */
import type { EventName, EventPayload, RequestName, RequestParams, RequestResult, ResumeCause } from '@mrtc/protocol'
import type { Logger } from 'pino'

/** The call app that a session's signature named. */
export interface AppIdentity {
  readonly bizName: string
  readonly appId: string
  readonly workspaceId: string
}

/** What a client says that it is: `web`, `bot`, … and a version. Nobody checks it. */
export interface ClientSoftware {
  readonly platform: string
  readonly version: string
}

/** A client's reliable session as the rest of the server sees it: it may be without a socket for a while. */
export interface CallerSession {
  readonly sessionId: string
  readonly uid: string
  readonly app: AppIdentity
  readonly client: ClientSoftware
  /** Whether a socket is attached now. */
  readonly connected: boolean
  /** Queues an event; it arrives exactly once and in order, or the session ends. */
  send<N extends EventName>(name: N, payload: EventPayload<N>): void
}

export interface RequestContext {
  readonly session: CallerSession
  readonly log: Logger
  /** Aborted when the session ends or the request runs into its time limit. */
  readonly signal: AbortSignal
}

export type RequestHandlers = {
  readonly [N in RequestName]: (
    params: RequestParams<N>,
    context: RequestContext,
  ) => RequestResult<N> | Promise<RequestResult<N>>
}

/** Why a session is over: the client said so, its time without a socket ran out, its uid came anew, the server stops. */
export type SessionEnd = 'closed' | 'expired' | 'takenOver' | 'overflow' | 'shutdown'

/** Told of the life of sessions, in order. */
export interface SessionObserver {
  opened(session: CallerSession): void
  /** The socket was lost; the session waits for it. */
  suspended(session: CallerSession): void
  /** A new socket took over; its client may know why. */
  resumed(session: CallerSession, cause?: ResumeCause): void
  ended(session: CallerSession, end: SessionEnd): void
}

/** Checks a signature of guide section 4 for this identity; throws MrtcError SIGNATURE_INVALID or SIGNATURE_EXPIRED. */
export interface SignatureCheck {
  check(identity: AppIdentity & { readonly uid: string }, sign: string): Promise<void>
}
