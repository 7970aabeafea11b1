import { closeCodes } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import { FrameSocket } from './frame-socket.ts'
import type { WebSocketLike } from './websocket-like.ts'

/**
 * Another socket is tried this long after the one before, while none is open. TCP repeats a lost SYN after 1, 3, 7 and 15
 * seconds (RFC 6298): on a network that loses many packets a fresh connection is there before an old one.
 */
const staggerMs = 500
/** Sockets tried at once: at 40 % loss in both directions the chance that none gets through is about 3 %. */
const mostSockets = 6

export interface DialListener {
  /** A socket is open, and nobody has listened to it yet. The others are closed. */
  connected(socket: FrameSocket): void
  /** All have failed. */
  failed(reason: string): void
}

export interface DialOptions {
  readonly createSocket: () => WebSocketLike
  readonly clock: Clock
  readonly listener: DialListener
}

/** Opens a socket: several in a race when the first is slow. Tells its end once. */
export class Dial {
  readonly #options: DialOptions
  readonly #racing = new Set<FrameSocket>()
  #tried = 0
  #cancelTimer: (() => void) | undefined
  #isOver = false

  constructor(options: DialOptions) {
    this.#options = options
    this.#next()
  }

  /** Gives up; nothing is told any more. Idempotent. */
  close(): void {
    this.#isOver = true
    this.#cancelTimer?.()
    for (const socket of this.#racing) socket.close(closeCodes.normal)
    this.#racing.clear()
  }

  #next(): void {
    this.#tried += 1
    if (this.#tried < mostSockets) {
      this.#cancelTimer = this.#options.clock.setTimer(staggerMs, () => this.#next())
    }
    let webSocket: WebSocketLike
    try {
      webSocket = this.#options.createSocket()
    } catch (error) {
      this.#lost(String(error))
      return
    }
    const socket: FrameSocket = new FrameSocket(webSocket, {
      opened: () => this.#won(socket),
      received: () => {},
      lost: (reason) => {
        this.#racing.delete(socket)
        this.#lost(reason)
      },
    })
    this.#racing.add(socket)
  }

  #won(socket: FrameSocket): void {
    this.#racing.delete(socket)
    this.close()
    this.#options.listener.connected(socket)
  }

  #lost(reason: string): void {
    // Who is refused at once would be refused again: only what is slow is worth a race.
    if (this.#isOver || this.#racing.size > 0) return
    this.close()
    this.#options.listener.failed(reason)
  }
}
