import { describe, expect, it } from 'vitest'
import { sizeText } from './size-text.ts'

describe('the text of a size', () => {
  it('has the unit that fits', () => {
    expect([0, 999, 1_000, 12_500_000, 3e15].map((size) => sizeText(size, String))).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '12.5 MB',
      '3000 TB',
    ])
  })
})
