import TinyQueue from 'tinyqueue'
import { LossModel } from './loss.ts'
import type { LinkProfile } from './profile.ts'
import { normal, type Random, randomStream } from './random.ts'

/** What became of the packets of one direction since it began. */
export interface DirectionCounters {
  arrived: number
  delivered: number
  deliveredBytes: number
  lost: number
  /** Dropped by a full queue. */
  overflowed: number
  /** Dropped by a black hole or as blocked UDP. */
  blocked: number
  duplicated: number
  reordered: number
  /** How long the emulator itself was late, summed and at most: its error, milliseconds. */
  lateSumMs: number
  lateMaxMs: number
  /** Waiting time before the bottleneck, summed over packets that passed, and at most since the last reading. */
  queueSumMs: number
  queueMaxMs: number
}

interface Held<Packet> {
  readonly dueAt: number
  /** Keeps packets that are due at the same time in order. */
  readonly order: number
  readonly packet: Packet
  readonly sizeBytes: number
}

const defaultQueueMs = 200

/**
 * One direction of a link, without I/O or clocks of its own: loss, then queue and bottleneck, then propagation with
 * jitter, reordering and duplication. A changed profile counts for packets that arrive after it; those on their way
 * keep their schedule, as on a real path.
 */
export class Direction<Packet> {
  readonly counters: DirectionCounters = {
    arrived: 0,
    delivered: 0,
    deliveredBytes: 0,
    lost: 0,
    overflowed: 0,
    blocked: 0,
    duplicated: 0,
    reordered: 0,
    lateSumMs: 0,
    lateMaxMs: 0,
    queueSumMs: 0,
    queueMaxMs: 0,
  }
  readonly #held = new TinyQueue<Held<Packet>>([], (a, b) => a.dueAt - b.dueAt || a.order - b.order)
  readonly #loss: LossModel
  readonly #jitter: Random
  readonly #reorder: Random
  readonly #duplicate: Random
  #profile: LinkProfile = {}
  #order = 0
  /** When the bottleneck has sent everything before it. */
  #bottleneckFreeAt = 0
  /** No packet of an order-keeping link may be due before this. */
  #lastDueAt = 0

  /** @param link number of this direction, so that links of one lab differ under one seed */
  constructor(seed: number, link: number) {
    this.#loss = new LossModel({ loss: randomStream(seed, link, 'loss'), burst: randomStream(seed, link, 'burst') })
    this.#jitter = randomStream(seed, link, 'jitter')
    this.#reorder = randomStream(seed, link, 'reorder')
    this.#duplicate = randomStream(seed, link, 'duplicate')
  }

  set(profile: LinkProfile): void {
    this.#profile = profile
    this.#loss.set(profile)
    if (profile.rateKbps === undefined) this.#bottleneckFreeAt = 0
  }

  /** Takes a packet at a time in milliseconds. What is due is given by `release`. */
  push(packet: Packet, sizeBytes: number, isUdp: boolean, nowMs: number): void {
    const { counters } = this
    const profile = this.#profile
    counters.arrived += 1
    const lost = this.#loss.next()
    if (profile.blackhole || (profile.blockUdp && isUdp)) {
      counters.blocked += 1
      return
    }
    if (lost) {
      counters.lost += 1
      return
    }
    const leftAt = this.#throughBottleneck(sizeBytes, nowMs)
    if (leftAt === null) {
      counters.overflowed += 1
      return
    }
    const dueAt = this.#arrival(leftAt, nowMs)
    this.#held.push({ dueAt, order: this.#order++, packet, sizeBytes })
    if (profile.duplicateShare && this.#duplicate() < profile.duplicateShare) {
      counters.duplicated += 1
      this.#held.push({ dueAt, order: this.#order++, packet, sizeBytes })
    }
  }

  /** When the next packet is due; infinity when none waits. */
  nextDueAt(): number {
    return this.#held.peek()?.dueAt ?? Number.POSITIVE_INFINITY
  }

  /** Delivers every packet that is due. */
  release(nowMs: number, deliver: (packet: Packet) => void): void {
    const { counters } = this
    for (let next = this.#held.peek(); next && next.dueAt <= nowMs; next = this.#held.peek()) {
      this.#held.pop()
      const lateMs = nowMs - next.dueAt
      counters.lateSumMs += lateMs
      if (lateMs > counters.lateMaxMs) counters.lateMaxMs = lateMs
      counters.delivered += 1
      counters.deliveredBytes += next.sizeBytes
      deliver(next.packet)
    }
  }

  /** Drops what is on its way: the interface is gone. */
  clear(): void {
    while (this.#held.pop());
    this.#bottleneckFreeAt = 0
  }

  /** @returns when the last bit has left the bottleneck, null if the queue is full */
  #throughBottleneck(sizeBytes: number, nowMs: number): number | null {
    const { rateKbps, queueMs = defaultQueueMs, overheadBytes = 0 } = this.#profile
    if (rateKbps === undefined) return nowMs
    const waitMs = Math.max(0, this.#bottleneckFreeAt - nowMs)
    if (waitMs > queueMs) return null
    this.counters.queueSumMs += waitMs
    if (waitMs > this.counters.queueMaxMs) this.counters.queueMaxMs = waitMs
    this.#bottleneckFreeAt = nowMs + waitMs + ((sizeBytes + overheadBytes) * 8) / rateKbps
    return this.#bottleneckFreeAt
  }

  #arrival(leftAt: number, nowMs: number): number {
    const { delayMs = 0, reorder, jitterReorders } = this.#profile
    const dueAt = Math.max(nowMs, leftAt + delayMs + this.#jitterMs())
    if (reorder && this.#reorder() < reorder.share) {
      this.counters.reordered += 1
      return dueAt + reorder.byMs
    }
    if (jitterReorders) return dueAt
    this.#lastDueAt = Math.max(this.#lastDueAt, dueAt)
    return this.#lastDueAt
  }

  #jitterMs(): number {
    const { jitterMs, jitterShape = 'normal' } = this.#profile
    if (!jitterMs) return 0
    switch (jitterShape) {
      case 'normal':
        return normal(this.#jitter) * jitterMs
      case 'uniform':
        return (this.#jitter() * 2 - 1) * jitterMs
      case 'pareto':
        // Shape 3, moved by its mean (1.5) so that it adds nothing on average.
        return ((1 - this.#jitter()) ** (-1 / 3) - 1.5) * jitterMs
    }
  }
}
