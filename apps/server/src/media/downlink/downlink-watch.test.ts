import { EventEmitter } from 'node:events'
import type { types } from 'mediasoup'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { silentLog } from '../fixtures.ts'
import { DownlinkWatch } from './downlink-watch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const wantedBps = 1_500_000

/** A receiver of one feed, as far as the watch sees of mediasoup. */
function receiver({ isKeptLarge = false } = {}) {
  const observer = new EventEmitter()
  const path = { availableBps: 3_000_000, sentBps: 1_600_000, rttMs: 50, lossShare: 0 }
  const floors: number[] = []
  const transport = Object.assign(new EventEmitter(), {
    id: 'transport',
    closed: false,
    observer,
    enableTraceEvent: async () => undefined,
    getStats: async () => [{ availableOutgoingBitrate: path.availableBps, sendBitrate: path.sentBps }],
    setMinOutgoingBitrate: async (bps: number) => floors.push(bps),
  })
  const video = {
    id: 'video',
    kind: 'video',
    type: 'simple',
    paused: false,
    producerPaused: false,
    rtpParameters: { encodings: [{ maxBitrate: wantedBps }] },
    getStats: async () => [
      { type: 'outbound-rtp', bitrate: path.sentBps, fractionLost: path.lossShare * 256, roundTripTime: path.rttMs },
    ],
  }
  const limits: (number | undefined)[] = []
  const held: boolean[] = []
  new DownlinkWatch({
    // Both are what the watch uses of them, and no more.
    transport: transport as unknown as types.WebRtcTransport,
    consumers: () => [video as unknown as types.Consumer],
    limitsChanged: (changed) => limits.push(changed.get('video')),
    isKeptLarge: () => isKeptLarge,
    hold: (_, isHeld) => held.push(isHeld),
    log: silentLog,
  })
  const spends = async (seconds: number, change: Partial<typeof path> = {}) => {
    Object.assign(path, change)
    await vi.advanceTimersByTimeAsync(seconds * 1_000)
  }
  const close = () => {
    transport.closed = true
    observer.emit('close')
  }
  return { transport, limits, held, floors, spends, close }
}

describe('a watched downlink', () => {
  it('is left alone while all gets through', async () => {
    const { limits, held, spends, close } = receiver()
    await spends(60)
    expect({ limits, held }).toEqual({ limits: [], held: [] })
    close()
  })

  it('tells a limit that follows the estimate, and takes it back when there is plenty', async () => {
    const { limits, spends, close } = receiver()
    await spends(5)
    await spends(2, { availableBps: 1_000_000, rttMs: 120 })
    expect(limits).toEqual([1_000_000 * 0.95])
    await spends(10, { sentBps: 900_000, availableBps: 1_200_000, rttMs: 90 })
    expect(limits.at(-1)).toBe(1_200_000 * 0.95)
    await spends(3, { availableBps: 1_700_000, rttMs: 50 })
    expect(limits.at(-1)).toBeUndefined()
    close()
  })

  it('looks at once when the estimate falls far', async () => {
    const { transport, limits, spends, close } = receiver()
    await spends(5)
    await spends(0.1, { availableBps: 800_000, rttMs: 100 })
    transport.emit('trace', { type: 'bwe', info: { availableBitrate: 800_000 } })
    await spends(0.1)
    expect(limits).toHaveLength(1)
    close()
  })

  it('holds the picture back when nobody makes it smaller, and lets it go again', async () => {
    const { held, spends, close } = receiver({ isKeptLarge: true })
    await spends(5)
    await spends(9, { availableBps: 300_000, rttMs: 350 })
    expect(held).toEqual([true])
    await spends(12)
    expect(held.slice(0, 2)).toEqual([true, false])
    close()
  })

  it('believes no estimate alone', async () => {
    const { held, limits, spends, close } = receiver({ isKeptLarge: true })
    await spends(5)
    await spends(30, { availableBps: 300_000 })
    expect({ held, limits }).toEqual({ held: [], limits: [] })
    close()
  })

  it('holds nothing back that its publisher makes smaller for it, sooner or later', async () => {
    const { held, limits, spends, close } = receiver()
    await spends(5)
    await spends(20, { availableBps: 300_000, rttMs: 350 })
    expect(held).toEqual([])
    expect(limits.at(-1)).toBeLessThan(300_000)
    close()
  })

  it('has its estimate held up while packets are lost at random, and no longer', async () => {
    const { floors, spends, close } = receiver()
    await spends(5)
    await spends(5, { lossShare: 0.25, availableBps: 200_000 })
    expect(floors).toHaveLength(1)
    expect(floors[0]).toBeGreaterThan(1_000_000)
    await spends(15, { lossShare: 0, availableBps: 3_000_000 })
    expect(floors.at(-1)).toBe(0)
    close()
  })

  it('asks for nothing once the transport is closed', async () => {
    const { limits, spends, close } = receiver()
    await spends(5)
    close()
    await spends(10, { availableBps: 100_000 })
    expect(limits).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
