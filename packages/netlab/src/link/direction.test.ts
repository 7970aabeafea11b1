import { describe, expect, it } from 'vitest'
import { Direction } from './direction.ts'
import type { LinkProfile } from './profile.ts'

const packetBytes = 1_000

interface Delivery {
  readonly packet: number
  readonly at: number
}

/** Sends numbered packets at an interval and collects what arrives, to the exact simulated time. */
function run(profile: LinkProfile, { packets = 20_000, intervalMs = 1, seed = 7, isUdp = true } = {}) {
  const direction = new Direction<number>(seed, 0)
  direction.set(profile)
  const deliveries: Delivery[] = []
  const releaseUntil = (until: number) => {
    for (let due = direction.nextDueAt(); due <= until; due = direction.nextDueAt()) {
      direction.release(due, (packet) => deliveries.push({ packet, at: due }))
    }
  }
  for (let packet = 0; packet < packets; packet++) {
    releaseUntil(packet * intervalMs)
    direction.push(packet, packetBytes, isUdp, packet * intervalMs)
  }
  releaseUntil(Number.MAX_SAFE_INTEGER)
  const delays = deliveries.map(({ packet, at }) => at - packet * intervalMs).sort((a, b) => a - b)
  return {
    deliveries,
    counters: direction.counters,
    delayAt: (share: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN,
    lossShare: 1 - new Set(deliveries.map((d) => d.packet)).size / packets,
    missing: missing(deliveries, packets),
  }
}

function missing(deliveries: readonly Delivery[], packets: number): number[] {
  const arrived = new Set(deliveries.map((d) => d.packet))
  return Array.from({ length: packets }, (_, n) => n).filter((n) => !arrived.has(n))
}

describe('a direction of a link', () => {
  it('passes everything at once and in order without a profile', () => {
    const { deliveries, delayAt } = run({})
    expect(deliveries.map((d) => d.packet)).toEqual(Array.from({ length: 20_000 }, (_, n) => n))
    expect(delayAt(1)).toBe(0)
  })

  it('delays every packet by exactly the propagation time', () => {
    const { delayAt } = run({ delayMs: 25 })
    expect([delayAt(0), delayAt(1)]).toEqual([25, 25])
  })

  it.each([0.05, 0.2, 0.4])('loses a share of %f', (lossShare) => {
    expect(run({ lossShare }).lossShare).toBeCloseTo(lossShare, 1)
  })

  it('loses in bursts of the mean length that was asked for', () => {
    const result = run({ burstLoss: { lossShare: 0.2, meanBurst: 5 } }, { packets: 100_000 })
    const bursts = result.missing.filter((n, i) => result.missing[i - 1] !== n - 1).length
    expect(result.lossShare).toBeGreaterThan(0.18)
    expect(result.lossShare).toBeLessThan(0.22)
    expect(result.missing.length / bursts).toBeGreaterThan(4.6)
    expect(result.missing.length / bursts).toBeLessThan(5.4)
  })

  it('loses the same packets for the same seed, also when jitter and a bottleneck join', () => {
    const plain = run({ lossShare: 0.1 })
    const busy = run({ lossShare: 0.1, jitterMs: 10, delayMs: 50, rateKbps: 1e6, duplicateShare: 0.1 })
    expect(busy.missing).toEqual(plain.missing)
    expect(run({ lossShare: 0.1 }, { seed: 8 }).missing).not.toEqual(plain.missing)
  })

  it('lets through the bottleneck rate and drops what the queue cannot hold', () => {
    // 1,000 bytes a millisecond are 8 Mbit/s offered to 1 Mbit/s.
    const { counters, delayAt } = run({ rateKbps: 1_000, queueMs: 300 })
    expect((counters.deliveredBytes * 8) / 20_000).toBeGreaterThan(990)
    expect((counters.deliveredBytes * 8) / 20_000).toBeLessThan(1_020)
    expect(delayAt(0.99)).toBeGreaterThan(295)
    expect(delayAt(1)).toBeLessThanOrEqual(300 + 2 * 8)
    expect(counters.arrived).toBe(counters.delivered + counters.overflowed)
  })

  it('keeps order under jitter unless told otherwise', () => {
    const inOrder = (deliveries: readonly Delivery[]) =>
      deliveries.every((d, i) => i === 0 || d.packet > (deliveries[i - 1]?.packet ?? -1))
    expect(inOrder(run({ delayMs: 50, jitterMs: 10 }).deliveries)).toBe(true)
    expect(inOrder(run({ delayMs: 50, jitterMs: 10, jitterReorders: true }).deliveries)).toBe(false)
  })

  it('reorders and duplicates the share that was asked for', () => {
    const { counters } = run({ delayMs: 20, reorder: { share: 0.03, byMs: 10 }, duplicateShare: 0.05 })
    expect(counters.reordered / counters.arrived).toBeCloseTo(0.03, 2)
    expect(counters.duplicated / counters.arrived).toBeCloseTo(0.05, 2)
    expect(counters.delivered).toBe(counters.arrived + counters.duplicated)
  })

  it('swallows everything in a black hole, and only UDP where UDP is blocked', () => {
    expect(run({ blackhole: true }).deliveries).toHaveLength(0)
    expect(run({ blockUdp: true }).deliveries).toHaveLength(0)
    expect(run({ blockUdp: true }, { isUdp: false }).deliveries).toHaveLength(20_000)
  })

  it('keeps the schedule of packets that are on their way when the profile changes', () => {
    const direction = new Direction<string>(1, 0)
    const arrived: string[] = []
    direction.set({ delayMs: 100 })
    direction.push('slow', packetBytes, true, 0)
    direction.set({ delayMs: 0, jitterReorders: true })
    direction.push('fast', packetBytes, true, 10)
    direction.release(10, (packet) => arrived.push(packet))
    direction.release(100, (packet) => arrived.push(packet))
    expect(arrived).toEqual(['fast', 'slow'])
  })
})
