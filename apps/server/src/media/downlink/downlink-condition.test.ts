import { describe, expect, it } from 'vitest'
import { type DownlinkSample, observeDownlink, unknownDownlink, usableBps } from './downlink-condition.ts'

const well: DownlinkSample = {
  availableBps: 2_000_000,
  sentBps: 1_500_000,
  lossShare: 0,
  rttMs: 50,
  wantedBps: 1_600_000,
}

/** Second by second. */
function after(...seconds: readonly Partial<DownlinkSample>[]) {
  const settled = Array.from({ length: 10 }, () => well)
  const samples = [...settled, ...seconds.map((second) => ({ ...well, ...second }))]
  return samples.reduce(observeDownlink, unknownDownlink)
}
const times = (count: number, sample: Partial<DownlinkSample>) => Array.from({ length: count }, () => sample)

describe('a downlink', () => {
  it('is open while all gets through, however little it is taken for at first', () => {
    const start = { ...well, availableBps: 600_000, sentBps: 1_500_000 }
    expect([start, start, start].reduce(observeDownlink, unknownDownlink).state).toBe('open')
    expect(after().state).toBe('open')
  })

  it('is full as soon as the estimate falls below what is sent and a queue has begun', () => {
    expect(after({ availableBps: 900_000, rttMs: 90 }).state).toBe('full')
    expect(after(...times(20, { availableBps: 900_000 })).state).toBe('open')
  })

  it('is full when round trips show a queue, whatever the estimate says', () => {
    expect(after({ rttMs: 200 }).state).toBe('open')
    expect(after(...times(2, { rttMs: 200 })).state).toBe('full')
  })

  it('is not full when the estimate falls for random loss', () => {
    const lossy = { availableBps: 100_000, lossShare: 0.4 }
    expect(after(...times(20, lossy)).state).toBe('open')
    expect(after(...times(5, lossy), { ...lossy, rttMs: 180 }, ...times(5, lossy)).state).toBe('open')
  })

  it('is not full when one answer comes late in loss that was random for a while', () => {
    const lossy = { availableBps: 600_000, lossShare: 0.25 }
    const late = { ...lossy, rttMs: 98, availableBps: 530_000 }
    expect(after(...times(8, lossy), late, { ...lossy, availableBps: 470_000 }).state).toBe('open')
  })

  it('stays full until there is more than is wanted and the queue has drained', () => {
    const full = { availableBps: 900_000, lossShare: 0.1, rttMs: 350 }
    const drained = { availableBps: 900_000, sentBps: 800_000 }
    expect(after(full, ...times(60, drained)).state).toBe('full')
    expect(after(full, ...times(3, drained), { availableBps: 1_700_000 }).state).toBe('open')
  })

  it('is taken for full when it loses much from the beginning, until sending less shows otherwise', () => {
    const joining = { ...well, availableBps: 900_000, sentBps: 3_000_000, lossShare: 0.6, rttMs: 350 }
    const limited = { ...joining, sentBps: 800_000 }
    expect([joining].reduce(observeDownlink, unknownDownlink).state).toBe('full')
    const drained = { ...limited, lossShare: 0, rttMs: 60 }
    expect([joining, limited, drained, drained].reduce(observeDownlink, unknownDownlink).state).toBe('full')
    const lossy = Array.from({ length: 20 }, () => ({ ...limited, rttMs: 50 }))
    expect([joining, ...lossy].reduce(observeDownlink, unknownDownlink).state).toBe('open')
  })

  it('is open again when the queue is gone and loss goes on: it was chance', () => {
    const full = { availableBps: 900_000, lossShare: 0.3, rttMs: 350 }
    expect(after(full, ...times(6, { availableBps: 200_000, lossShare: 0.3 })).state).toBe('open')
  })
})

describe('what a full downlink is taken for', () => {
  const quiet = { ...unknownDownlink, state: 'full' as const }

  it('is the estimate while there is a queue or loss', () => {
    const rates = { beforeBps: 900_000, availableBps: 500_000 }
    expect(usableBps({ ...quiet, queueMs: 100 }, rates)).toBe(500_000)
    expect(usableBps({ ...quiet, lossShare: 0.1 }, rates)).toBe(500_000)
  })

  it('grows by itself while there is neither, and follows an estimate that grows faster', () => {
    expect(usableBps(quiet, { beforeBps: 500_000, availableBps: 100_000 })).toBe(540_000)
    expect(usableBps(quiet, { beforeBps: 500_000, availableBps: 800_000 })).toBe(800_000)
  })
})
