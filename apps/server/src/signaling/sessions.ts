import {
  closeCodes,
  type ErrorCode,
  type HelloFrame,
  MrtcError,
  type ResumeFrame,
  type ServerFrame,
} from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { SignalingConfig } from '../config/index.ts'
import type { Metrics } from '../metrics/index.ts'
import type { AppIdentity, SessionEnd, SessionObserver } from './contract.ts'
import { encodeFrame, MessageEncoder } from './encoder.ts'
import { RequestQueue, type RequestServices } from './request-queue.ts'
import { ResumeToken } from './resume-token.ts'
import { type Outlet, Session } from './session.ts'

/** Why the client is told that its session is over; it knows of the other ends itself. */
const endErrors: Partial<Record<SessionEnd, ErrorCode>> = {
  takenOver: 'SESSION_TAKEN_OVER',
  overflow: 'SESSION_OVERFLOW',
  shutdown: 'SERVER_SHUTTING_DOWN',
}

/** A session with what only signalling needs of it. */
export interface Caller {
  readonly session: Session
  readonly token: ResumeToken
  readonly requests: RequestQueue
  /** The client's own time of the latest handshake, and which of its clients it was. */
  handshake: Pick<HelloFrame, 'instance' | 'sentAt'>
}

export interface SessionsOptions {
  readonly config: SignalingConfig
  readonly observer: SessionObserver
  readonly requestServices: RequestServices
  /** Acknowledgements that have to be sent before long. */
  readonly ackDue: (session: Session) => void
  readonly metrics: Metrics
  readonly log: Logger
  readonly now: () => number
}

/** All sessions of this server, by id and by who they are of; a uid has one. */
export class Sessions {
  readonly #options: SessionsOptions
  readonly #encoder = new MessageEncoder()
  readonly #byId = new Map<string, Caller>()
  readonly #byOwner = new Map<string, Caller>()
  /** In the order in which they expire: all wait equally long. */
  readonly #suspended = new Set<Session>()

  constructor(options: SessionsOptions) {
    this.#options = options
    this.#count()
  }

  get size(): number {
    return this.#byId.size
  }

  /** @throws MrtcError SERVER_FULL if there is no room for one more; who comes anew takes the place it has */
  checkRoomFor(identity: AppIdentity & { readonly uid: string }): void {
    if (this.#byId.size < this.#options.config.maxSessions || this.#byOwner.has(ownerOf(identity))) return
    throw new MrtcError('SERVER_FULL')
  }

  /**
   * Begins a session on this socket. One that the same uid has ends.
   * @throws MrtcError SESSION_TAKEN_OVER if the same client has come with a later handshake already
   */
  open({ uid, bizName, appId, workspaceId, client, instance, sentAt }: HelloFrame, outlet: Outlet): Caller {
    const identity = { uid, bizName, appId, workspaceId }
    const ghost = this.#byOwner.get(ownerOf(identity))
    if (ghost && instance !== undefined && ghost.handshake.instance === instance) {
      checkIsLatest(ghost.handshake.sentAt, sentAt, 'SESSION_TAKEN_OVER')
    }
    if (ghost) this.end(ghost.session, 'takenOver')
    const { config, metrics, ackDue, requestServices } = this.#options
    const session = new Session({
      uid,
      app: { bizName, appId, workspaceId },
      client,
      limits: config,
      encoder: this.#encoder,
      effects: {
        ackDue,
        dropped: (count) => metrics.eventsDropped.inc(count),
        // Not at once: whoever just sent to the session is in the middle of something.
        overflowed: (full) => queueMicrotask(() => this.end(full, 'overflow')),
      },
    })
    const caller: Caller = {
      session,
      token: new ResumeToken(),
      requests: new RequestQueue(session, requestServices),
      handshake: { instance, sentAt },
    }
    this.#byId.set(session.sessionId, caller)
    this.#byOwner.set(ownerOf(identity), caller)
    session.attach(outlet)
    this.#count()
    outlet.write(encodeFrame(this.#welcome(caller, false)))
    this.#tell(() => this.#options.observer.opened(session))
    return caller
  }

  /**
   * Goes on with a session on a new socket and replays what its client has missed.
   * @throws MrtcError SESSION_NOT_FOUND, also when the token is wrong: a guess is told nothing. And when the client has
   * come with a later handshake already, on another socket
   */
  resume({ sessionId, resumeToken, ack, sentAt, cause }: ResumeFrame, outlet: Outlet): Caller {
    const caller = this.#byId.get(sessionId)
    if (!caller?.token.matches(resumeToken)) throw new MrtcError('SESSION_NOT_FOUND')
    const { session, token } = caller
    if (!session.acknowledgeAll(ack)) {
      throw new MrtcError('PARAMETER_INVALID', 'ack: acknowledges messages that were never sent', { field: 'ack' })
    }
    checkIsLatest(caller.handshake.sentAt, sentAt, 'SESSION_NOT_FOUND')
    caller.handshake = { ...caller.handshake, sentAt }
    session.attach(outlet)?.close(closeCodes.replaced)
    this.#suspended.delete(session)
    this.#count()
    token.rotate(resumeToken)
    this.#options.metrics.framesReplayed.inc(session.pending)
    outlet.write(encodeFrame(this.#welcome(caller, true)))
    session.flush()
    this.#tell(() => this.#options.observer.resumed(session, cause))
    return caller
  }

  /** The socket is gone; without effect when the session has another one by now. */
  suspend(session: Session, outlet: Outlet): void {
    if (!session.suspend(outlet, this.#options.now() + this.#options.config.sessionTtlMs)) return
    this.#suspended.add(session)
    this.#count()
    this.#tell(() => this.#options.observer.suspended(session))
  }

  end(session: Session, end: SessionEnd): void {
    const caller = this.#byId.get(session.sessionId)
    if (!caller) return
    this.#byId.delete(session.sessionId)
    this.#byOwner.delete(ownerOf({ uid: session.uid, ...session.app }))
    this.#suspended.delete(session)
    const outlet = session.end(end)
    caller.requests.close()
    this.#count()
    this.#options.metrics.sessionsEnded.inc({ reason: end })
    const error = endErrors[end]
    if (!error) outlet?.close(closeCodes.normal)
    else {
      const code = end === 'shutdown' ? closeCodes.goingAway : closeCodes.sessionOver
      outlet?.close(code, { type: 'bye', error: new MrtcError(error).toWire() })
    }
    this.#options.log.debug({ sessionId: session.sessionId, uid: session.uid, end }, 'session ended')
    this.#tell(() => this.#options.observer.ended(session, end))
  }

  /** Ends the sessions whose client did not come back. */
  expire(nowMs: number): void {
    for (const session of this.#suspended) {
      if (session.state.state !== 'suspended' || session.state.expiresAtMs > nowMs) return
      this.end(session, 'expired')
    }
  }

  endAll(end: SessionEnd): void {
    for (const { session } of this.#byId.values()) this.end(session, end)
  }

  #welcome({ session, token }: Caller, resumed: boolean): ServerFrame {
    const { heartbeatMs, sessionTtlMs } = this.#options.config
    return {
      type: 'welcome',
      sessionId: session.sessionId,
      resumeToken: token.value,
      resumed,
      resync: session.takeResync(),
      ack: session.received,
      heartbeatMs,
      sessionTtlMs,
    }
  }

  #count(): void {
    const { sessions } = this.#options.metrics
    sessions.set({ state: 'attached' }, this.#byId.size - this.#suspended.size)
    sessions.set({ state: 'suspended' }, this.#suspended.size)
  }

  /** A fault of an observer must not keep a session from ending, nor the server from running. */
  #tell(notify: () => void): void {
    try {
      notify()
    } catch (error) {
      this.#options.log.error({ err: error }, 'an observer of sessions failed')
    }
  }
}

/** A handshake that was under way for long must not take the session from the socket that its client uses by now. */
function checkIsLatest(before: number | undefined, now: number | undefined, code: ErrorCode): void {
  if (before !== undefined && now !== undefined && now <= before) throw new MrtcError(code)
}

/** bizName is the unique key of call apps, so that it and the uid say who it is. */
const ownerOf = ({ bizName, uid }: AppIdentity & { readonly uid: string }) => `${bizName}/${uid}`
