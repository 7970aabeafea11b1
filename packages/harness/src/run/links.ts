/** What the links of a trial are set to, so that an outage can end where it began and used bandwidth be compared with capacity. */
import type { Host, LinkProfile, LinkProfiles } from '@mrtc/netlab'
import { ourNowMs } from './participant.ts'

interface LinkState {
  up: LinkProfile
  down: LinkProfile
  blackhole: boolean
  blockUdp: boolean
  /** A device that is left carries nothing, whatever its link could. */
  present: boolean
}

interface Capacity {
  /** Kilobits that could have passed since the last reading; null once it was unlimited. */
  kilobits: number | null
}

const directions = ['up', 'down'] as const

export class HostLinks {
  readonly #host: Host
  readonly #states = new Map<string, LinkState>()
  readonly #capacity: Record<'up' | 'down', Capacity> = { up: { kilobits: 0 }, down: { kilobits: 0 } }
  #countedAt = ourNowMs()
  #readAt = ourNowMs()

  constructor(host: Host) {
    this.#host = host
  }

  get devices(): readonly string[] {
    return [...this.#states.keys()]
  }

  /** Takes note of a link that was made with this profile. */
  add(device: string, { up = {}, down = {} }: Partial<LinkProfiles>): void {
    this.#count()
    this.#states.set(device, { up, down, blackhole: false, blockUdp: false, present: true })
  }

  async set(device: string, change: Partial<LinkState>): Promise<void> {
    this.#count()
    const state = Object.assign(this.#stateOf(device), change)
    const { blackhole, blockUdp } = state
    const extra = { ...(blackhole ? { blackhole } : {}), ...(blockUdp ? { blockUdp } : {}) }
    await this.#host.setLink(device, { up: { ...state.up, ...extra }, down: { ...state.down, ...extra } })
  }

  setPresent(device: string, present: boolean): void {
    this.#count()
    this.#stateOf(device).present = present
  }

  /** Mean rate of each direction since the last reading; null where it was unlimited for any part of it. */
  readCapacity(): { up: number | null; down: number | null } {
    this.#count()
    const seconds = Math.max(1e-3, (ourNowMs() - this.#readAt) / 1_000)
    const rate = ({ kilobits }: Capacity) => (kilobits === null ? null : kilobits / seconds)
    const rates = { up: rate(this.#capacity.up), down: rate(this.#capacity.down) }
    for (const direction of directions) this.#capacity[direction].kilobits = 0
    this.#readAt = ourNowMs()
    return rates
  }

  #count(): void {
    const seconds = (ourNowMs() - this.#countedAt) / 1_000
    this.#countedAt = ourNowMs()
    for (const direction of directions) {
      const capacity = this.#capacity[direction]
      for (const state of this.#states.values()) {
        if (!state.present || state.blackhole) continue
        const { rateKbps } = state[direction]
        if (rateKbps === undefined) capacity.kilobits = null
        else if (capacity.kilobits !== null) capacity.kilobits += rateKbps * seconds
      }
    }
  }

  #stateOf(device: string): LinkState {
    const state = this.#states.get(device)
    if (!state) throw new Error(`${this.#host.name} has no ${device}`)
    return state
  }
}
