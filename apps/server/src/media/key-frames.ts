import type { types } from 'mediasoup'

/** As long as checks on a new path take: what is sent to the client sooner goes the old way, and may be lost there. */
const newPathTimeoutMs = 300

/**
 * Asks for whole pictures when a client's way to us is another than before. What was on the old way is lost, and a
 * receiver asks by itself only once it has waited for repeats in vain: up to a second or more without a picture.
 */
export class PictureRefresher {
  /** All of the room, by id. */
  readonly #consumers: ReadonlyMap<string, types.Consumer>
  readonly #sentHere = new Set<string>()
  readonly #receivedHere = new Set<string>()
  #newPathTimer: NodeJS.Timeout | undefined

  /** @param consumers all of the room, by id */
  constructor(transport: types.WebRtcTransport, consumers: ReadonlyMap<string, types.Consumer>) {
    this.#consumers = consumers
    transport.observer.on('newproducer', ({ id }) => this.#sentHere.add(id))
    transport.observer.on('newconsumer', ({ id }) => this.#receivedHere.add(id))
    transport.on('iceselectedtuplechange', () => {
      clearTimeout(this.#newPathTimer)
      this.#refresh(({ id, producerId }) => this.#receivedHere.has(id) || this.#sentHere.has(producerId))
    })
    transport.observer.on('close', () => clearTimeout(this.#newPathTimer))
  }

  /**
   * The client doubts its way to us. Its own pictures are asked for once there is another, or once it is clear that the
   * old one goes on: a request that is lost is repeated no sooner than after a second.
   */
  doubted(): void {
    this.#refresh(({ id }) => this.#receivedHere.has(id))
    clearTimeout(this.#newPathTimer)
    this.#newPathTimer = setTimeout(() => {
      this.#refresh(({ producerId }) => this.#sentHere.has(producerId))
    }, newPathTimeoutMs)
  }

  #refresh(isConcerned: (consumer: types.Consumer) => boolean): void {
    for (const consumer of this.#consumers.values()) {
      if (consumer.kind !== 'video' || consumer.paused || !isConcerned(consumer)) continue
      // It may end meanwhile.
      consumer.requestKeyFrame().catch(() => {})
    }
  }
}
