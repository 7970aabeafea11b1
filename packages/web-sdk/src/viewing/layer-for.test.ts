import { describe, expect, it } from 'vitest'
import { layerFor } from './layer-for.ts'

describe('layerFor', () => {
  it('asks for what the tile can show', () => {
    expect(layerFor(120, undefined)).toBe(0)
    expect(layerFor(300, undefined)).toBe(1)
    expect(layerFor(700, undefined)).toBe(2)
  })

  it('stays where it is near a border', () => {
    expect(layerFor(190, 0)).toBe(0)
    expect(layerFor(170, 1)).toBe(1)
    expect(layerFor(350, 2)).toBe(2)
  })

  it('changes when the tile is clearly beyond a border, also by two layers', () => {
    expect(layerFor(220, 0)).toBe(1)
    expect(layerFor(140, 1)).toBe(0)
    expect(layerFor(900, 0)).toBe(2)
    expect(layerFor(90, 2)).toBe(0)
  })
})
