import { MrtcError } from '@mrtc/protocol'
import { describe, expect, it, vi } from 'vitest'
import { CallClient } from './call-client.ts'
import { systemClock } from './clock.ts'
import type { CallClientOptions } from './options.ts'
import { fakeDevice } from './testing/fake-device.ts'
import { ModelRoom } from './testing/model-room.ts'
import { ModelServer } from './testing/model-server.ts'

function world(options: Partial<CallClientOptions> = {}) {
  const model = new ModelRoom()
  const server = new ModelServer(systemClock, { handle: model.handle })
  server.network.latencyMs = 0
  const urls: string[] = []
  const client = new CallClient({
    url: 'http://localhost:8080',
    uid: 'alice',
    bizName: 'b',
    appId: 'a',
    sign: 'signed',
    platform: { name: 'test', version: '1' },
    createWebSocket: (url) => {
      urls.push(url)
      return server.network.connect()
    },
    createDevice: fakeDevice().create,
    ...options,
  })
  const states: string[] = []
  client.on('stateChanged', ({ state }) => states.push(state))
  return { client, server, model, urls, states }
}

async function connected(options: Partial<CallClientOptions> = {}) {
  const it = world(options)
  await it.client.connect()
  return it
}

const joining = { roomId: 'room-1', rtoken: 'let-me-in' }

describe('connecting', () => {
  it('opens a session at the server’s address', async () => {
    const { client, urls, states } = world()
    expect(client.state).toEqual({ state: 'idle' })
    await client.connect()
    await client.connect()
    expect(urls).toEqual(['ws://localhost:8080/ws'])
    expect(states).toEqual(['connecting', 'open'])
    await client.close()
  })

  it('says what the server refused it for, and can be tried again', async () => {
    const { client, server, states } = world()
    server.refusal = 'SIGNATURE_EXPIRED'
    await expect(client.connect()).rejects.toMatchObject({ code: 'SIGNATURE_EXPIRED' })
    expect(client.state).toMatchObject({ state: 'closed', error: { code: 'SIGNATURE_EXPIRED' } })
    server.refusal = undefined
    await client.connect()
    expect(states).toEqual(['connecting', 'closed', 'connecting', 'open'])
    await client.close()
  })

  it('says which address is wrong', async () => {
    const { client } = world({ url: 'nowhere' })
    await expect(client.connect()).rejects.toMatchObject({ code: 'PARAMETER_INVALID', field: 'url' })
  })

  it('is done once at a time', async () => {
    const { client } = world()
    const connecting = client.connect()
    await expect(client.connect()).rejects.toMatchObject({ code: 'CONNECTION_FAILED' })
    await connecting
    await client.close()
  })

  it('asks the application for a signature each time', async () => {
    let asked = 0
    const { client, server } = await connected({ sign: async () => `signature ${++asked}` })
    await client.createRoom()
    expect(server.session.requests[0]?.params).toMatchObject({ sign: 'signature 2' })
    await client.close()
  })

  it('says when the application gives none', async () => {
    const broken = world({
      sign: async () => {
        throw new Error('the business server is down')
      },
    })
    await expect(broken.client.connect()).rejects.toMatchObject({
      code: 'SIGNATURE_INVALID',
      cause: { message: 'the business server is down' },
    })
    expect(broken.urls).toEqual([])
  })

  it('can be aborted while it waits for the signature or for the server', async () => {
    let asked: AbortSignal | undefined
    const signing = world({
      sign: (signal) => {
        asked = signal
        return new Promise(() => {})
      },
    })
    const controller = new AbortController()
    const first = signing.client.connect({ signal: controller.signal })
    controller.abort()
    await expect(first).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    expect(asked?.aborted).toBe(true)
    expect(signing.client.state).toEqual({ state: 'closed' })

    const waiting = world()
    waiting.server.silent = true
    const second = waiting.client.connect()
    setTimeout(() => void waiting.client.close(), 5)
    await expect(second).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    expect(waiting.client.state).toEqual({ state: 'closed' })
  })
})

describe('entering a room', () => {
  it('gives the room, which hears what follows at once', async () => {
    const { client, model } = await connected()
    const entering = client.joinRoom({ ...joining, displayName: 'Alice' })
    const room = await entering
    expect(client.room).toBe(room)
    model.joins('bob')
    await vi.waitFor(() => expect([...room.participants.keys()]).toEqual(['alice', 'bob']))
    await client.close()
    expect(room.closed).toBe(true)
    expect(client.room).toBeUndefined()
  })

  it('is possible in one room at a time, and in another after leaving', async () => {
    const { client } = await connected()
    const [first, second] = await Promise.allSettled([client.createRoom(), client.createRoom()])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'ALREADY_IN_ROOM' } })
    await client.room?.leave()
    expect(client.room).toBeUndefined()
    await client.joinRoom(joining)
    await client.close()
  })

  it('needs a connection and the right token', async () => {
    const unconnected = world()
    await expect(unconnected.client.createRoom()).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
    const { client } = await connected()
    await expect(client.joinRoom({ ...joining, rtoken: 'x' })).rejects.toMatchObject({ code: 'ROOM_TOKEN_INVALID' })
    await client.joinRoom(joining)
    await client.close()
  })

  it('that is aborted leaves the room again', async () => {
    const { client, server, model } = await connected()
    server.network.latencyMs = 10
    const controller = new AbortController()
    const entering = client.createRoom({ signal: controller.signal })
    setTimeout(() => controller.abort(), 5)
    await expect(entering).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
    await vi.waitFor(() => {
      expect(server.session.requests.map(({ name }) => name)).toEqual(['room.create', 'room.leave'])
      expect(model.members.size).toBe(0)
    })
    expect(client.room).toBeUndefined()
    await client.close()
  })
})

describe('the end of a connection', () => {
  it('by the server closes client and room with the reason', async () => {
    const { client, server } = await connected()
    const room = await client.createRoom()
    const closed = vi.fn()
    room.on('closed', closed)
    server.session.bye('SESSION_TAKEN_OVER')
    await vi.waitFor(() => expect(client.state).toMatchObject({ error: { code: 'SESSION_TAKEN_OVER' } }))
    expect(closed).toHaveBeenCalledExactlyOnceWith('sessionLost')
    expect(client.room).toBeUndefined()
    await client.close()
  })

  it('by us is told to the server, is idempotent, and another connection can follow', async () => {
    const { client, server, states } = await connected()
    const room = await client.createRoom()
    const closed = vi.fn()
    room.on('closed', closed)
    await Promise.all([client.close(), client.close()])
    expect(closed).toHaveBeenCalledExactlyOnceWith('left')
    expect(server.sessions.size).toBe(0)
    await client.connect()
    expect(states).toEqual(['connecting', 'open', 'closed', 'connecting', 'open'])
    await client.close()
  })

  it('that never was is an end too', async () => {
    const { client } = world()
    await client.close()
    expect(client.state).toEqual({ state: 'closed' })
    client.reconnectNow()
  })

  it('races with everything and leaves no rejection unhandled', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    try {
      for (let afterMs = 0; afterMs < 12; afterMs++) {
        const { client, server } = world()
        server.network.latencyMs = 1
        const call = async () => {
          await client.connect()
          const room = await client.createRoom()
          await Promise.all([room.sendText('hi'), room.leave()])
        }
        const calling = call().catch((error: unknown) => error)
        await new Promise((resolve) => setTimeout(resolve, afterMs))
        await client.close()
        const outcome = await calling
        if (outcome !== undefined) expect(outcome).toBeInstanceOf(MrtcError)
        expect(client.state).toEqual({ state: 'closed' })
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(unhandled).not.toHaveBeenCalled()
    } finally {
      process.off('unhandledRejection', unhandled)
    }
  })

  it('is not the loss of a socket', async () => {
    const { client, server, states } = await connected()
    const room = await client.createRoom()
    server.network.cut()
    expect(await room.sendText('still here')).toMatchObject({ recipients: [] })
    expect(states).toEqual(['connecting', 'open', 'resuming', 'open'])
    await client.close()
  })
})
