import { Direction, type LinkProfile } from '../link/index.ts'
import type { PortCounters } from './control.ts'
import type { Framing } from './framing.ts'
import { PortTranslator } from './nat.ts'
import { protocolUdp, transportProtocol } from './packet.ts'

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

/** Carries frames between the ports and the hub by address, whatever reads and writes them. */
export class Switch {
  readonly #ports: Port[] = []
  readonly #byAddress = new Map<string, number>()
  readonly #seed: number
  readonly #framing: Framing

  constructor(seed: number, framing: Framing) {
    this.#seed = seed
    this.#framing = framing
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

  /** A frame that a client sent. Its source address tells where answers go. */
  fromPort(index: number, frame: Buffer, nowMs: number): void {
    const port = this.port(index)
    const source = this.#framing.source(frame)
    if (this.#byAddress.get(source) !== index) this.#byAddress.set(source, index)
    const packet = this.#framing.packet(frame)
    if (packet) port.translator?.outward(packet)
    push(port.up, frame, packet, nowMs)
  }

  /** A frame from the hub's side; one to nobody is dropped. */
  fromHub(frame: Buffer, nowMs: number): void {
    if (this.#framing.isForAll(frame)) {
      for (const port of this.#ports) push(port.down, Buffer.from(frame), null, nowMs)
      return
    }
    const index = this.#byAddress.get(this.#framing.destination(frame))
    if (index === undefined) return
    const port = this.port(index)
    const packet = this.#framing.packet(frame)
    if (packet && port.translator && !port.translator.inward(packet)) return
    push(port.down, frame, packet, nowMs)
  }

  /** Delivers what is due. @returns when to come again */
  release(nowMs: number, toHub: (frame: Buffer) => void, toPort: (index: number, frame: Buffer) => void): number {
    let next = Number.POSITIVE_INFINITY
    for (const [index, { up, down }] of this.#ports.entries()) {
      up.release(nowMs, toHub)
      down.release(nowMs, (frame) => toPort(index, frame))
      next = Math.min(next, up.nextDueAt(), down.nextDueAt())
    }
    return next
  }
}

/** Rates count IP bytes, whatever the framing adds. */
function push(direction: Direction<Buffer>, frame: Buffer, packet: Buffer | null, nowMs: number): void {
  const isUdp = packet !== null && transportProtocol(packet) === protocolUdp
  direction.push(frame, packet?.length ?? frame.length, isUdp, nowMs)
}

/** Translation belongs to a port, so that each host has a router of its own. */
export function setTranslation(port: Port, on: boolean): void {
  port.translator = on ? new PortTranslator() : null
}
