import type { Measurement } from '@mrtc/react'
import { describe, expect, it } from 'vitest'
import { historyMs, withPoint } from './history.ts'
import { summaryOf } from './summary.ts'

const received = (figures: Measurement['figures'], quality: Measurement['quality'] = 'good'): Measurement => ({
  direction: 'recv',
  figures,
  ...(quality === undefined ? {} : { quality }),
})

describe('the summary of a direction', () => {
  it('adds bitrates up, and takes the worst of everything else', () => {
    const summary = summaryOf(
      [
        received({ bitrateBps: 100_000, loss: 0.01, fps: 15, concealed: 0.2 }, 'poor'),
        received({ bitrateBps: 200_000, loss: 0.1, fps: 30 }, 'fair'),
        { direction: 'send', figures: { bitrateBps: 1, loss: 1 } },
      ],
      'recv',
    )
    expect(summary).toEqual({
      figures: { bitrateBps: 300_000, loss: 0.1, fps: 15, concealed: 0.2 },
      quality: 'poor',
    })
  })

  it('is nothing while nothing flows', () => {
    expect(summaryOf([received({})], 'send')).toBeUndefined()
  })
})

describe('the history', () => {
  it('keeps the last minutes', () => {
    const first = withPoint([], [received({ rttMs: 50 })], 1_000)
    expect(first).toEqual([{ atMs: 1_000, received: { rttMs: 50 } }])
    const later = withPoint(first, [], 1_000 + historyMs)
    expect(later).toHaveLength(2)
    expect(withPoint(later, [], 1_001 + historyMs)).toHaveLength(2)
  })
})
