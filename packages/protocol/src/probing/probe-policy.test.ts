import { describe, expect, it } from 'vitest'
import { initialProbePolicy, type Probe, type ProbePolicy, probing } from './probe-policy.ts'

/** A path of a fixed capacity, whose sender believes in less of it until it has probed. */
class Path {
  capacityBps: number
  estimateBps: number
  queueMs = 0
  lossShare = 0
  readonly probedAtSeconds: number[] = []
  readonly probes: Probe[] = []
  readonly #wantedBps: number
  #policy: ProbePolicy = initialProbePolicy
  #seconds = 0

  constructor(options: { capacityBps: number; estimateBps: number; wantedBps: number }) {
    this.capacityBps = options.capacityBps
    this.estimateBps = options.estimateBps
    this.#wantedBps = options.wantedBps
  }

  spends(seconds: number): this {
    for (let n = 0; n < seconds; n++) {
      const { policy, probe } = probing(this.#policy, {
        nowMs: ++this.#seconds * 1_000,
        queueMs: this.queueMs,
        lossShare: this.lossShare,
        availableBps: this.estimateBps,
        wantedBps: this.#wantedBps,
      })
      this.#policy = policy
      if (probe === undefined) continue
      this.probedAtSeconds.push(this.#seconds)
      this.probes.push(probe)
      // Congestion control backs off from a burst that does not get through.
      this.estimateBps = probe.upToBps <= this.capacityBps ? probe.upToBps : this.estimateBps * 0.85
    }
    return this
  }
}

describe('probing for bandwidth', () => {
  it('finds what a faster network gives within a few seconds', () => {
    const path = new Path({ capacityBps: 600_000, estimateBps: 570_000, wantedBps: 2_000_000 }).spends(60)
    path.capacityBps = 2_500_000
    path.spends(40)
    expect(path.estimateBps).toBeGreaterThan(1_900_000)
  })

  it('asks a network that gives no more seldom', () => {
    const path = new Path({ capacityBps: 1_000_000, estimateBps: 950_000, wantedBps: 2_000_000 })
    for (let n = 0; n < 100; n++) {
      path.spends(1)
      path.estimateBps = Math.min(950_000, path.estimateBps + 20_000)
    }
    expect(path.probedAtSeconds.length).toBeLessThan(6)
  })

  it('leaves the way up to a limit that it has met to congestion control, and asks at once beyond it', () => {
    const path = new Path({ capacityBps: 1_000_000, estimateBps: 950_000, wantedBps: 2_000_000 }).spends(2)
    expect(path.probedAtSeconds).toEqual([1])
    path.estimateBps = 990_000
    path.spends(20)
    expect(path.probedAtSeconds).toEqual([1])
    path.capacityBps = 2_500_000
    path.estimateBps = 1_050_000
    path.spends(3)
    expect(path.estimateBps).toBeGreaterThan(1_500_000)
  })

  it('takes what an estimate fell to for the limit when it fell far', () => {
    const path = new Path({ capacityBps: 600_000, estimateBps: 2_400_000, wantedBps: 2_500_000 }).spends(1)
    path.estimateBps = 400_000
    path.spends(5)
    path.capacityBps = 1_000_000
    path.estimateBps = 560_000
    path.spends(4)
    expect(path.estimateBps).toBeGreaterThan(850_000)
  })

  it('never leaves an estimate at what was tried last while it grows by itself', () => {
    const path = new Path({ capacityBps: 9_000_000, estimateBps: 950_000, wantedBps: 2_000_000 }).spends(1)
    const [tried] = path.probes
    path.estimateBps = tried?.upToBps ?? 0
    path.spends(1)
    expect(path.probes.at(-1)?.upToBps).toBeGreaterThan(tried?.upToBps ?? 0)
  })

  it('leaves a network alone that gives all that is wanted', () => {
    const path = new Path({ capacityBps: 9_000_000, estimateBps: 1_000_000, wantedBps: 1_050_000 }).spends(60)
    expect(path.probedAtSeconds).toEqual([])
  })

  it.each([
    ['a queue stands', { queueMs: 100 }],
    ['much is lost', { lossShare: 0.2 }],
  ])('adds nothing while %s', (_, condition) => {
    const path = new Path({ capacityBps: 1_000_000, estimateBps: 300_000, wantedBps: 2_000_000 })
    Object.assign(path, condition)
    expect(path.spends(60).probedAtSeconds).toEqual([])
  })
})
