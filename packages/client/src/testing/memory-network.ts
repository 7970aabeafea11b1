import type { Clock } from '../clock.ts'
import type { WebSocketLike } from '../socket/index.ts'

type Listeners = {
  open: Set<() => void>
  error: Set<() => void>
  message: Set<(event: { readonly data: unknown }) => void>
  close: Set<(event: { readonly code: number; readonly reason: string }) => void>
}

/** The server's end of a connection. */
export interface ServerEnd {
  send(data: string): void
  /** Set by the server. */
  onMessage: (data: string) => void
  onClose: (code: number) => void
  close(code: number): void
}

const abnormalClosure = 1006

/** WebSockets between clients and a server in this process: ordered, with latency, and with cuts that lose what is in flight. */
export class MemoryNetwork {
  readonly #clock: Clock
  readonly #accept: (end: ServerEnd) => void
  readonly #sockets = new Set<MemorySocket>()
  /** Whether new connections come about. */
  reachable = true
  latencyMs = 5
  /** How many connections were tried. */
  attempts = 0

  constructor(clock: Clock, accept: (end: ServerEnd) => void) {
    this.#clock = clock
    this.#accept = accept
  }

  get clock(): Clock {
    return this.#clock
  }

  connect(): WebSocketLike {
    this.attempts += 1
    const socket = new MemorySocket(this)
    this.#sockets.add(socket)
    this.later(() => {
      if (this.reachable) socket.establish(this.#accept)
      else socket.cut()
    })
    return socket
  }

  /** All connections break; what is in flight is lost. */
  cut(): void {
    for (const socket of [...this.#sockets]) socket.cut()
  }

  /** All connections stop carrying anything, and nobody is told. */
  freeze(): void {
    for (const socket of this.#sockets) socket.freeze()
  }

  later(what: () => void): void {
    this.#clock.setTimer(this.latencyMs, what)
  }

  forget(socket: MemorySocket): void {
    this.#sockets.delete(socket)
  }
}

type Phase = 'connecting' | 'open' | 'frozen' | 'closed'

class MemorySocket implements WebSocketLike {
  readonly #network: MemoryNetwork
  readonly #listeners: Listeners = { open: new Set(), error: new Set(), message: new Set(), close: new Set() }
  #phase: Phase = 'connecting'
  #server: ServerEnd | undefined

  constructor(network: MemoryNetwork) {
    this.#network = network
  }

  addEventListener<T extends keyof Listeners>(type: T, listener: Listeners[T] extends Set<infer L> ? L : never): void {
    const listeners = this.#listeners[type] as Set<typeof listener>
    listeners.add(listener)
  }

  send(data: string): void {
    if (this.#phase === 'connecting') throw new Error('the socket is not open yet')
    this.#carry(() => this.#server?.onMessage(data))
  }

  close(code = 1000): void {
    if (this.#phase === 'closed') return
    const wasOpen = this.#phase === 'open'
    // What was sent before arrives before.
    this.#network.later(() => {
      if (wasOpen) this.#server?.onClose(code)
      this.#end(code)
    })
  }

  establish(accept: (end: ServerEnd) => void): void {
    if (this.#phase !== 'connecting') return
    this.#phase = 'open'
    this.#server = {
      onMessage: () => {},
      onClose: () => {},
      send: (data) => this.#carry(() => this.#tellMessage(data)),
      close: (code) => this.#carry(() => this.#end(code)),
    }
    accept(this.#server)
    for (const listener of this.#listeners.open) listener()
  }

  freeze(): void {
    if (this.#phase === 'open') this.#phase = 'frozen'
  }

  cut(): void {
    if (this.#phase === 'closed') return
    const server = this.#server
    this.#end(abnormalClosure)
    server?.onClose(abnormalClosure)
  }

  #carry(arrive: () => void): void {
    if (this.#phase !== 'open') return
    this.#network.later(() => {
      if (this.#phase === 'open') arrive()
    })
  }

  #tellMessage(data: string): void {
    for (const listener of this.#listeners.message) listener({ data })
  }

  #end(code: number): void {
    if (this.#phase === 'closed') return
    this.#phase = 'closed'
    this.#network.forget(this)
    if (code === abnormalClosure) for (const listener of this.#listeners.error) listener()
    for (const listener of this.#listeners.close) listener({ code, reason: '' })
  }
}
