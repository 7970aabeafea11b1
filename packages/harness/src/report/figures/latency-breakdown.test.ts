import { describe, expect, it } from 'vitest'
import { firstScenario, sampleRun, withFigures, withTrials } from '../testing/sample.ts'
import { latencyBreakdownsOf } from './index.ts'

describe('where the milliseconds are', () => {
  it('is told in the order of the way, of the stages that are known', () => {
    const run = withTrials(sampleRun(), (trial, i) => withFigures(trial, { stageBuffer: 20 + i, stageEncode: 5 }))
    const [one] = latencyBreakdownsOf(firstScenario(run))
    expect(one?.stages.map(({ title, ms }) => [title, ms])).toEqual([
      ['encode', 5],
      ['jitter buffer', 21],
    ])
  })

  it('is not told where nothing is known', () => {
    expect(latencyBreakdownsOf(firstScenario(sampleRun()))).toEqual([])
  })
})
