import { MrtcError, type RepairStrength, type RequestResult, type TransportDirection } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import type { Clock } from '../clock.ts'
import { hasCode } from '../errors.ts'
import { asRtcIceServers, type IceOptions } from '../ice-servers.ts'
import type { Logger } from '../logger.ts'
import type { RequestFunction } from '../session/index.ts'
import { BitrateFloor, peerConnectionOf } from '../weak-network/index.ts'
import { hasFreshFrames, inFreshFrame } from './fresh-frame.ts'
import type { MediaConnectionState } from './media-connection-state.ts'
import type { RedCodecs } from './red/index.ts'
import { type LostWhy, nextWakeAt, type RecoveryInput, type RecoveryState, step } from './transport-recovery.ts'
import { hasRelay, type TurnFault, turnFaultOf } from './turn-fault.ts'

/** What media needs of its surroundings. */
export interface MediaContext {
  readonly request: RequestFunction
  /** The device, loaded for this room. */
  readonly device: () => Promise<ms.Device>
  /** What the server speaks of redundant audio. */
  readonly red: RedCodecs | undefined
  readonly ice: IceOptions
  /** Whether weak networks are acted upon. */
  readonly repairs: boolean
  readonly clock: Clock
  readonly log: Logger
}

export interface MediaTransportListener {
  stateChanged(state: MediaConnectionState): void
  /** It cannot be saved; it is closed already. */
  lost(why: LostWhy): void
}

/** Where a transport's connection is made: `freshFrame` where the page's view of its networks may be out of date. */
export type ConnectionPlace = 'page' | 'freshFrame'

const lostCodes = {
  timeout: 'MEDIA_TIMEOUT',
  failed: 'MEDIA_FAILED',
  gone: 'MEDIA_FAILED',
  givenUp: 'MEDIA_FAILED',
  unreachable: 'MEDIA_FAILED',
} as const satisfies Record<LostWhy, string>

/** After gathering is said to be complete without any candidate and without an error. */
const relayGraceMs = 2_000

/** One transport's life: connects it with the server, restarts ICE when it wavers or is told to, and says when it is lost. */
export class MediaTransport {
  readonly transport: ms.Transport
  readonly device: ms.Device
  /** Under what we send, where the browser has one. */
  readonly bitrateFloor: BitrateFloor | undefined
  readonly #context: MediaContext
  readonly #listener: MediaTransportListener
  readonly #removeFrame: () => void
  readonly #firstConnection = Promise.withResolvers<void>()
  #recovery: RecoveryState = { state: 'new' }
  #cancelWake: (() => void) | undefined
  #cancelRelayWatch: (() => void) | undefined
  /** The latest question to the server for new ICE parameters. */
  #asked: Promise<boolean> = Promise.resolve(false)
  /** What the server was asked for last. */
  #repair: RepairStrength = 'usual'
  #asksRepair = false
  /** What a TURN server answered, where there is no way but over one. */
  #turnFault: TurnFault | undefined

  /** Asks the server for a transport and builds our end of it. */
  static async create(
    context: MediaContext,
    direction: TransportDirection,
    listener: MediaTransportListener,
    place: ConnectionPlace = 'page',
  ): Promise<MediaTransport> {
    const device = await context.device()
    const { transportId: id, iceServers, ...parameters } = await context.request('transport.create', { direction })
    const { iceTransportPolicy, serverProtocol } = context.ice
    const iceCandidates = parameters.iceCandidates.filter(
      ({ protocol }) => serverProtocol === undefined || protocol === serverProtocol,
    )
    const options = {
      id,
      ...parameters,
      iceCandidates,
      iceServers: asRtcIceServers(context.ice.iceServers ?? iceServers),
      iceTransportPolicy,
    }
    const make = () =>
      direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
    const isFresh = place === 'freshFrame' && hasFreshFrames(device)
    const { made, remove } = isFresh ? inFreshFrame(make) : { made: make(), remove: () => {} }
    const media = new MediaTransport(context, device, made, listener, remove)
    if (iceTransportPolicy === 'relay') media.#watchRelays()
    return media
  }

  private constructor(
    context: MediaContext,
    device: ms.Device,
    transport: ms.Transport,
    listener: MediaTransportListener,
    removeFrame: () => void,
  ) {
    this.#context = context
    this.#listener = listener
    this.#removeFrame = removeFrame
    this.device = device
    this.transport = transport
    const isTuned = context.repairs && transport.direction === 'send'
    this.bitrateFloor = isTuned ? BitrateFloor.under(transport) : undefined
    // It may well fail while nobody waits for it.
    this.#firstConnection.promise.catch(() => {})
    transport.on('connect', ({ dtlsParameters }, done, failed) => {
      context.request('transport.connect', { transportId: transport.id, dtlsParameters }).then(() => {
        done()
        // Browsers do not say so before they have a candidate of their own, which there may never be.
        this.#step({ input: 'connectionState', to: 'connecting' })
      }, failed)
    })
    transport.on('connectionstatechange', (state) => {
      listener.stateChanged(state)
      if (state === 'connected') this.#firstConnection.resolve()
      this.#step({ input: 'connectionState', to: state })
    })
  }

  get id(): string {
    return this.transport.id
  }

  get closed(): boolean {
    return this.transport.closed
  }

  /** Whether something was produced or consumed, so that it connects. */
  get inUse(): boolean {
    return this.#recovery.state !== 'new'
  }

  /**
   * Waits for the first connection; it is under way once something is produced or consumed.
   * @throws MrtcError MEDIA_TIMEOUT, MEDIA_FAILED
   */
  connected(): Promise<void> {
    return this.#firstConnection.promise
  }

  /**
   * Waits for work over it, but no longer than it may still connect: what a browser's connection was asked before it was
   * closed is never answered.
   * @throws what {@link connected} does
   */
  whileUsable<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      work.then(resolve, reject)
      this.#firstConnection.promise.catch(reject)
    })
  }

  /** Asks the server to work so hard for what gets lost; if that fails, the next call asks again. */
  async setRepair(repair: RepairStrength): Promise<void> {
    if (repair === this.#repair || this.#asksRepair || this.transport.closed) return
    this.#asksRepair = true
    const { request, log } = this.#context
    try {
      await request('transport.setRepair', { transportId: this.id, repair })
      this.#repair = repair
    } catch (error) {
      log.debug('the strength of repair could not be set', { transportId: this.id, error })
    } finally {
      this.#asksRepair = false
    }
  }

  /** Renews the ICE connection if there is one. @returns whether the server gave what it takes; never rejects */
  restartIce(): Promise<boolean> {
    this.#step({ input: 'restartWanted' })
    return this.#asked
  }

  /** The server said that it closed its end. */
  gone(): void {
    this.#step({ input: 'gone' })
  }

  /** The server answers, but not to this: counts as lost where another connection may do better. */
  unreachable(): void {
    if (hasFreshFrames(this.device)) this.#step({ input: 'unreachable' })
  }

  /** Treats it as lost. */
  giveUp(): void {
    this.#step({ input: 'givenUp' })
  }

  close(): void {
    if (this.transport.closed) return
    this.#cancelWake?.()
    this.#cancelWake = undefined
    this.#cancelRelayWatch?.()
    this.#cancelRelayWatch = undefined
    this.#firstConnection.reject(new MrtcError('MEDIA_FAILED', 'The media connection was closed.'))
    this.transport.close()
    this.#removeFrame()
    this.#listener.stateChanged('closed')
  }

  #step(input: RecoveryInput): void {
    if (this.transport.closed) return
    const { clock, log } = this.#context
    const { state, effect } = step(this.#recovery, input, clock.now())
    this.#recovery = state
    this.#cancelWake?.()
    this.#cancelWake = undefined
    const wakeAt = nextWakeAt(state)
    if (wakeAt !== undefined) {
      this.#cancelWake = clock.setTimer(Math.max(0, wakeAt - clock.now()), () => this.#step({ input: 'woken' }))
    }
    if (effect === 'restartIce') this.#restart()
    if (state.state === 'lost') {
      log.warn('media transport lost', { transportId: this.id, why: state.why })
      this.#firstConnection.reject(new MrtcError(this.#relayFault(state.why) ?? lostCodes[state.why]))
      this.close()
      if (state.why !== 'gone') void this.#tellClosed()
      this.#listener.lost(state.why)
    }
  }

  /** There is no way but a relay: without one nothing is worth waiting for, and what the servers said is the reason. */
  #watchRelays(): void {
    this.transport.on('icecandidateerror', ({ errorCode }) => {
      this.#turnFault = turnFaultOf(errorCode, this.#turnFault)
    })
    this.transport.on('icegatheringstatechange', (state) => {
      // Without a word from a server it may be that nothing was gathered yet: Chromium says so now and then.
      if (state === 'complete' && this.#turnFault !== undefined) this.#giveUpWithoutRelay()
      else if (state === 'complete') {
        this.#cancelRelayWatch?.()
        this.#cancelRelayWatch = this.#context.clock.setTimer(relayGraceMs, () => this.#giveUpWithoutRelay())
      }
    })
  }

  /** Later a network may be away for a while: that is for the recovery to sit out. */
  #giveUpWithoutRelay(): void {
    if (this.transport.closed || this.#recovery.state !== 'connecting') return
    if (this.#relayFault('unreachable') !== undefined) this.#step({ input: 'unreachable' })
  }

  /** What TURN servers are to blame for, if they are. */
  #relayFault(why: LostWhy): TurnFault | undefined {
    if (this.#context.ice.iceTransportPolicy !== 'relay' || why === 'gone' || why === 'givenUp') return undefined
    const connection = peerConnectionOf(this.transport)
    if (connection === undefined || hasRelay(connection.localDescription?.sdp)) return undefined
    // A server that is not there is told after 40 s or so, when nobody waits any more.
    return this.#turnFault ?? 'TURN_UNREACHABLE'
  }

  /** Tells the server, before it is asked for another: what ran over this transport is to run over that one. */
  async #tellClosed(): Promise<void> {
    const { request, log } = this.#context
    try {
      await request('transport.close', { transportId: this.id }, { insist: true })
    } catch (error) {
      log.debug('transport was not there to close', { transportId: this.id, error })
    }
  }

  #restart(): void {
    const { request, log } = this.#context
    log.debug('restarting ICE', { transportId: this.id })
    const answer = request('transport.restartIce', { transportId: this.id })
    this.#asked = answer.then(
      () => true,
      () => false,
    )
    void this.#take(answer)
  }

  async #take(answer: Promise<RequestResult<'transport.restartIce'>>): Promise<void> {
    try {
      const { iceParameters } = await answer
      if (this.transport.closed) return
      await this.transport.restartIce({ iceParameters })
      this.#step({ input: 'restarted' })
    } catch (error) {
      this.#context.log.warn('ICE could not be restarted', { transportId: this.id, error })
      this.#step({ input: hasCode(error, 'TRANSPORT_NOT_FOUND') ? 'gone' : 'restartFailed' })
    }
  }
}
