/** A TCP proxy that treats connections badly. What it does to each follows from the seed and the order of their coming. */

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { type Random, seeded } from '../support/random.ts'
import { type Fault, planConnection, type Side } from './faults.ts'

/** Time for what arrives late to be read before the connection ends. */
const lateEndMs = 100

export interface ChaosProxyOptions {
  readonly targetPort: number
  readonly seed: number
}

/** How often each thing was done. */
export type FaultCounts = Readonly<Record<Fault['fault'] | 'connection' | 'refusal', number>>

export class ChaosProxy implements AsyncDisposable {
  readonly #server: Server
  readonly #random: Random
  readonly #targetPort: number
  readonly #connections = new Set<ProxiedConnection>()
  readonly #counts = {
    connection: 0,
    refusal: 0,
    reset: 0,
    truncate: 0,
    silence: 0,
    deafness: 0,
    stall: 0,
    overtaking: 0,
  }
  #isCalm = false

  private constructor(server: Server, { targetPort, seed }: ChaosProxyOptions) {
    this.#server = server
    this.#targetPort = targetPort
    this.#random = seeded(seed)
    server.on('connection', (socket) => this.#accept(socket))
  }

  static async start(options: ChaosProxyOptions): Promise<ChaosProxy> {
    const proxy = new ChaosProxy(createServer({ noDelay: true }), options)
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once('error', reject)
      proxy.#server.listen(0, '127.0.0.1', resolve)
    })
    return proxy
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get counts(): FaultCounts {
    return { ...this.#counts }
  }

  /** From now on connections are let be; those that are dead are closed. */
  calm(): void {
    this.#isCalm = true
    for (const connection of this.#connections) connection.calm()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#connections) connection.end()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #accept(client: Socket): void {
    const plan = planConnection(this.#random)
    this.#counts.connection += 1
    if (plan.refused && !this.#isCalm) {
      this.#counts.refusal += 1
      client.on('error', () => {})
      client.resetAndDestroy()
      return
    }
    const connection = new ProxiedConnection(client, {
      targetPort: this.#targetPort,
      jitterMs: this.#isCalm ? 0 : plan.jitterMs,
      random: this.#random,
      onEnd: () => this.#connections.delete(connection),
    })
    this.#connections.add(connection)
    if (this.#isCalm) return
    for (const { afterMs, fault } of plan.faults) {
      connection.later(afterMs, () => {
        this.#counts[fault.fault] += 1
        connection.suffer(fault)
      })
    }
  }
}

interface ProxiedOptions {
  readonly targetPort: number
  readonly jitterMs: number
  readonly random: Random
  readonly onEnd: () => void
}

/** A client's connection and ours to the server in its place. */
class ProxiedConnection {
  readonly #sockets: Readonly<Record<Side, Socket>>
  readonly #options: ProxiedOptions
  readonly #timers = new Set<NodeJS.Timeout>()
  /** Chunks on their way, oldest first. */
  readonly #queues: Readonly<Record<Side, { readonly chunk: Buffer; readonly dueAtMs: number }[]>> = {
    client: [],
    server: [],
  }
  readonly #held: Record<Side, 'no' | 'stalled' | 'lost' | 'late'> = { client: 'no', server: 'no' }
  #hasEnded = false
  #isClientGone = false

  constructor(client: Socket, options: ProxiedOptions) {
    this.#options = options
    this.#sockets = { client, server: connect({ host: '127.0.0.1', port: options.targetPort, noDelay: true }) }
    for (const side of ['client', 'server'] as const) {
      const socket = this.#sockets[side]
      // 'close' follows.
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#isClientGone ||= side === 'client'
        // On a dead link the other side does not hear of it; on a late one not yet.
        if (this.#held[side] !== 'lost' && this.#held[side] !== 'late')
          this.later(this.#options.jitterMs, () => this.end())
      })
      socket.on('data', (chunk) => this.#take(side, chunk))
    }
  }

  later(afterMs: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      if (!this.#hasEnded) work()
    }, afterMs)
    this.#timers.add(timer)
  }

  suffer(fault: Fault): void {
    switch (fault.fault) {
      case 'reset':
        this.end()
        return
      case 'truncate':
        this.#truncate()
        return
      case 'silence':
        this.#held.client = 'lost'
        this.#held.server = 'lost'
        return
      case 'deafness':
        this.#held[fault.side] = 'lost'
        return
      case 'stall':
        this.#stall(fault.durationMs)
        return
      case 'overtaking':
        this.#held.client = 'late'
        this.later(fault.durationMs, () => this.#arriveLate())
        return
    }
  }

  /** Nothing more is done to it; if it is dead it ends. */
  calm(): void {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    if (this.#held.client === 'lost' || this.#held.server === 'lost') {
      this.end()
      return
    }
    this.#release()
    if (this.#held.client === 'late') this.#arriveLate()
  }

  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    for (const timer of this.#timers) clearTimeout(timer)
    for (const socket of Object.values(this.#sockets)) socket.resetAndDestroy()
    this.#options.onEnd()
  }

  #take(side: Side, chunk: Buffer): void {
    if (this.#held[side] === 'lost') return
    const queue = this.#queues[side]
    const lateMs = this.#options.jitterMs * this.#options.random()
    // Never before the chunk in front of it.
    const dueAtMs = Math.max(performance.now() + lateMs, queue.at(-1)?.dueAtMs ?? 0)
    queue.push({ chunk, dueAtMs })
    this.#pass(side)
  }

  #pass(side: Side): void {
    const queue = this.#queues[side]
    for (let next = queue[0]; next && this.#held[side] === 'no'; next = queue[0]) {
      const waitMs = next.dueAtMs - performance.now()
      if (waitMs > 0) {
        this.later(waitMs, () => this.#pass(side))
        return
      }
      queue.shift()
      const to = this.#sockets[side === 'client' ? 'server' : 'client']
      if (to.writable) to.write(next.chunk)
    }
  }

  #stall(durationMs: number): void {
    if (this.#held.client !== 'no') return
    this.#held.client = 'stalled'
    this.#held.server = 'stalled'
    this.later(durationMs, () => this.#release())
  }

  #release(): void {
    for (const side of ['client', 'server'] as const) {
      if (this.#held[side] === 'stalled') this.#held[side] = 'no'
      this.#pass(side)
    }
  }

  #arriveLate(): void {
    this.#held.client = 'no'
    this.#pass('client')
    if (this.#isClientGone) this.later(lateEndMs, () => this.end())
  }

  /** The next chunk of either side is cut in two, and the second half never comes. */
  #truncate(): void {
    for (const side of ['client', 'server'] as const) {
      const to = this.#sockets[side === 'client' ? 'server' : 'client']
      this.#sockets[side].removeAllListeners('data').once('data', (chunk) => {
        to.end(chunk.subarray(0, Math.ceil(chunk.length / 2)))
        this.#held.client = 'lost'
        this.#held.server = 'lost'
        setImmediate(() => this.end())
      })
    }
  }
}
