import { describe, expect, it } from 'vitest'
import { firstScenario, sampleRun, withFigures, withTrials } from '../testing/sample.ts'
import {
  agreementsOf,
  brokenLines,
  cautionsOf,
  figuresOf,
  matrixColumns,
  outcomeOf,
  scenarioState,
  spreadOf,
  worstSubject,
} from './index.ts'

describe('spread', () => {
  it('is the median with the lowest and the highest, without what is unknown', () => {
    expect(spreadOf([3, null, 1, undefined, 2])).toEqual({ values: [1, 2, 3], median: 2, min: 1, max: 3 })
    expect(spreadOf([4, 1])?.median).toBe(2.5)
  })

  it('is nothing where nothing is known', () => {
    expect(spreadOf([null, undefined])).toBeNull()
  })
})

it('gathers the figures of a subject over all trials', () => {
  const run = withTrials(sampleRun(), (trial, i) => withFigures(trial, { fps: 10 + i }))
  const bob = figuresOf(firstScenario(run)).find(({ subject }) => subject === 'bob <- alice')
  expect(bob?.figures.get('fps')).toEqual({ values: [10, 11, 12], median: 11, min: 10, max: 12 })
})

it('shows in the matrix whoever fares worst', () => {
  const loss = sampleRun().scenarios[1]
  const subjects = loss ? figuresOf(loss) : []
  expect(worstSubject(subjects, 'fps')?.subject).toBe('bob <- alice')
  expect(worstSubject(subjects, 'videoLatencyP50')?.spread.median).toBe(198)
  expect(worstSubject(subjects, 'uplinkUse')).toBeNull()
})

it('gives a column to every metric that something was expected of', () => {
  const run = sampleRun()
  const scenarios = run.scenarios.map((result) => ({
    ...result,
    scenario: {
      ...result.scenario,
      expectations: [{ metric: 'serverCpu' as const, comparison: 'atMost' as const, value: 50 }],
    },
  }))
  expect(matrixColumns(run)).not.toContain('serverCpu')
  expect(matrixColumns({ ...run, scenarios })).toContain('serverCpu')
})

describe('outcome', () => {
  it('holds when every check of every trial does', () => {
    const clean = firstScenario(sampleRun())
    expect(outcomeOf(clean, { metric: 'fps' })).toEqual({ state: 'holds', checked: 3 })
    expect(outcomeOf(clean, { metric: 'ssim' })).toEqual({ state: 'none' })
  })

  it('is broken by one check of one trial', () => {
    const run = withTrials(sampleRun(), (trial, i) => ({
      ...trial,
      expectations: trial.expectations.map((one) => ({ ...one, measured: 3, holds: i !== 1 })),
    }))
    const outcome = outcomeOf(firstScenario(run))
    expect(outcome.state).toBe('broken')
    expect(outcome.state === 'broken' && brokenLines(outcome.broken)).toEqual([
      'bob <- alice: frames per second: 3.0 fps; expected at least 10.0 fps',
    ])
  })

  it('of a scenario is broken by a trial that failed', () => {
    expect(sampleRun().scenarios.map(scenarioState)).toEqual(['holds', 'broken'])
  })
})

it('warns of what makes figures doubtful', () => {
  const run = sampleRun()
  expect(cautionsOf(run)).toEqual([])
  const doubtful = withTrials(
    { ...run, repeat: 1, machine: { ...run.machine, loadAverage: 3 }, commit: { hash: 'abc', modified: true } },
    (trial) => ({
      ...trial,
      call: { ...trial.call, metrics: { emulatorCpu: 95, emulatorLateness: 7, clockError: 20 } },
    }),
  )
  const text = cautionsOf(doubtful).join('\n')
  for (const part of ['busy', 'changes', 'One trial', 'emulator used', 'late', 'clocks']) expect(text).toContain(part)
})

describe('agreement of the two latency methods', () => {
  it('holds within clock error and half an interval between frames', () => {
    const [one] = agreementsOf(firstScenario(sampleRun()))
    expect(one).toMatchObject({ barcodeMs: 78, statsMs: 74, differenceMs: -4, agrees: true })
    expect(one?.errorMs).toBeCloseTo(0.8 + 500 / 15)
  })

  it('does not hold beyond', () => {
    const run = withTrials(sampleRun(), (trial) => withFigures(trial, { latencyByStats: 150 }))
    expect(agreementsOf(firstScenario(run)).map(({ agrees }) => agrees)).toEqual([false, false])
  })
})
