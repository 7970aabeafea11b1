import { type ClientFrame, closeCodes, type ServerFrame } from '@mrtc/protocol'
import type { WebSocketLike } from './websocket-like.ts'

export interface FrameSocketListener {
  opened(): void
  /** `frame` has a `type`; the rest is taken at the server's word. */
  received(frame: ServerFrame): void
  /** Once, and nothing after it: the socket closed, failed, or the server sent what is not a frame. */
  lost(reason: string): void
}

/** One WebSocket's life: frames out and in, and its end told once. */
export class FrameSocket {
  readonly #webSocket: WebSocketLike
  /** Gone once the end was told or we closed it ourselves: late events of the socket then reach nobody. */
  #listener: FrameSocketListener | undefined
  /** Settles when the WebSocket is closed, whoever closed it. */
  readonly closed: Promise<void>

  constructor(webSocket: WebSocketLike, listener: FrameSocketListener) {
    this.#webSocket = webSocket
    this.#listener = listener
    webSocket.addEventListener('open', () => this.#listener?.opened())
    webSocket.addEventListener('message', (event) => this.#receive(event.data))
    webSocket.addEventListener('error', () => this.#lose('the socket failed'))
    this.closed = new Promise((resolve) => {
      webSocket.addEventListener('close', (event) => {
        this.#lose(event.reason === '' ? `the socket closed with code ${event.code}` : event.reason)
        resolve()
      })
    })
  }

  /** From now on this one hears of the socket. */
  listen(listener: FrameSocketListener): void {
    if (this.#listener !== undefined) this.#listener = listener
  }

  /** Nothing is heard from this socket any more, but it is left open. */
  mute(): void {
    this.#listener = undefined
  }

  /** May be called from `opened` on. */
  send(frame: ClientFrame): void {
    if (this.#listener !== undefined) this.#webSocket.send(JSON.stringify(frame))
  }

  /** Nothing is heard from this socket any more. What was sent is still flushed. */
  close(code: number): void {
    this.#listener = undefined
    this.#webSocket.close(code)
  }

  #receive(data: unknown): void {
    const frame = typeof data === 'string' ? parse(data) : undefined
    if (frame !== undefined) {
      this.#listener?.received(frame)
      return
    }
    this.#lose('the server sent what is not a frame')
    this.close(closeCodes.sequenceLost)
  }

  #lose(reason: string): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.lost(reason)
  }
}

function parse(text: string): ServerFrame | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isFrame(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Frames come from our own server: only their kind is checked, so that no schema library is needed here. */
function isFrame(value: unknown): value is ServerFrame {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}
