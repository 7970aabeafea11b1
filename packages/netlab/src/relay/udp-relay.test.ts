import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { UdpRelay } from './udp-relay.ts'

const open: Socket[] = []
afterEach(() => {
  for (const socket of open.splice(0)) socket.close()
})

async function bound(): Promise<{ socket: Socket; port: number }> {
  const socket = createSocket('udp4')
  open.push(socket)
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { socket, port: (socket.address() as AddressInfo).port }
}

async function echoServer(): Promise<{ port: number; sources: Set<number> }> {
  const { socket, port } = await bound()
  const sources = new Set<number>()
  socket.on('message', (message, from) => {
    sources.add(from.port)
    socket.send(message, from.port, from.address)
  })
  return { port, sources }
}

describe('a UDP relay', () => {
  it('leads each answer back to the client that asked, after the delay of both directions', async () => {
    const server = await echoServer()
    await using relay = await UdpRelay.open({
      target: { address: '127.0.0.1', port: server.port },
      up: { delayMs: 30 },
      down: { delayMs: 30 },
    })
    const [alice, bob] = [await bound(), await bound()]
    const startedAt = performance.now()
    alice.socket.send('from alice', relay.port, '127.0.0.1')
    bob.socket.send('from bob', relay.port, '127.0.0.1')
    const [[toAlice], [toBob]] = await Promise.all([once(alice.socket, 'message'), once(bob.socket, 'message')])
    expect([String(toAlice), String(toBob)]).toEqual(['from alice', 'from bob'])
    expect(performance.now() - startedAt).toBeGreaterThan(58)
  })

  it('loses what a black hole swallows, and lets the target see a new port after a rebinding', async () => {
    const server = await echoServer()
    await using relay = await UdpRelay.open({ target: { address: '127.0.0.1', port: server.port } })
    const { socket } = await bound()
    const send = async (text: string) => {
      socket.send(text, relay.port, '127.0.0.1')
      await delay(50)
    }
    await send('one')
    relay.setLink({ up: { blackhole: true } })
    await send('lost')
    expect(relay.counters().up).toMatchObject({ arrived: 2, delivered: 1, blocked: 1 })
    relay.setLink({ up: {} })
    relay.rebind()
    await send('two')
    expect(server.sources.size).toBe(2)
  })

  it('relays to loopback only', async () => {
    await expect(UdpRelay.open({ target: { address: '192.0.2.1', port: 1 } })).rejects.toThrow('only loopback')
  })
})
