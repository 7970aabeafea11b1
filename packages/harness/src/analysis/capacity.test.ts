import { describe, expect, it } from 'vitest'
import { type CapacitySecond, capacityFigures } from './capacity.ts'

/** So many seconds at a rate, after each other. */
function link(...parts: readonly { n: number; sent: number; capacity: number | null; queue?: number }[]) {
  const seconds: CapacitySecond[] = []
  for (const { n, sent, capacity, queue = 0 } of parts) {
    for (let i = 0; i < n; i++)
      seconds.push({ atSeconds: seconds.length + 1, sentKbps: sent, capacityKbps: capacity, queueMs: queue })
  }
  return seconds
}

describe('the use of a capacity that changes', () => {
  it('is that of the seconds from 10 s after each step on', () => {
    const seconds = link(
      { n: 10, sent: 100, capacity: 1_000 },
      { n: 5, sent: 900, capacity: 1_000 },
      { n: 10, sent: 100, capacity: 500 },
      { n: 5, sent: 400, capacity: 500 },
    )
    const { steadyUsePercent } = capacityFigures({ seconds, stepsAtSeconds: [15], mostKbps: 2_000 })
    expect(steadyUsePercent).toBeCloseTo((100 * (900 + 400)) / 1_500)
  })

  it('counts no more than the client has to send', () => {
    const seconds = link({ n: 20, sent: 1_350, capacity: 2_500 })
    expect(capacityFigures({ seconds, stepsAtSeconds: [], mostKbps: 1_500 }).steadyUsePercent).toBeCloseTo(90)
  })

  it('is settled once three seconds in a row use it without a queue', () => {
    const seconds = link(
      { n: 10, sent: 1_000, capacity: 1_000 },
      { n: 4, sent: 500, capacity: 500, queue: 280 },
      { n: 2, sent: 300, capacity: 500 },
      { n: 9, sent: 480, capacity: 500, queue: 20 },
    )
    // The second before the last two slow ones is not enough; 300, 480, 480 are 84 %.
    expect(capacityFigures({ seconds, stepsAtSeconds: [10], mostKbps: 2_000 }).settlingSeconds).toBe(6)
  })

  it('never settled takes as long as there was', () => {
    const seconds = link({ n: 10, sent: 1_000, capacity: 1_000 }, { n: 12, sent: 400, capacity: 1_000 })
    expect(capacityFigures({ seconds, stepsAtSeconds: [10], mostKbps: 2_000 }).settlingSeconds).toBe(12)
  })

  it('has the queue that one second in twenty exceeds', () => {
    const seconds = link(
      { n: 19, sent: 900, capacity: 1_000, queue: 20 },
      { n: 1, sent: 900, capacity: 1_000, queue: 290 },
    )
    expect(capacityFigures({ seconds, stepsAtSeconds: [], mostKbps: 2_000 }).queueP95Ms).toBe(20)
  })

  it('is unknown where the link has no limit', () => {
    const seconds = link({ n: 10, sent: 900, capacity: 1_000 }, { n: 10, sent: 900, capacity: null })
    expect(capacityFigures({ seconds, stepsAtSeconds: [], mostKbps: 2_000 })).toEqual({
      steadyUsePercent: null,
      queueP95Ms: null,
      settlingSeconds: null,
    })
  })
})
