import { describe, expect, it } from 'vitest'
import { nextHolding, type PictureSample, pictureSent } from './holding.ts'

/** A picture that is told second by second. @returns how it stood at the end of each */
function over(seconds: number, sample: (second: number) => Omit<PictureSample, 'nowMs'>) {
  let holding = pictureSent
  return Array.from({ length: seconds }, (_, second) => {
    holding = nextHolding(holding, { nowMs: second * 1_000, ...sample(second) })
    return holding.state
  })
}

describe('a picture on a full downlink', () => {
  it('is sent on while its publisher keeps to its share', () => {
    const states = over(60, () => ({ limitBps: 400_000, sentBps: 420_000 }))
    expect(new Set(states)).toEqual(new Set(['sent']))
  })

  it('is sent on when its publisher takes some seconds to send less', () => {
    const states = over(60, (second) => ({ limitBps: 400_000, sentBps: second < 4 ? 1_500_000 : 390_000 }))
    expect(new Set(states)).toEqual(new Set(['sent']))
  })

  it('is held back when nobody makes it smaller, and tried again less and less often', () => {
    const states = over(300, () => ({ limitBps: 100_000, sentBps: 1_500_000 }))
    expect(states.indexOf('held')).toBe(4)
    const sent = states.filter((state) => state === 'sent').length
    expect(sent).toBeLessThan(60)
    expect(states.lastIndexOf('sent')).toBeGreaterThan(200)
  })

  it('is back for good once there is room', () => {
    const states = over(60, (second) => ({ limitBps: second < 12 ? 0 : undefined, sentBps: 600_000 }))
    expect(states.slice(0, 13)).toContain('held')
    expect(new Set(states.slice(20))).toEqual(new Set(['sent']))
  })
})
