import { describe, expect, it } from 'vitest'
import { addDays, customRange, rangeOf } from './usage-range.ts'

const today = '2026-03-01'

describe('ranges of days', () => {
  it('cross months and leap days', () => {
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29')
    expect(rangeOf('yesterday', today)).toEqual({ from: '2026-02-28', to: '2026-02-28' })
  })

  it('have as many days as their name says, today among them', () => {
    expect(rangeOf('week', today)).toEqual({ from: '2026-02-23', to: today })
    expect(rangeOf('month', today)).toEqual({ from: '2026-01-31', to: today })
  })

  it('are 30 days long at most, within a year, and not in the future', () => {
    expect(customRange('2026-01-31', today, today)).toBeDefined()
    expect(customRange('2026-01-30', today, today)).toBeUndefined()
    expect(customRange('2025-02-28', '2025-03-02', today)).toBeUndefined()
    expect(customRange('2026-02-28', '2026-03-02', today)).toBeUndefined()
    expect(customRange('2026-02-28', '2026-02-27', today)).toBeUndefined()
    expect(customRange(undefined, today, today)).toBeUndefined()
  })
})
