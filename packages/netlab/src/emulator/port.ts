import { Direction, type LinkProfile } from '../link/index.ts'
import type { PortCounters } from './control.ts'
import type { PortTranslator } from './nat.ts'
import { destinationKey, protocolUdp, sourceKey, transportProtocol } from './packet.ts'

/** One client interface with its two directions. */
export class Port {
  readonly up: Direction<Buffer>
  readonly down: Direction<Buffer>
  translator: PortTranslator | null = null

  constructor(seed: number, index: number) {
    this.up = new Direction(seed, 2 * index)
    this.down = new Direction(seed, 2 * index + 1)
  }

  set(profiles: { readonly up?: LinkProfile; readonly down?: LinkProfile }): void {
    if (profiles.up) this.up.set(profiles.up)
    if (profiles.down) this.down.set(profiles.down)
  }

  clear(): void {
    this.up.clear()
    this.down.clear()
  }

  counters(): PortCounters {
    return { up: this.up.counters, down: this.down.counters }
  }
}

/** Routes packets between the ports and the hub by address, whatever reads and writes them. */
export class Switch {
  readonly #ports: Port[] = []
  readonly #byAddress = new Map<string, number>()
  readonly #seed: number

  constructor(seed: number) {
    this.#seed = seed
  }

  get ports(): readonly Port[] {
    return this.#ports
  }

  addPort(): number {
    this.#ports.push(new Port(this.#seed, this.#ports.length))
    return this.#ports.length - 1
  }

  port(index: number): Port {
    const port = this.#ports[index]
    if (!port) throw new Error(`there is no port ${index}`)
    return port
  }

  /** A packet that a client sent. Its source address tells where answers go. */
  fromPort(index: number, packet: Buffer, nowMs: number): void {
    const port = this.port(index)
    const source = sourceKey(packet)
    if (this.#byAddress.get(source) !== index) this.#byAddress.set(source, index)
    port.translator?.outward(packet)
    port.up.push(packet, packet.length, transportProtocol(packet) === protocolUdp, nowMs)
  }

  /** A packet from the hub's side; one to nobody is dropped. */
  fromHub(packet: Buffer, nowMs: number): void {
    const index = this.#byAddress.get(destinationKey(packet))
    if (index === undefined) return
    const port = this.port(index)
    if (port.translator && !port.translator.inward(packet)) return
    port.down.push(packet, packet.length, transportProtocol(packet) === protocolUdp, nowMs)
  }

  /** Delivers what is due. @returns when to come again */
  release(nowMs: number, toHub: (packet: Buffer) => void, toPort: (index: number, packet: Buffer) => void): number {
    let next = Number.POSITIVE_INFINITY
    for (const [index, { up, down }] of this.#ports.entries()) {
      up.release(nowMs, toHub)
      down.release(nowMs, (packet) => toPort(index, packet))
      next = Math.min(next, up.nextDueAt(), down.nextDueAt())
    }
    return next
  }
}
