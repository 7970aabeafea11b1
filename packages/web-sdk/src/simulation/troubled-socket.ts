import type { WebSocketLike } from '@mrtc/client'

/** What is the matter with a line. */
export interface LineTrouble {
  readonly delayMs: number
  readonly isSilent: boolean
  /** Is set back once it was made use of. */
  forgetsSession: boolean
}

type EventName = 'open' | 'error' | 'message' | 'close'
type SocketEvent = { readonly data?: unknown; readonly code?: number; readonly reason?: string }
// The standard's events have different fields by name; a listener reads those of its own.
type Listener = (event: never) => void

/** RFC 6455, 7.1.5: the connection was lost without a closing handshake. */
const lostWithoutWord = 1006
/** No server knows it. */
const unknownSessionId = 'simulated-unknown-session'

/** One way of a socket: in order, each message after the delay of its time. */
class Lane {
  #lastDueMs = 0

  pass(delayMs: number, act: () => void): void {
    const now = performance.now()
    const dueMs = Math.max(now + delayMs, this.#lastDueMs)
    this.#lastDueMs = dueMs
    if (dueMs <= now) act()
    else setTimeout(act, dueMs - now)
  }
}

/** A WebSocket whose line has troubles. */
export class TroubledSocket implements WebSocketLike {
  readonly #socket: WebSocketLike
  readonly #trouble: LineTrouble
  readonly #listeners = new Map<EventName, Set<Listener>>()
  readonly #out = new Lane()
  readonly #in = new Lane()
  #isOver = false
  #isClosing = false

  constructor(socket: WebSocketLike, trouble: LineTrouble) {
    this.#socket = socket
    this.#trouble = trouble
    socket.addEventListener('open', () => this.#arrive('open', {}))
    socket.addEventListener('error', () => this.#arrive('error', {}))
    socket.addEventListener('message', ({ data }) => this.#arrive('message', { data }))
    socket.addEventListener('close', ({ code, reason }) => {
      // Of a dead link nobody hears that it was closed, unless they closed it themselves.
      if (!this.#trouble.isSilent || this.#isClosing) this.#end({ code, reason })
    })
  }

  addEventListener(name: EventName, listener: Listener): void {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(listener))
  }

  send(data: string): void {
    if (this.#isOver || this.#trouble.isSilent) return
    const sent = this.#forgetful(data)
    this.#out.pass(this.#trouble.delayMs, () => {
      // Written to a socket that was closed meanwhile it would be lost without a word as well.
      if (!this.#isOver && !this.#trouble.isSilent) this.#socket.send(sent)
    })
  }

  close(code?: number, reason?: string): void {
    this.#isClosing = true
    this.#out.pass(0, () => this.#socket.close(code, reason))
  }

  /** The line is cut: our side hears what browsers say then, the server's side that the socket is gone. */
  drop(): void {
    this.#end({ code: lostWithoutWord, reason: '' })
    this.#socket.close()
  }

  say(data: string): void {
    this.#tell('message', { data })
  }

  #arrive(name: EventName, event: SocketEvent): void {
    if (this.#trouble.isSilent) return
    this.#in.pass(this.#trouble.delayMs, () => {
      if (!this.#isOver && !this.#trouble.isSilent) this.#tell(name, event)
    })
  }

  #end(event: SocketEvent): void {
    if (this.#isOver) return
    this.#tell('close', event)
    this.#isOver = true
  }

  #tell(name: EventName, event: SocketEvent): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) listener(event as never)
  }

  #forgetful(data: string): string {
    if (!this.#trouble.forgetsSession) return data
    const frame: unknown = JSON.parse(data)
    if (typeof frame !== 'object' || frame === null || !('type' in frame) || frame.type !== 'resume') return data
    this.#trouble.forgetsSession = false
    return JSON.stringify({ ...frame, sessionId: unknownSessionId })
  }
}
