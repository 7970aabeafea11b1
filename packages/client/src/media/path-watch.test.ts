import { describe, expect, it } from 'vitest'
import { initialPath, nextSampleMs, type PathSample, type PathState, step } from './path-watch.ts'

interface World {
  /** Whether packets arrive now. */
  readonly flows: (atMs: number) => boolean
  /** Whether checks are answered now. @default never */
  readonly isChecked?: (atMs: number) => boolean
  readonly isExpected?: (atMs: number) => boolean
}

interface Watched {
  readonly renewedAt: readonly number[]
  readonly recoveredAt: readonly number[]
  readonly state: PathState
}

const packetEveryMs = 20

/** Lets the watch look at a path for a while, on time of its own. */
function watch(untilMs: number, { flows, isChecked = () => false, isExpected = () => true }: World): Watched {
  const renewedAt: number[] = []
  const recoveredAt: number[] = []
  let state = initialPath
  let lastSampleAt = 0
  for (let now = 0; now <= untilMs; now += nextSampleMs(state, now)) {
    const sample: PathSample = {
      heardAt: lastPacket(lastSampleAt, now, flows),
      isChecked: isChecked(now),
      isExpected: isExpected(now),
    }
    const next = step(state, { input: 'sampled', sample }, now)
    if (next.effect === 'renew') renewedAt.push(now)
    if (next.effect === 'recovered') recoveredAt.push(now)
    state = next.state
    lastSampleAt = now
  }
  return { renewedAt, recoveredAt, state }
}

function lastPacket(afterMs: number, untilMs: number, flows: (atMs: number) => boolean): number | undefined {
  for (let atMs = Math.floor(untilMs / packetEveryMs) * packetEveryMs; atMs > afterMs; atMs -= packetEveryMs) {
    if (flows(atMs)) return atMs
  }
  return undefined
}

describe('a path that flows', () => {
  it('is renewed well within a second of falling silent', () => {
    const { renewedAt } = watch(11_000, { flows: (atMs) => atMs < 10_000 })
    expect(renewedAt).toHaveLength(1)
    expect(renewedAt[0]).toBeGreaterThanOrEqual(10_400)
    expect(renewedAt[0]).toBeLessThanOrEqual(10_750)
  })

  it('is left alone on a network that loses 40 % of everything, for ten minutes', () => {
    const lost = pseudoRandom(0.4)
    expect(watch(600_000, { flows: () => !lost() }).renewedAt).toEqual([])
  })

  it('is left alone through holes of a third of a second', () => {
    const { renewedAt } = watch(60_000, { flows: (atMs) => atMs % 2_000 > 333 })
    expect(renewedAt).toEqual([])
  })

  it('is renewed at growing distances while silence lasts', () => {
    const { renewedAt } = watch(60_000, { flows: (atMs) => atMs < 5_000 })
    const distances = renewedAt.slice(1).map((atMs, n) => Math.round((atMs - (renewedAt[n] ?? 0)) / 500) * 500)
    expect(distances.slice(0, 4)).toEqual([1_500, 3_000, 6_000, 8_000])
    expect(Math.max(...distances)).toBe(8_000)
  })

  it('is not stormed by a network that comes and goes every second', () => {
    const { renewedAt } = watch(60_000, { flows: (atMs) => atMs < 5_000 || atMs % 2_000 < 1_000 })
    expect(renewedAt.length).toBeLessThan(12)
  })

  it('begins with short distances again after ten calm seconds', () => {
    const holes = [5_000, 30_000, 55_000]
    const { renewedAt } = watch(60_000, { flows: (atMs) => !holes.some((from) => atMs >= from && atMs < from + 1_000) })
    expect(renewedAt).toHaveLength(holes.length)
    for (const [n, from] of holes.entries()) expect(renewedAt[n]).toBeLessThan(from + 1_000)
  })
})

describe('a silent path', () => {
  it('is told of when it flows again', () => {
    const { recoveredAt, state } = watch(12_000, { flows: (atMs) => atMs < 5_000 || atMs > 8_000 })
    expect(recoveredAt).toHaveLength(1)
    expect(recoveredAt[0]).toBeLessThanOrEqual(8_200)
    expect(state.state).toBe('flowing')
  })

  it('is left alone once checks prove that its source is silent, not the path', () => {
    const world = { flows: (atMs: number) => atMs < 5_000, isChecked: (atMs: number) => atMs > 6_000 }
    const { renewedAt, state } = watch(60_000, world)
    expect(renewedAt).toHaveLength(1)
    expect(state.state).toBe('quiet')
  })

  it('is no alarm where all that we watch is muted', () => {
    const world = { flows: (atMs: number) => atMs < 5_000, isExpected: (atMs: number) => atMs < 5_000 }
    expect(watch(60_000, world).renewedAt).toEqual([])
  })
})

describe('a path that never flowed', () => {
  it('says nothing by its silence', () => {
    expect(watch(60_000, { flows: () => false }).renewedAt).toEqual([])
    expect(watch(60_000, { flows: (atMs) => atMs % 3_000 === 0 }).renewedAt).toEqual([])
  })
})

describe('a renewed path', () => {
  it('has its time from the answer on, not from the question', () => {
    const silent = watch(6_000, { flows: (atMs) => atMs < 5_000 }).state
    const sample = { heardAt: undefined, isChecked: false, isExpected: true }
    const renewed = step(silent, { input: 'renewed' }, 9_000).state
    const rebuilt = step(renewed, { input: 'sampled', sample }, 10_000)
    expect(rebuilt.effect).not.toBe('renew')
    expect(step(rebuilt.state, { input: 'sampled', sample }, 10_600).effect).toBe('renew')
  })
})

describe('a path that stays silent although the server answers', () => {
  const silent = watch(6_000, { flows: (atMs) => atMs < 5_000 }).state
  const answered = step(silent, { input: 'renewed' }, 6_000).state
  const nothing = { heardAt: undefined, isChecked: false, isExpected: true }

  it('gets new connections, once', () => {
    expect(step(answered, { input: 'sampled', sample: nothing }, 6_300).effect).toBeUndefined()
    const { state, effect } = step(answered, { input: 'sampled', sample: nothing }, 6_500)
    expect(effect).toBe('rebuild')
    const again = step(state, { input: 'renewed' }, 6_600).state
    expect(step(again, { input: 'sampled', sample: nothing }, 7_500).effect).toBeUndefined()
  })

  it('keeps its connections when checks are answered on them', () => {
    const checked = step(answered, { input: 'sampled', sample: { ...nothing, isChecked: true } }, 6_100).state
    expect(step(checked, { input: 'sampled', sample: nothing }, 7_000).effect).toBeUndefined()
  })
})

describe('a silent path whose socket was dead, too', () => {
  it('gets new connections as soon as signalling is back: the network is another', () => {
    const silent = watch(6_000, { flows: (atMs) => atMs < 5_000 }).state
    for (const input of ['socketMoved', 'networkChanged'] as const) {
      const { state } = step(silent, { input }, 6_000)
      expect(step(state, { input: 'resumed' }, 6_100).effect).toBe('rebuild')
    }
  })
})

describe('news of the network', () => {
  const flowing = watch(5_000, { flows: () => true }).state
  const silent = watch(6_000, { flows: (atMs) => atMs < 5_000 }).state

  it('renews the path at once when the machine is on another one', () => {
    for (const state of [initialPath, flowing, silent]) {
      expect(step(state, { input: 'networkChanged' }, 6_000).effect).toBe('renew')
    }
  })

  it('renews it on a new socket unless media flows anyway', () => {
    expect(step(flowing, { input: 'resumed' }, 6_000).effect).toBeUndefined()
    for (const state of [initialPath, silent]) expect(step(state, { input: 'resumed' }, 6_000).effect).toBe('renew')
  })
})

/** Whether the next one is lost, the same each time. */
function pseudoRandom(share: number): () => boolean {
  let seed = 1
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647 < share
  }
}
