import { describe, expect, it } from 'vitest'
import { arrange } from './arrange.ts'

describe('arrange', () => {
  it('shows up to 25 equal tiles on a desktop', () => {
    expect(arrange({ width: 1280, height: 680, count: 40, staged: false })).toHaveLength(25)
  })

  it('shows no more tiles on a phone than can be recognised', () => {
    const tiles = arrange({ width: 344, height: 560, count: 40, staged: false })
    expect(tiles.length).toBeLessThan(25)
    for (const tile of tiles) expect(tile.width).toBeGreaterThanOrEqual(100)
  })

  it('puts the strip to the right of the stage on a wide box', () => {
    const [stage, ...strip] = arrange({ width: 1280, height: 680, count: 4, staged: true })
    expect(strip).toHaveLength(3)
    for (const tile of strip) expect(tile.x).toBeGreaterThan((stage?.x ?? 0) + (stage?.width ?? 0))
    expect(stage?.width).toBeGreaterThan(1000)
  })

  it('puts the strip below the stage on an upright box', () => {
    const [stage, ...strip] = arrange({ width: 344, height: 560, count: 3, staged: true })
    expect(strip).toHaveLength(2)
    for (const tile of strip) expect(tile.y).toBeGreaterThan((stage?.y ?? 0) + (stage?.height ?? 0))
  })

  it('leaves out strip tiles that do not fit', () => {
    const tiles = arrange({ width: 1280, height: 680, count: 25, staged: true })
    expect(tiles.length).toBeLessThan(25)
    for (const tile of tiles) expect(tile.y + tile.height).toBeLessThanOrEqual(680)
  })

  it('puts many beside the stage in two lines of small ones', () => {
    const [stage, ...strip] = arrange({ width: 1280, height: 680, count: 12, staged: true })
    expect(strip).toHaveLength(11)
    expect(new Set(strip.map(({ x }) => x)).size).toBe(2)
    for (const tile of strip) expect(tile.x).toBeGreaterThan(stage?.width ?? 0)
  })

  it('gives a lone staged tile the whole box', () => {
    expect(arrange({ width: 800, height: 600, count: 1, staged: true })).toEqual([
      { x: 0, y: 0, width: 800, height: 600 },
    ])
  })
})
