import { describe, expect, it } from 'vitest'
import { observeDownlink, unknownDownlink } from './downlink-condition.ts'
import { type DownlinkFloor, nextFloor, noFloor } from './downlink-floor.ts'

const wantedBps = 650_000
const leastBps = 250_000

interface Weather {
  readonly lossShare?: number
  readonly rttMs?: number
  readonly sentBps?: number
  readonly isStarved?: boolean
}

/** A downlink that is told second by second. */
class Downlink {
  condition = unknownDownlink
  floor: DownlinkFloor = noFloor
  #seconds = 0

  spends(seconds: number, { lossShare = 0, rttMs = 50, sentBps = 700_000, isStarved = false }: Weather = {}): this {
    for (let n = 0; n < seconds; n++) {
      // The estimate falls while much is lost, as mediasoup's does.
      const availableBps = lossShare > 0.1 ? 100_000 : 2_000_000
      this.condition = observeDownlink(this.condition, { availableBps, sentBps, lossShare, rttMs, wantedBps })
      const sample = {
        nowMs: ++this.#seconds * 1_000,
        condition: this.condition,
        sentBps,
        wantedBps,
        leastBps,
        isStarved,
      }
      this.floor = nextFloor(this.floor, sample)
    }
    return this
  }

  get floorBps() {
    return this.floor.state === 'held' ? this.floor.floorBps : undefined
  }
}

describe('the floor under the estimate of a downlink', () => {
  it('is not there while little is lost', () => {
    expect(new Downlink().spends(60, { lossShare: 0.01 }).floorBps).toBeUndefined()
  })

  it.each([0.12, 0.25, 0.4])('holds what gets through at random loss of %d within three seconds', (lossShare) => {
    const downlink = new Downlink().spends(20).spends(3, { lossShare })
    expect(downlink.floorBps).toBeGreaterThan(wantedBps * (1 - lossShare) * 0.9)
    expect(downlink.floorBps).toBeLessThanOrEqual(wantedBps)
  })

  it('goes up to what is wanted while loss stays what it is', () => {
    expect(new Downlink().spends(20).spends(20, { lossShare: 0.4 }).floorBps).toBe(wantedBps)
  })

  it('has room for the lowest layer where nothing is known of the path', () => {
    const joined = new Downlink().spends(3, { lossShare: 0.4, sentBps: 60_000 })
    expect(joined.floorBps).toBe(leastBps)
  })

  it('has room for the lowest layer where the estimate fell for nothing, until it has grown by itself', () => {
    const downlink = new Downlink().spends(20).spends(3, { sentBps: 60_000, isStarved: true })
    expect(downlink.floorBps).toBe(leastBps)
    expect(downlink.spends(6, { sentBps: 250_000 }).floorBps).toBe(leastBps)
    expect(downlink.spends(6).floorBps).toBeUndefined()
  })

  it('is not there for a picture that a queue has no room for', () => {
    const starved = { sentBps: 60_000, isStarved: true, rttMs: 130 }
    expect(new Downlink().spends(20).spends(5, starved).floorBps).toBeUndefined()
  })

  it('is let go when a queue comes of it, and not tried again for half a minute', () => {
    const downlink = new Downlink().spends(20).spends(10, { lossShare: 0.2 })
    downlink.spends(2, { lossShare: 0.2, rttMs: 130 })
    expect(downlink.floorBps).toBeUndefined()
    expect(downlink.spends(25, { lossShare: 0.2 }).floorBps).toBeUndefined()
    expect(downlink.spends(10, { lossShare: 0.2 }).floorBps).toBeDefined()
  })

  it('bears one late answer', () => {
    const downlink = new Downlink().spends(20).spends(10, { lossShare: 0.2 })
    expect(downlink.spends(1, { lossShare: 0.2, rttMs: 200 }).floorBps).toBeDefined()
  })

  it('goes back to where it began when loss grows with it: a bottleneck without a queue', () => {
    const downlink = new Downlink().spends(20).spends(4, { lossShare: 0.4 })
    const begin = downlink.floorBps ?? 0
    downlink.spends(6, { lossShare: 0.4 })
    expect(downlink.floorBps).toBeGreaterThan(begin)
    downlink.spends(6, { lossShare: 0.7 })
    expect(downlink.floorBps).toBe(begin)
    expect(downlink.spends(20, { lossShare: 0.4 }).floorBps).toBe(begin)
  })

  it('is not alarmed by reports that jump about', () => {
    const downlink = new Downlink().spends(20)
    for (const lossShare of [0.4, 0.5, 0.4, 0, 0.25, 0.77, 0.33, 0.6, 0.3, 0.7, 0.7, 0.5, 0.6, 0.5, 0.6, 0.7]) {
      downlink.spends(1, { lossShare })
    }
    expect(downlink.spends(6, { lossShare: 0.55 }).floorBps).toBe(wantedBps)
  })

  it('never comes up against congestion', () => {
    const downlink = new Downlink().spends(20)
    for (let n = 0; n < 30; n++) {
      expect(downlink.spends(1, { lossShare: 0.3, rttMs: 120 + 40 * (n % 5) }).floorBps).toBeUndefined()
    }
  })

  it('ends some seconds after the loss', () => {
    const downlink = new Downlink().spends(20).spends(10, { lossShare: 0.2 })
    expect(downlink.spends(5).floorBps).toBeDefined()
    expect(downlink.spends(6).floorBps).toBeUndefined()
  })
})
