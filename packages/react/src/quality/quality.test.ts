import { describe, expect, it } from 'vitest'
import { ownQualityOf, qualityOf, worstOf } from './quality.ts'

describe('qualityOf', () => {
  it('is unknown without figures', () => {
    expect(qualityOf({})).toBeUndefined()
    expect(qualityOf({ fps: 15 })).toBeUndefined()
  })

  it('is good on an ordinary connection', () => {
    expect(qualityOf({ loss: 0.01, rttMs: 60, bitrateBps: 800_000, frozen: 0 })).toBe('good')
  })

  it('is decided by the worst figure', () => {
    expect(qualityOf({ loss: 0.08, rttMs: 60 })).toBe('fair')
    expect(qualityOf({ loss: 0.6, rttMs: 60 })).toBe('poor')
    expect(qualityOf({ loss: 0, rttMs: 300 })).toBe('fair')
    expect(qualityOf({ loss: 0, rttMs: 900 })).toBe('poor')
    expect(qualityOf({ loss: 0, rttMs: 20, frozen: 0.5 })).toBe('poor')
  })
})

describe('qualityOf much that is lost', () => {
  it('is weak while it is made up for, and bad when it is not', () => {
    expect(qualityOf({ loss: 0.4, unrepaired: 0.01, concealed: 0.01 })).toBe('fair')
    expect(qualityOf({ loss: 0.4, unrepaired: 0.01, concealed: 0.2 })).toBe('poor')
    expect(qualityOf({ loss: 0.4, unrepaired: 0.2 })).toBe('poor')
  })
})

describe('worstOf', () => {
  it('leaves out what is unknown', () => {
    expect(worstOf([undefined, 'good', undefined])).toBe('good')
    expect(worstOf(['good', 'poor', 'fair'])).toBe('poor')
    expect(worstOf([])).toBeUndefined()
  })
})

describe('ownQualityOf', () => {
  it('is what we send', () => {
    expect(ownQualityOf(['fair', 'good'], ['poor'])).toBe('fair')
  })

  it('takes for ours what is bad from everyone, not what is bad from one', () => {
    expect(ownQualityOf(['good'], ['poor', 'poor'])).toBe('poor')
    expect(ownQualityOf(['good'], ['poor', 'good'])).toBe('good')
  })

  it('is what we receive when we send nothing', () => {
    expect(ownQualityOf([], ['fair'])).toBe('fair')
    expect(ownQualityOf([], [])).toBeUndefined()
  })
})
