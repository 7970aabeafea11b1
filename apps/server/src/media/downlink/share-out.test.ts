import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Claim, pictureMinBps, shareOut } from './share-out.ts'

const claims = (...wanted: readonly number[]): Claim[] =>
  wanted.map((wantedBps, n) => ({ consumerId: `c${n}`, wantedBps }))
const limits = (budgetBps: number, ...wanted: readonly number[]) =>
  shareOut(budgetBps, claims(...wanted)).map(({ limitBps }) => limitBps)

describe('sharing out a downlink', () => {
  it('gives all what they want while there is enough', () => {
    expect(limits(3_000_000, 1_500_000, 1_500_000)).toEqual([undefined, undefined])
  })

  it('gives equal parts', () => {
    expect(limits(1_500_000, 1_500_000, 1_500_000, 1_500_000)).toEqual([500_000, 500_000, 500_000])
  })

  it('gives to others what one does not want', () => {
    expect(limits(1_500_000, 1_500_000, 300_000, 1_500_000)).toEqual([600_000, undefined, 600_000])
  })

  it('gives the last ones nothing when none would see anything', () => {
    expect(limits(120_000, 600_000, 600_000, 600_000)).toEqual([60_000, 60_000, 0])
    expect(limits(40_000, 600_000)).toEqual([0])
    expect(limits(-1, 600_000)).toEqual([0])
  })

  it('never gives more than there is, and never a picture too little to see', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.array(fc.integer({ min: 100_000, max: 3_000_000 })),
        (budget, wanted) => {
          const shares = limits(budget, ...wanted)
          const given = shares.map((limit, n) => limit ?? wanted[n] ?? 0)
          expect(given.reduce((total, one) => total + one, 0)).toBeLessThanOrEqual(budget)
          expect(given.every((one) => one === 0 || one >= pictureMinBps)).toBe(true)
        },
      ),
    )
  })
})
