import { describe, expect, it } from 'vitest'
import { fitOf } from './video-fit.ts'

describe('fitOf', () => {
  it('crops a little', () => {
    expect(fitOf(16 / 9, 4 / 3)).toBe('cover')
    expect(fitOf(4 / 3, 16 / 9)).toBe('cover')
    expect(fitOf(undefined, 1)).toBe('cover')
  })

  it('shows an upright picture whole in a wide tile', () => {
    expect(fitOf(9 / 16, 16 / 9)).toBe('contain')
  })
})
