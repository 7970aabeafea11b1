import { describe, expect, it } from 'vitest'
import { spreadOf } from '../figures/index.ts'
import { sampleRun, withFigures, withTrials } from '../testing/sample.ts'
import { chanceOfApart, chanceText, compareRuns, verdictOf } from './index.ts'

describe('verdict', () => {
  it('is beyond the spread when ranges of three trials lie apart', () => {
    const verdict = verdictOf('concealedShare', spreadOf([23, 24, 25]), spreadOf([0.2, 0.3, 0.4]))
    expect(verdict).toBe('better')
    expect(verdictOf('concealedShare', spreadOf([0.2, 0.3, 0.4]), spreadOf([23, 24, 25]))).toBe('worse')
  })

  it('knows which way is good', () => {
    expect(verdictOf('fps', spreadOf([5, 6, 7]), spreadOf([13, 14, 15]))).toBe('better')
    expect(verdictOf('videoBitrate', spreadOf([100, 110, 120]), spreadOf([500, 510, 520]))).toBe('changed')
  })

  it('is within when ranges touch or differ by what print does not show', () => {
    expect(verdictOf('fps', spreadOf([10, 12, 14]), spreadOf([14, 15, 15]))).toBe('within')
    expect(verdictOf('fps', spreadOf([14.9, 14.9, 14.9]), spreadOf([15, 15, 15]))).toBe('within')
  })

  it('widens the range of few trials by the usual spread', () => {
    expect(verdictOf('videoLatencyP50', spreadOf([100]), spreadOf([120]))).toBe('within')
    expect(verdictOf('videoLatencyP50', spreadOf([100]), spreadOf([300]))).toBe('worse')
  })

  it('is unknown where one side has no figure', () => {
    expect(verdictOf('fps', null, spreadOf([15]))).toBe('unknown')
  })
})

describe('chance', () => {
  it('counts the two extreme orders among all', () => {
    expect(chanceOfApart(3, 3)).toBeCloseTo(2 / 20)
    expect(chanceOfApart(5, 5)).toBeCloseTo(2 / 252)
    expect(chanceOfApart(1, 1)).toBe(1)
  })

  it('is not stated where spreads are assumed', () => {
    expect(chanceText(1, 3)).toBeNull()
    expect(chanceText(5, 5)).toContain('0.79 %')
  })
})

describe('two runs', () => {
  it('that are the same have nothing beyond the spread', () => {
    const { scenarios } = compareRuns(sampleRun(), sampleRun())
    expect(scenarios.map(({ name, conditionsDiffer }) => [name, conditionsDiffer])).toEqual([
      ['clean', false],
      ['loss-40-downlink', false],
    ])
    const verdicts = new Set(scenarios.flatMap(({ changes }) => changes.map(({ verdict }) => verdict)))
    expect([...verdicts]).toEqual(['within'])
  })

  it('show what changed, of whom', () => {
    const before = withTrials(sampleRun(), (trial) => withFigures(trial, { frozenShare: 60 }))
    const [clean] = compareRuns(before, sampleRun()).scenarios
    const better = clean?.changes.filter(({ verdict }) => verdict === 'better')
    expect(better?.map(({ subject, metric }) => [subject, metric])).toEqual([
      ['alice <- bob', 'frozenShare'],
      ['bob <- alice', 'frozenShare'],
    ])
  })

  it('are told apart where their conditions differ, and where scenarios are missing', () => {
    const run = sampleRun()
    const [clean] = run.scenarios
    if (!clean) throw new Error('the sample has no scenario')
    const longer = { ...clean, scenario: { ...clean.scenario, seconds: 60, why: 'other words' } }
    const comparison = compareRuns(run, { ...run, scenarios: [longer] })
    expect(comparison.scenarios.map(({ conditionsDiffer }) => conditionsDiffer)).toEqual([true])
    expect(comparison.onlyBefore).toEqual(['loss-40-downlink'])
  })
})
