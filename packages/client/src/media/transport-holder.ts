import { MrtcError, type TransportDirection } from '@mrtc/protocol'
import { sleep } from '../limited.ts'
import type { MediaConnectionState } from './media-connection-state.ts'
import { type MediaContext, MediaTransport } from './media-transport.ts'

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

/** The transport of one direction: made when first needed, replaced when lost, with everything that runs over it. */
export class TransportHolder<User extends TransportUser> {
  /** Those that move along when the transport is replaced. */
  readonly users = new Set<User>()
  readonly #context: MediaContext
  readonly #direction: TransportDirection
  readonly #stateChanged: (state: MediaConnectionState) => void
  readonly #prepare: (transport: MediaTransport) => void
  readonly #closing = new AbortController()
  #current: Promise<MediaTransport> | undefined
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
    if (this.#current === undefined) {
      const created = this.#create()
      this.#current = created
      // The next one who needs it tries again.
      created.catch(() => this.#forget(created))
    }
    return this.#current
  }

  restartIce(): void {
    this.#whenPresent((transport) => transport.restartIce())
  }

  /** The server closed this transport. */
  gone(transportId: string): void {
    this.#whenPresent((transport) => {
      if (transport.id === transportId) transport.gone()
    })
  }

  close(): void {
    this.#closing.abort()
    this.#whenPresent((transport) => transport.close())
  }

  #whenPresent(use: (transport: MediaTransport) => void): void {
    this.#current?.then(use, () => {})
  }

  async #create(): Promise<MediaTransport> {
    const transport = await MediaTransport.create(this.#context, this.#direction, {
      stateChanged: this.#stateChanged,
      lost: () => this.#lost(),
    })
    if (this.#closing.signal.aborted) {
      transport.close()
      throw new MrtcError('NOT_IN_ROOM')
    }
    this.#prepare(transport)
    return transport
  }

  #forget(created: Promise<MediaTransport>): void {
    if (this.#current === created) this.#current = undefined
  }

  #lost(): void {
    this.#current = undefined
    this.#rebuilding ??= this.#rebuild().finally(() => {
      this.#rebuilding = undefined
    })
  }

  async #rebuild(): Promise<void> {
    const { clock, log } = this.#context
    for (const delayMs of rebuildDelaysMs) {
      await sleep(clock, delayMs, this.#closing.signal)
      if (this.#closing.signal.aborted || this.#stranded().length === 0) return
      try {
        const transport = await this.obtain()
        const moves = await Promise.allSettled(this.#stranded().map((user) => user.move(transport)))
        for (const move of moves) if (move.status === 'rejected') throw move.reason
        await transport.connected()
      } catch (error) {
        log.warn('media could not be moved to a new transport', { direction: this.#direction, error })
      }
    }
    for (const user of this.#stranded()) user.fail()
  }

  #stranded(): User[] {
    return [...this.users].filter((user) => user.transport.closed)
  }
}
