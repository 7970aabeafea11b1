/** Finds in the events of a call when somebody lost the connection or media and why. Pure. */
import type { CallEvent } from './call-event.ts'

/** In words, as the API tells them. */
export const reconnectReasons = [
  /** The connection to the server broke. */
  'socketLost',
  /** The client changed to another network, or was told to connect anew. */
  'networkChanged',
  /** The page was hidden, frozen or asleep. */
  'pageAway',
  /** Media found another path (ICE restart). */
  'iceRestarted',
  /** A transport died on the server's side or was closed by the client. */
  'transportFailed',
  /** The client gave a transport up and built another. */
  'transportRebuilt',
  /** The media worker died and with it all transports. */
  'workerDied',
  /** The server stopped or crashed and came back. */
  'serverRestarted',
] as const
export type ReconnectReason = (typeof reconnectReasons)[number]

export interface Reconnect {
  readonly uid: string
  /** When it was lost, in milliseconds since 1970. */
  readonly at: number
  readonly reason: ReconnectReason
  /** Undefined: it never came back, or that is not told of this kind. */
  readonly backAt: number | undefined
}

/** A client has two transports: both going at once is one loss. */
const sameLossMs = 2_000

const transportReasons = {
  failed: 'transportFailed',
  replaced: 'transportRebuilt',
  workerDied: 'workerDied',
} as const satisfies Record<string, ReconnectReason>

/** Takes the events of one call in their order. */
export class ReconnectFinder {
  /** Whose socket is away since when. */
  readonly #away = new Map<string, number>()
  /** By uid and reason. */
  readonly #lately = new Map<string, number>()
  #restartedAt: number | undefined

  /** @returns what this event tells of: what was lost, once it is back; of sockets that never came back at `session.disconnected` */
  next({ kind, at, uid, data }: CallEvent): Reconnect | undefined {
    switch (kind) {
      case 'room.restored':
        this.#restartedAt = at
        this.#away.clear()
        return undefined
      case 'session.suspended':
        if (uid !== undefined) this.#away.set(uid, at)
        return undefined
      case 'session.resumed':
        return uid === undefined ? undefined : this.#resumed(uid, at, reasonOfResume(data.cause))
      case 'session.disconnected':
        return uid === undefined ? undefined : this.#disconnected(uid, data.end)
      case 'room.joined':
        if (uid === undefined || data.returning !== true) return undefined
        return { uid, at: this.#restartedAt ?? at, reason: 'serverRestarted', backAt: at }
      case 'transport.restarted':
        return uid === undefined ? undefined : this.#once({ uid, at, reason: 'iceRestarted', backAt: at })
      case 'transport.closed': {
        const reason = transportReasonOf(data.cause)
        if (uid === undefined || reason === undefined) return undefined
        return this.#once({ uid, at, reason, backAt: undefined })
      }
      default:
        return undefined
    }
  }

  #resumed(uid: string, at: number, reason: ReconnectReason): Reconnect {
    const since = this.#away.get(uid) ?? at
    this.#away.delete(uid)
    return { uid, at: since, reason, backAt: at }
  }

  #disconnected(uid: string, end: unknown): Reconnect | undefined {
    const since = this.#away.get(uid)
    this.#away.delete(uid)
    // Who closes a session on purpose has lost nothing.
    return since === undefined || end !== 'expired'
      ? undefined
      : { uid, at: since, reason: 'socketLost', backAt: undefined }
  }

  #once(reconnect: Reconnect): Reconnect | undefined {
    const key = JSON.stringify([reconnect.uid, reconnect.reason])
    const before = this.#lately.get(key)
    this.#lately.set(key, reconnect.at)
    return before !== undefined && reconnect.at - before < sameLossMs ? undefined : reconnect
  }
}

function reasonOfResume(cause: unknown): ReconnectReason {
  return cause === 'networkChanged' || cause === 'pageAway' ? cause : 'socketLost'
}

function transportReasonOf(cause: unknown): ReconnectReason | undefined {
  return cause === 'failed' || cause === 'replaced' || cause === 'workerDied' ? transportReasons[cause] : undefined
}
