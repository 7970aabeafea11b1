import { MrtcError, type RepairStrength, type TransportDirection } from '@mrtc/protocol'
import { hasCode } from '../errors.ts'
import { sleep } from '../limited.ts'
import type { MediaConnectionState } from './media-connection-state.ts'
import { type ConnectionPlace, type MediaContext, MediaTransport } from './media-transport.ts'
import type { LostWhy } from './transport-recovery.ts'

/** Waits between the attempts to build a lost transport anew; after the last one its users are told that media failed. */
const rebuildDelaysMs = [0, 1_000, 2_000, 4_000, 8_000] as const

/** Something that lives on a transport and can move to another. */
export interface TransportUser {
  readonly transport: MediaTransport
  /** Carries on over the new transport. */
  move(transport: MediaTransport): Promise<void>
  /** No transport could be had. */
  fail(): void
}

type Held =
  | { readonly state: 'none' }
  | { readonly state: 'opening'; readonly opened: Promise<MediaTransport> }
  | { readonly state: 'open'; readonly transport: MediaTransport }

/** The transport of one direction: made when first needed, replaced when lost, with everything that runs over it. */
export class TransportHolder<User extends TransportUser> {
  /** Those that move along when the transport is replaced. */
  readonly users = new Set<User>()
  readonly #context: MediaContext
  readonly #direction: TransportDirection
  readonly #stateChanged: (state: MediaConnectionState) => void
  readonly #prepare: (transport: MediaTransport) => void
  readonly #closing = new AbortController()
  #held: Held = { state: 'none' }
  #place: ConnectionPlace = 'page'
  #rebuilding: Promise<void> | undefined

  /** @param prepare gets each new transport before it is used */
  constructor(
    context: MediaContext,
    direction: TransportDirection,
    stateChanged: (state: MediaConnectionState) => void,
    prepare: (transport: MediaTransport) => void = () => {},
  ) {
    this.#context = context
    this.#direction = direction
    this.#stateChanged = stateChanged
    this.#prepare = prepare
  }

  /** The present transport, or a new one. */
  obtain(): Promise<MediaTransport> {
    if (this.#held.state === 'open') return Promise.resolve(this.#held.transport)
    if (this.#held.state === 'opening') return this.#held.opened
    const opened = this.#open()
    this.#held = { state: 'opening', opened }
    return opened
  }

  /** Of the present transport, if it carries something. */
  async getStats(): Promise<RTCStatsReport | undefined> {
    if (this.#held.state !== 'open' || !this.#held.transport.inUse) return undefined
    return this.#held.transport.transport.getStats()
  }

  /** Of the present transport; each begins as usual. */
  setRepair(repair: RepairStrength): void {
    if (this.#held.state === 'open') void this.#held.transport.setRepair(repair)
  }

  /** @returns whether the server gave what it takes; never rejects */
  async restartIce(): Promise<boolean> {
    return this.#held.state === 'open' && this.#held.transport.restartIce()
  }

  /** The server answers, but not to the present transport. */
  unreachable(): void {
    if (this.#held.state === 'open' && this.#held.transport.inUse) this.#held.transport.unreachable()
  }

  /** The server closed this transport. */
  gone(transportId: string): void {
    if (this.#held.state === 'open' && this.#held.transport.id === transportId) this.#held.transport.gone()
  }

  /** The server has lost all transports. */
  rebuild(): void {
    if (this.#held.state === 'open') this.#held.transport.gone()
  }

  close(): void {
    this.#closing.abort()
    if (this.#held.state === 'open') this.#held.transport.close()
  }

  async #open(): Promise<MediaTransport> {
    try {
      const transport = await MediaTransport.create(
        this.#context,
        this.#direction,
        {
          stateChanged: this.#stateChanged,
          lost: (why) => this.#lost(why),
        },
        this.#place,
      )
      if (this.#closing.signal.aborted) {
        transport.close()
        throw new MrtcError('NOT_IN_ROOM')
      }
      this.#prepare(transport)
      this.#held = { state: 'open', transport }
      return transport
    } catch (error) {
      // The next one who needs it tries again.
      this.#held = { state: 'none' }
      throw error
    }
  }

  #lost(why: LostWhy): void {
    this.#held = { state: 'none' }
    // The server's loss says nothing of our networks.
    if (why !== 'gone') this.#place = 'freshFrame'
    this.#rebuilding ??= this.#rebuild().finally(() => {
      this.#rebuilding = undefined
    })
  }

  async #rebuild(): Promise<void> {
    const { clock, log } = this.#context
    for (const delayMs of rebuildDelaysMs) {
      await sleep(clock, delayMs, this.#closing.signal)
      if (this.#closing.signal.aborted || this.#stranded().length === 0) return
      let transport: MediaTransport | undefined
      try {
        transport = await this.obtain()
        const over = transport
        const moves = await Promise.allSettled(this.#stranded().map((user) => user.move(over)))
        for (const move of moves) if (move.status === 'rejected') throw move.reason
        if (transport.inUse) await transport.connected()
      } catch (error) {
        log.warn('media could not be moved to a new transport', { direction: this.#direction, error })
        // The server may have done what it did not get to tell: only on another transport nothing is in the way.
        if (hasCode(error, 'REQUEST_TIMEOUT')) transport?.giveUp()
      }
    }
    for (const user of this.#stranded()) user.fail()
  }

  #stranded(): User[] {
    return [...this.users].filter((user) => user.transport.closed)
  }
}
