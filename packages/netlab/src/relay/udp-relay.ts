import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Pump } from '../emulator/pump.ts'
import { checkProfile, Direction, type LinkProfile, type LinkProfiles } from '../link/index.ts'

export interface UdpRelayOptions extends Partial<LinkProfiles> {
  /** Where packets go, for example the SFU's media port. */
  readonly target: { readonly address: string; readonly port: number }
  readonly seed?: number
}

/** A client's flow: its own socket towards the target, as a NAT would keep it. */
interface Flow {
  readonly client: RemoteInfo
  readonly upstream: Socket
}

/** IPv4 and UDP headers, which a link counts and a socket does not show. */
const headerBytes = 28

/**
 * A link for machines without privileges: a UDP relay on loopback before the SFU's port. It shapes UDP media only; the
 * server must announce the relay's port. One profile for all that passes, `up` towards the target.
 */
export class UdpRelay implements AsyncDisposable {
  readonly #target: UdpRelayOptions['target']
  readonly #socket: Socket
  readonly #flows = new Map<string, Flow>()
  readonly #up: Direction<{ flow: Flow; message: Buffer }>
  readonly #down: Direction<{ flow: Flow; message: Buffer }>
  readonly #pump: Pump

  private constructor(options: UdpRelayOptions, socket: Socket) {
    const { seed = 1 } = options
    this.#target = options.target
    this.#socket = socket
    this.#up = new Direction(seed, 0)
    this.#down = new Direction(seed, 1)
    this.setLink(options)
    this.#pump = new Pump((untilMs) => {
      this.#up.release(untilMs, ({ flow, message }) => {
        if (this.#flows.has(flowKey(flow.client))) flow.upstream.send(message, this.#target.port, this.#target.address)
      })
      this.#down.release(untilMs, ({ flow, message }) => socket.send(message, flow.client.port, flow.client.address))
      return Math.min(this.#up.nextDueAt(), this.#down.nextDueAt())
    })
    socket.on('message', (message, client) => {
      this.#up.push({ flow: this.#flow(client), message }, message.length + headerBytes, true, performance.now())
      this.#pump.run()
    })
  }

  /** @param options the target must be on loopback: this is an instrument, not a proxy */
  static async open(options: UdpRelayOptions): Promise<UdpRelay> {
    if (!options.target.address.startsWith('127.')) {
      throw new Error(`relay target ${options.target.address}: only loopback addresses (127.x.x.x) are relayed to`)
    }
    const socket = createSocket({ type: 'udp4', recvBufferSize: 8 << 20, sendBufferSize: 8 << 20 })
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new UdpRelay(options, socket)
  }

  /** The port that clients send to. */
  get port(): number {
    return (this.#socket.address() as AddressInfo).port
  }

  setLink({ up, down }: { readonly up?: LinkProfile; readonly down?: LinkProfile }): void {
    if (up) this.#up.set(checkProfile(up))
    if (down) this.#down.set(checkProfile(down))
  }

  /** NAT rebinding: the target sees every client come from a new port. */
  rebind(): void {
    for (const { upstream } of this.#flows.values()) upstream.close()
    this.#flows.clear()
  }

  counters() {
    return { up: this.#up.counters, down: this.#down.counters }
  }

  async close(): Promise<void> {
    this.#pump.close()
    this.rebind()
    await new Promise<void>((resolve) => this.#socket.close(() => resolve())).catch(() => {})
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #flow(client: RemoteInfo): Flow {
    const known = this.#flows.get(flowKey(client))
    if (known) return known
    const upstream = createSocket({ type: 'udp4', recvBufferSize: 4 << 20 })
    const flow: Flow = { client, upstream }
    upstream.on('message', (message) => {
      this.#down.push({ flow, message }, message.length + headerBytes, true, performance.now())
      this.#pump.run()
    })
    this.#flows.set(flowKey(client), flow)
    return flow
  }
}

const flowKey = ({ address, port }: RemoteInfo) => `${address}:${port}`
