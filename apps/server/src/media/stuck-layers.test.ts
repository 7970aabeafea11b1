import { describe, expect, it } from 'vitest'
import { isBelowWish } from './stuck-layers.ts'

const consumer = (current: number, preferred: number, producerScores: number[]) => ({
  closed: false,
  currentLayers: { spatialLayer: current },
  preferredLayers: { spatialLayer: preferred },
  score: { score: 10, producerScore: 10, producerScores },
})

describe('a simulcast receiver', () => {
  it('is stuck when a better layer that it wants is sent', () => {
    expect(isBelowWish(consumer(0, 1, [10, 10]))).toBe(true)
    expect(isBelowWish(consumer(0, 2, [10, 10, 0]))).toBe(true)
  })

  it('is not stuck when it has what it wants or what there is', () => {
    expect(isBelowWish(consumer(1, 1, [10, 10]))).toBe(false)
    expect(isBelowWish(consumer(0, 0, [10, 10]))).toBe(false)
    expect(isBelowWish(consumer(0, 1, [10, 0]))).toBe(false)
  })
})
