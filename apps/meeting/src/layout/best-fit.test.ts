import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BestFitOptions, bestFit } from './best-fit.ts'

const desktop: Omit<BestFitOptions, 'count'> = { width: 1280, height: 680, gap: 8, aspect: { min: 4 / 3, max: 16 / 9 } }
const phone: Omit<BestFitOptions, 'count'> = { width: 344, height: 600, gap: 8, aspect: { min: 1, max: 16 / 9 } }

const columnsOf = (rects: readonly { y: number }[]) => rects.filter((rect) => rect.y === rects[0]?.y).length

describe('bestFit', () => {
  it('gives one tile as much of the box as its aspect allows', () => {
    const [tile] = bestFit({ ...desktop, count: 1 })
    expect(tile?.height).toBeCloseTo(680)
    expect(tile?.width).toBeCloseTo((680 * 16) / 9)
  })

  it('puts two side by side on a wide box and on top of each other on a phone', () => {
    expect(columnsOf(bestFit({ ...desktop, count: 2 }))).toBe(2)
    expect(columnsOf(bestFit({ ...phone, count: 2 }))).toBe(1)
  })

  it('makes a square of four and of twenty-five on a wide box', () => {
    expect(columnsOf(bestFit({ ...desktop, count: 4 }))).toBe(2)
    expect(columnsOf(bestFit({ ...desktop, count: 25 }))).toBe(5)
  })

  it('centres the last row', () => {
    const rects = bestFit({ ...desktop, count: 3 })
    const last = rects[2]
    expect(columnsOf(rects)).toBe(2)
    expect((last?.x ?? 0) + (last?.width ?? 0) / 2).toBeCloseTo(desktop.width / 2)
  })

  it('places nothing in a box without size or without tiles', () => {
    expect(bestFit({ ...desktop, count: 0 })).toEqual([])
    expect(bestFit({ ...desktop, width: 0, count: 3 })).toEqual([])
    expect(bestFit({ ...desktop, width: 10, height: 10, gap: 20, count: 9 })).toHaveLength(0)
  })

  it('keeps all tiles inside the box, equal, of an allowed aspect and apart by the gap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.integer({ min: 320, max: 2560 }),
        fc.integer({ min: 320, max: 1440 }),
        (count, width, height) => {
          const gap = 8
          const rects = bestFit({ count, width, height, gap, aspect: { min: 3 / 4, max: 16 / 9 } })
          expect(rects).toHaveLength(count)
          const slack = 1e-6
          for (const [index, a] of rects.entries()) {
            expect(a.x).toBeGreaterThanOrEqual(-slack)
            expect(a.y).toBeGreaterThanOrEqual(-slack)
            expect(a.x + a.width).toBeLessThanOrEqual(width + slack)
            expect(a.y + a.height).toBeLessThanOrEqual(height + slack)
            expect(a.width / a.height).toBeGreaterThan(3 / 4 - slack)
            expect(a.width / a.height).toBeLessThan(16 / 9 + slack)
            for (const b of rects.slice(index + 1)) {
              const apart =
                a.x + a.width + gap <= b.x + slack ||
                b.x + b.width + gap <= a.x + slack ||
                a.y + a.height + gap <= b.y + slack
              expect(apart).toBe(true)
            }
          }
        },
      ),
      { numRuns: 100 },
    )
  })
})
