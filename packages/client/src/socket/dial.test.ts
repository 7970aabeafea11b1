import { describe, expect, it } from 'vitest'
import { MemoryNetwork, type ServerEnd } from '../testing/memory-network.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { Dial } from './dial.ts'
import type { FrameSocket } from './frame-socket.ts'
import type { WebSocketLike } from './websocket-like.ts'

/** A socket that is never there. */
const stalled = (): WebSocketLike => ({ send: () => {}, close: () => {}, addEventListener: () => {} })

/** @param createSockets how each socket in turn comes about; the last one also for all that follow */
function dial(...createSockets: ((network: MemoryNetwork) => WebSocketLike)[]) {
  const clock = new VirtualClock()
  const ends: ServerEnd[] = []
  const network = new MemoryNetwork(clock, (end) => ends.push(end))
  const connected: FrameSocket[] = []
  const failures: string[] = []
  let tried = 0
  const dialling = new Dial({
    createSocket: () => {
      const create = createSockets[Math.min(tried, createSockets.length - 1)]
      tried += 1
      return create?.(network) ?? stalled()
    },
    clock,
    listener: { connected: (socket) => connected.push(socket), failed: (reason) => failures.push(reason) },
  })
  return { clock, network, ends, connected, failures, dialling, tried: () => tried }
}

const through = (network: MemoryNetwork) => network.connect()

describe('a dial', () => {
  it('takes one socket when that is there soon', async () => {
    const { clock, connected, tried } = dial(through)
    await clock.advance(10_000)
    expect(connected).toHaveLength(1)
    expect(tried()).toBe(1)
    expect(clock.timers).toBe(0)
  })

  it('tries others beside one that is slow, and takes the first that is there', async () => {
    const { clock, connected, ends, tried } = dial(stalled, stalled, through)
    await clock.advance(900)
    expect(connected).toHaveLength(0)
    await clock.advance(9_000)
    expect(connected).toHaveLength(1)
    expect(ends).toHaveLength(1)
    expect(tried()).toBe(3)
    expect(clock.timers).toBe(0)
  })

  it('tries a few at most', async () => {
    const { clock, failures, tried } = dial(stalled)
    await clock.advance(60_000)
    expect(tried()).toBe(6)
    expect(failures).toEqual([])
  })

  it('fails when all of them have, at once when the first is refused', async () => {
    const { clock, network, failures, tried } = dial(through)
    network.reachable = false
    await clock.advance(10_000)
    expect(failures).toHaveLength(1)
    expect(tried()).toBe(1)
    expect(clock.timers).toBe(0)
  })

  it('fails when a socket cannot even be created', () => {
    const { failures } = dial(() => {
      throw new Error('blocked by policy')
    })
    expect(failures).toEqual(['Error: blocked by policy'])
  })

  it('tells nothing any more when it is given up', async () => {
    const { clock, connected, failures, dialling } = dial(through)
    dialling.close()
    await clock.advance(1_000)
    expect([connected, failures]).toEqual([[], []])
    expect(clock.timers).toBe(0)
  })
})
