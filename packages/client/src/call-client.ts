import { limits, MrtcError, type RecordingInfo, type RequestResult, type Trouble } from '@mrtc/protocol'
import { systemClock } from './clock.ts'
import type { ConnectionState } from './connection-state.ts'
import { Emitter } from './emitter.ts'
import { asMrtcError } from './errors.ts'
import { checkedIce, type IceOptions } from './ice-servers.ts'
import { limited, throwIfAborted } from './limited.ts'
import { silentLogger } from './logger.ts'
import { createBrowserDevice } from './media/index.ts'
import { watchNetwork } from './network-watch.ts'
import type { CallClientOptions } from './options.ts'
import { randomKey } from './random-key.ts'
import { Room } from './room/index.ts'
import { EnduringSession, exponentialBackoff, type RequestOptions } from './session/index.ts'
import { toHttpUrl, toSocketUrl } from './socket/index.ts'

/** An invitation into a room. */
export interface Invitation {
  readonly roomId: string
  /** The token that it takes to join. */
  readonly rtoken: string
  /** Who asks. */
  readonly inviter: string
  /** Of the inviting application, '' without. */
  readonly extra: string
}

/** What a client tells; a room has events of its own. */
export type CallClientEvents = {
  /** The connection is in another state. */
  stateChanged: [ConnectionState]
  /** Somebody asks us into their room: `joinRoom` takes what it brings. Reply with {@link CallClient.replyToInvite}. */
  invited: [Invitation]
  /** They took it back, or nobody replied in time. */
  inviteCancelled: [{ readonly roomId: string; readonly inviter: string; readonly why: 'cancelled' | 'timeout' }]
}

/** Our answer to an {@link Invitation}. */
export interface InvitationReply {
  readonly roomId: string
  readonly inviter: string
  readonly reply: 'accepted' | 'declined'
}

/** How to enter a room. */
export interface EnterRoomOptions {
  /** A name for people to read. */
  readonly displayName?: string
  /** @default the client's own `sign` */
  readonly sign?: string
  /**
   * Media goes straight to the other page while two are in the room who both say so, and over the server otherwise
   * (guide: engine 2). Of no effect where the platform has no RTCPeerConnection.
   * @default false
   */
  readonly direct?: boolean
  /** For this room alone, in place of those of the client. */
  readonly iceServers?: CallClientOptions['iceServers']
  /** For this room alone. @default as of the client */
  readonly iceTransportPolicy?: CallClientOptions['iceTransportPolicy']
  /**
   * How long the answer may take, in milliseconds, with a connection or without: REQUEST_TIMEOUT after that.
   * @default 15 s with a connection, so that an outage is waited for as long as the session lives
   */
  readonly timeoutMs?: number
  /**
   * Media goes to the server in this way alone, if at all.
   * @internal to find out which ways are open
   */
  readonly serverProtocol?: 'udp' | 'tcp'
  readonly signal?: AbortSignal
}

/** Which room to join, and how. */
export interface JoinRoomOptions extends EnterRoomOptions {
  readonly roomId: string
  readonly rtoken: string
}

/** What the server's logs say of applications that do not say what they are. */
const unknownPlatform = { name: 'web', version: 'unknown' }

interface Entering {
  readonly displayName: string | undefined
  readonly direct: boolean
  readonly ice: IceOptions
  readonly sign: string | undefined
  readonly timeoutMs: number | undefined
  readonly signal: AbortSignal | undefined
}

/** Where we are with rooms. */
type Presence =
  | { readonly state: 'out' }
  | { readonly state: 'entering' }
  | { readonly state: 'in'; readonly room: Room }

/**
 * One user's connection to the platform, and the way into rooms. It can be connected again after it was closed.
 *
 * Lost networks are not errors: while the state is `resuming` requests wait and media is mended. Only `closed` is an end.
 */
export class CallClient extends Emitter<CallClientEvents> {
  /** Who we are. */
  readonly uid: string
  readonly #options: CallClientOptions
  readonly #ice: IceOptions
  readonly #clock = systemClock
  /** Tells the server our own earlier attempts to connect from somebody else under our uid. */
  readonly #instance = randomKey()
  readonly #log
  #state: ConnectionState = { state: 'idle' }
  #presence: Presence = { state: 'out' }
  #session: EnduringSession | undefined
  /** Aborts what `connect` is at. */
  #connecting: AbortController | undefined

  /** @throws MrtcError PARAMETER_INVALID for iceServers that are none */
  constructor(options: CallClientOptions) {
    super()
    this.#ice = checkedIce(options)
    this.uid = options.uid
    this.#options = options
    this.#log = options.log ?? silentLogger
  }

  /** How the connection is now. */
  get state(): ConnectionState {
    return this.#state
  }

  /** The room that we are in. */
  get room(): Room | undefined {
    return this.#presence.state === 'in' ? this.#presence.room : undefined
  }

  /**
   * Opens a session. Does nothing when there is one.
   * @throws MrtcError SIGNATURE_INVALID, SIGNATURE_EXPIRED, APP_NOT_FOUND, APP_DISABLED, CONNECTION_TIMEOUT,
   * CONNECTION_FAILED, SERVER_FULL, PARAMETER_INVALID, REQUEST_ABORTED, ...
   */
  async connect({ signal }: { signal?: AbortSignal } = {}): Promise<void> {
    throwIfAborted(signal)
    if (this.#state.state === 'open' || this.#state.state === 'resuming') return
    if (this.#connecting !== undefined) throw new MrtcError('CONNECTION_FAILED', 'A connection is being made already.')
    const connecting = new AbortController()
    this.#connecting = connecting
    const aborted = signal === undefined ? connecting.signal : AbortSignal.any([signal, connecting.signal])
    this.#enter({ state: 'connecting', since: this.#clock.now() })
    try {
      await this.#open(aborted)
    } catch (error) {
      const failure = asMrtcError(error, 'CONNECTION_FAILED')
      this.#enter(aborted.aborted ? { state: 'closed' } : { state: 'closed', error: failure })
      throw failure
    } finally {
      this.#connecting = undefined
    }
  }

  /**
   * Makes a room and enters it.
   * @throws MrtcError ALREADY_IN_ROOM, CONNECTION_CLOSED, SIGNATURE_*, SERVER_FULL, MEDIA_UNAVAILABLE, ...
   */
  async createRoom(options: EnterRoomOptions = {}): Promise<Room> {
    const entering = this.#entering(options)
    return this.#enterRoom(entering, (session, signed, asking) =>
      session.request('room.create', { sign: signed, ...introductionOf(entering) }, asking),
    )
  }

  /**
   * Enters a room that somebody created.
   * @throws MrtcError ALREADY_IN_ROOM, CONNECTION_CLOSED, ROOM_NOT_FOUND, ROOM_ENDED, ROOM_TOKEN_INVALID, ROOM_FULL,
   * SIGNATURE_*, ...
   */
  async joinRoom({ roomId, rtoken, ...options }: JoinRoomOptions): Promise<Room> {
    const entering = this.#entering(options)
    return this.#enterRoom(entering, (session, signed, asking) =>
      session.request('room.join', { roomId, rtoken, sign: signed, ...introductionOf(entering) }, asking),
    )
  }

  /** Tells who invited us whether we come. @throws MrtcError INVITE_NOT_FOUND when it is void by now, CONNECTION_CLOSED */
  async replyToInvite(answer: InvitationReply, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    throwIfAborted(signal)
    const session = this.#session
    if (session === undefined) throw new MrtcError('CONNECTION_CLOSED')
    await session.request('invite.reply', answer, { signal })
  }

  /**
   * Lets the server make trouble for us.
   * @throws MrtcError FEATURE_UNAVAILABLE unless the server is in demo mode, NOT_IN_ROOM, CONNECTION_CLOSED
   * @internal for the simulation of the Web SDK
   */
  async askForTrouble(trouble: Trouble, { signal }: { signal?: AbortSignal } = {}): Promise<void> {
    const session = this.#session
    if (session === undefined) throw new MrtcError('CONNECTION_CLOSED')
    await session.request('session.simulate', trouble, { signal })
  }

  /** Skips the wait before the next attempt to reconnect; an open session moves to a new socket. */
  reconnectNow(): void {
    this.#session?.reconnectNow()
  }

  /**
   * What became of a recording of this call app, also long after its room ended.
   * @throws MrtcError RECORDING_NOT_FOUND, CONNECTION_CLOSED
   */
  async recording(
    recordId: string,
    { roomId, signal }: { roomId?: string; signal?: AbortSignal } = {},
  ): Promise<RecordingInfo> {
    throwIfAborted(signal)
    const session = this.#session
    if (session === undefined) throw new MrtcError('CONNECTION_CLOSED')
    const params = { recordId, ...(roomId === undefined ? {} : { roomId }) }
    const { recording } = await session.request('recording.get', params, { signal })
    return recording
  }

  /** Leaves the room and ends the session. Idempotent. */
  async close(): Promise<void> {
    this.#connecting?.abort()
    await this.#session?.close()
    if (this.#state.state === 'idle') this.#enter({ state: 'closed' })
  }

  async #open(signal: AbortSignal): Promise<void> {
    const {
      uid,
      bizName,
      appId,
      workspaceId = 'default',
      platform = unknownPlatform,
      url,
      createWebSocket,
    } = this.#options
    const socketUrl = toSocketUrl(url)
    const client = { platform: platform.name, version: platform.version }
    const session = new EnduringSession({
      hello: async (asking) => {
        const sign = await this.#sign(undefined, asking)
        return { uid, bizName, appId, workspaceId, sign, client, instance: this.#instance }
      },
      createSocket: () => (createWebSocket === undefined ? new WebSocket(socketUrl) : createWebSocket(socketUrl)),
      reconnect: this.#options.reconnect ?? exponentialBackoff(),
      clock: this.#clock,
      log: this.#log,
    })
    this.#session = session
    // Whatever becomes of it while it opens is told by `connect`.
    await session.open(signal).catch((error: unknown) => {
      this.#session = undefined
      throw error
    })
    session.on('eventReceived', (event) => {
      if (event.name === 'invite.received') this.emit('invited', event.payload)
      if (event.name === 'invite.cancelled') this.emit('inviteCancelled', event.payload)
    })
    const unwatch = (this.#options.watchNetwork ?? watchNetwork)(() => {
      session.reconnectNow('networkChanged')
      this.room?.networkChanged()
    })
    session.on('stateChanged', (state) => {
      if (state.state === 'closed') {
        unwatch()
        this.#session = undefined
      }
      this.#enter(state)
    })
    this.#enter(session.state)
  }

  /** @throws MrtcError PARAMETER_INVALID */
  #entering({ displayName, sign, timeoutMs, signal, direct = false, ...own }: EnterRoomOptions): Entering {
    const { iceServers = this.#ice.iceServers, iceTransportPolicy = this.#ice.iceTransportPolicy } = own
    const checked = checkedIce({ ...(iceServers === undefined ? {} : { iceServers }), iceTransportPolicy })
    const ice = own.serverProtocol === undefined ? checked : { ...checked, serverProtocol: own.serverProtocol }
    return { displayName, sign, timeoutMs, signal, ice, direct: direct && typeof RTCPeerConnection !== 'undefined' }
  }

  async #enterRoom(
    entering: Entering,
    enter: (
      session: EnduringSession,
      sign: string,
      options: RequestOptions<'room.create'> & RequestOptions<'room.join'>,
    ) => Promise<RequestResult<'room.join'>>,
  ): Promise<Room> {
    const { sign, timeoutMs, signal } = entering
    throwIfAborted(signal)
    const session = this.#session
    if (session === undefined || this.#connecting !== undefined) throw new MrtcError('CONNECTION_CLOSED')
    if (this.#presence.state !== 'out') throw new MrtcError('ALREADY_IN_ROOM')
    this.#presence = { state: 'entering' }
    try {
      const signed = await this.#sign(sign, signal)
      let room: Room | undefined
      await enter(session, signed, {
        signal,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
        // At once, so that the room sees each event that comes right behind the answer.
        onResult: (entered) => {
          room = this.#settle(session, entered, entering)
        },
        onLate: () => this.#leaveUnseen(session),
      })
      if (room === undefined) throw new MrtcError('INTERNAL')
      return room
    } finally {
      if (this.#presence.state === 'entering') this.#presence = { state: 'out' }
    }
  }

  #settle(
    session: EnduringSession,
    entered: RequestResult<'room.join'>,
    entering: Omit<Entering, 'signal' | 'timeoutMs'>,
  ): Room {
    const { rtoken, state } = entered
    const room = new Room({
      session,
      reenter: async (request, options) => {
        const joining = { roomId: state.roomId, rtoken, ...introductionOf(entering), returning: true }
        return request('room.join', { ...joining, sign: await this.#sign(entering.sign, options.signal) }, options)
      },
      httpUrl: toHttpUrl(toSocketUrl(this.#options.url)),
      entered,
      localUid: this.uid,
      createDevice: this.#options.createDevice ?? createBrowserDevice,
      ice: entering.ice,
      repair: this.#options.repair ?? 'on',
      clock: this.#clock,
      log: this.#log,
    })
    this.#presence = { state: 'in', room }
    room.on('closed', () => {
      this.#presence = { state: 'out' }
    })
    return room
  }

  /** We entered a room that nobody waits for any more. */
  #leaveUnseen(session: EnduringSession): void {
    session.request('room.leave', {}, { insist: true }).catch((error: unknown) => {
      this.#log.debug('a room entered too late could not be left', { error })
    })
  }

  /** A signature, for a limited time if it is asked for. */
  async #sign(given: string | undefined, signal: AbortSignal | undefined): Promise<string> {
    const source = given ?? this.#options.sign
    if (typeof source === 'string') return source
    const asking = new AbortController()
    const timeout = {
      clock: this.#clock,
      afterMs: limits.requestTimeoutMs,
      error: () => new MrtcError('REQUEST_TIMEOUT', 'The application gave no signature in time.'),
    }
    try {
      const any = signal === undefined ? asking.signal : AbortSignal.any([signal, asking.signal])
      return await limited(source(any), { signal, timeout })
    } catch (error) {
      throw error instanceof MrtcError
        ? error
        : new MrtcError('SIGNATURE_INVALID', 'The application could not give a signature.', { cause: error })
    } finally {
      asking.abort()
    }
  }

  #enter(state: ConnectionState): void {
    this.#state = state
    this.emit('stateChanged', state)
  }
}

function introductionOf({ displayName, direct }: Pick<Entering, 'displayName' | 'direct'>) {
  return { ...(displayName === undefined ? {} : { displayName }), ...(direct ? { direct } : {}) }
}
