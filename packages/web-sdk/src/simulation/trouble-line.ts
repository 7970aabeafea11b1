/** The signalling of a client between its WebSockets and the network, where trouble is made. */
import type { WebSocketLike } from '@mrtc/client'
import { TroubledSocket } from './troubled-socket.ts'

/** All sockets of one client, and what happens to them. */
export class TroubleLine {
  readonly #open: (url: string) => WebSocketLike
  readonly #sockets = new Set<TroubledSocket>()
  /** What each message takes longer, each way, in milliseconds. */
  delayMs = 0
  /** Nothing comes through, and nobody is told: a dead link. */
  isSilent = false
  /** The next `resume` names a session that the server does not know, as after its restart. */
  forgetsSession = false

  constructor(open: (url: string) => WebSocketLike = (url) => new WebSocket(url)) {
    this.#open = open
  }

  readonly createWebSocket = (url: string): WebSocketLike => {
    const socket = new TroubledSocket(this.#open(url), this)
    this.#sockets.add(socket)
    socket.addEventListener('close', () => this.#sockets.delete(socket))
    return socket
  }

  /** Every socket is gone, without a goodbye. */
  drop(): void {
    for (const socket of [...this.#sockets]) socket.drop()
  }

  /** The server is heard saying this. */
  say(frame: object): void {
    for (const socket of [...this.#sockets]) socket.say(JSON.stringify(frame))
  }
}
