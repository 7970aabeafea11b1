import { closeCodes } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import { FrameSocket } from './frame-socket.ts'
import type { WebSocketLike } from './websocket-like.ts'

type Event = { data?: unknown; code?: number; reason?: string }

class ScriptedWebSocket implements WebSocketLike {
  readonly sent: string[] = []
  closedWith: number | undefined
  readonly #listeners = new Map<string, (event: never) => void>()

  send(data: string): void {
    this.sent.push(data)
  }

  close(code?: number): void {
    this.closedWith = code
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener)
  }

  happens(type: string, event: Event = {}): void {
    this.#listeners.get(type)?.(event as never)
  }
}

function world() {
  const webSocket = new ScriptedWebSocket()
  const told: string[] = []
  const socket = new FrameSocket(webSocket, {
    opened: () => told.push('opened'),
    received: (frame) => told.push(`received ${frame.type}`),
    lost: (reason) => told.push(`lost: ${reason}`),
  })
  return { webSocket, socket, told }
}

describe('a frame socket', () => {
  it('carries frames both ways as JSON', () => {
    const { webSocket, socket, told } = world()
    webSocket.happens('open')
    socket.send({ type: 'ping' })
    webSocket.happens('message', { data: '{"type":"pong"}' })
    expect(webSocket.sent).toEqual(['{"type":"ping"}'])
    expect(told).toEqual(['opened', 'received pong'])
  })

  it.each([
    ['text that is not JSON', 'x'],
    ['JSON without a type', '{}'],
    ['JSON that is no object', 'null'],
    ['binary data', new ArrayBuffer(1)],
  ])('is given up over %s', (_, data) => {
    const { webSocket, told } = world()
    webSocket.happens('message', { data })
    webSocket.happens('message', { data: '{"type":"pong"}' })
    expect(told).toEqual(['lost: the server sent what is not a frame'])
    expect(webSocket.closedWith).toBe(closeCodes.sequenceLost)
  })

  it('tells its end once, whatever comes after', async () => {
    const { webSocket, socket, told } = world()
    webSocket.happens('error')
    webSocket.happens('close', { code: 1006, reason: '' })
    webSocket.happens('message', { data: '{"type":"pong"}' })
    socket.send({ type: 'ping' })
    await socket.closed
    expect(told).toEqual(['lost: the socket failed'])
    expect(webSocket.sent).toEqual([])
  })

  it('tells nothing after we closed it', async () => {
    const { webSocket, socket, told } = world()
    socket.close(closeCodes.normal)
    webSocket.happens('open')
    webSocket.happens('close', { code: 1000, reason: '' })
    await socket.closed
    expect(told).toEqual([])
  })
})
