import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { initialPath, nextSampleMs, type PathInput, type PathState, step } from './path-watch.ts'
import { arrivalsBetween, emptyReading, type PathReading, readPath, roundTripMsOf } from './read-path.ts'

/** One direction of our media, as far as its path goes. */
export interface PathDirection {
  /** Of the whole transport; undefined while it carries nothing. */
  getStats(): Promise<RTCStatsReport | undefined>
  /** Whether something is meant to arrive over its transport: media, or feedback on what we send. */
  readonly isExpecting: boolean
  /** Renews the ICE connection. @returns whether the server gave what it takes; never rejects */
  restartIce(): Promise<boolean>
  /** The server answers, but a renewed connection does not reach it: takes another. */
  unreachable(): void
}

export interface MediaPathOptions {
  readonly directions: readonly PathDirection[]
  /** Signalling does not answer either: it is to try another socket. */
  readonly moveSocket: () => void
  /** Media arrives again after a silence: the network is there, should signalling still be waiting for it. */
  readonly reached: () => void
  readonly clock: Clock
  readonly log: Logger
}

/** The server has this long to answer before the socket is doubted, beside some round trips. */
const answerGraceMs = 100
const answerRoundTrips = 2
/** Until ICE has measured one. */
const assumedRoundTripMs = 100

/**
 * Keeps the way to the server open: watches that packets arrive, and when they cease restarts ICE on all transports at
 * once, on a new socket if the old one is dead too.
 */
export class MediaPath {
  readonly #options: MediaPathOptions
  #state: PathState = initialPath
  #reading: PathReading = emptyReading
  #cancelSample: (() => void) | undefined
  #cancelMove: (() => void) | undefined
  #closed = false

  constructor(options: MediaPathOptions) {
    this.#options = options
    this.#schedule()
  }

  /** The machine is on another network. */
  networkChanged(): void {
    this.#step({ input: 'networkChanged' })
  }

  /** Signalling is on another socket. */
  resumed(): void {
    this.#step({ input: 'resumed' })
  }

  close(): void {
    this.#closed = true
    this.#cancelSample?.()
    this.#cancelMove?.()
  }

  #schedule(): void {
    if (this.#closed) return
    const { clock } = this.#options
    this.#cancelSample = clock.setTimer(nextSampleMs(this.#state, clock.now()), () => void this.#sample())
  }

  async #sample(): Promise<void> {
    const { directions, clock, log } = this.#options
    try {
      const reports = await Promise.all(directions.map((direction) => direction.getStats()))
      const before = this.#reading
      this.#reading = readPath(reports)
      const { heardAt, isChecked } = arrivalsBetween(before, this.#reading, clock.now())
      const isExpected = directions.some(({ isExpecting }) => isExpecting)
      this.#step({ input: 'sampled', sample: { heardAt, isChecked, isExpected } })
    } catch (error) {
      // A transport that closes meanwhile has no statistics.
      log.debug('the media path could not be read', { error })
    } finally {
      this.#schedule()
    }
  }

  #step(input: PathInput): void {
    if (this.#closed) return
    const { clock, log } = this.#options
    const before = this.#state
    const now = clock.now()
    const { state, effect } = step(before, input, now)
    this.#state = state
    if (effect === 'renew') {
      log.info('renewing the media path', { because: input.input === 'sampled' ? 'silence' : input.input })
      const answered = this.#renew()
      // Otherwise the socket is new.
      if (input.input === 'sampled') this.#doubtSocket(answered)
    }
    if (effect === 'rebuild') {
      log.info('the path is another one: taking new media connections')
      for (const direction of this.#options.directions) direction.unreachable()
    }
    if (effect === 'recovered' && before.state === 'silent') {
      this.#cancelMove?.()
      log.info('media arrives again', { silentMs: Math.round(now - before.heardAt) })
      this.#options.reached()
    }
  }

  /** @returns when the server has answered for every transport */
  async #renew(): Promise<void> {
    const answers = await Promise.all(this.#options.directions.map((direction) => direction.restartIce()))
    if (answers.some((isAnswered) => isAnswered)) this.#step({ input: 'renewed' })
  }

  #doubtSocket(answered: Promise<void>): void {
    const { moveSocket, clock } = this.#options
    this.#cancelMove?.()
    const roundTripMs = roundTripMsOf(this.#reading) ?? assumedRoundTripMs
    const cancelMove = clock.setTimer(answerGraceMs + answerRoundTrips * roundTripMs, () => {
      this.#step({ input: 'socketMoved' })
      moveSocket()
    })
    this.#cancelMove = cancelMove
    void answered.then(cancelMove)
  }
}
