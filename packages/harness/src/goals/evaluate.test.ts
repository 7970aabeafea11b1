import { describe, expect, it } from 'vitest'
import { firstScenario, sampleRun, withFigures, withTrials } from '../report/testing/sample.ts'
import type { Metrics, ScenarioResult } from '../result/index.ts'
import { evaluateGoals, type Goal, isReached } from './index.ts'

/** Three trials of a pair, each with its own figures. */
function trialsOf(name: string, ...figures: readonly Metrics[]): ScenarioResult {
  const result = firstScenario(withTrials(sampleRun(), (trial, i) => withFigures(trial, figures[i] ?? {})))
  return { scenario: { ...result.scenario, name }, trials: result.trials.slice(0, figures.length) }
}

function goal(figure: Goal['bounds'][0]['figure'], comparison: 'atMost' | 'atLeast', value: number): Goal {
  return { name: 'goal', condition: 'some condition', bounds: [{ figure, comparison, value }] }
}

function check(one: Goal, scenarios: readonly ScenarioResult[], baseline: readonly ScenarioResult[] = []) {
  const [outcome] = evaluateGoals([one], { scenarios, chaos: null }, baseline)
  const [bound] = outcome?.bounds ?? []
  if (!outcome || !bound) throw new Error('a goal without an outcome')
  return { ...bound, failures: outcome.failures }
}

const fps = { of: 'scenario', scenario: 'loss', metric: 'fps', statistic: 'medianOfWorst' } as const
const frozen = { ...fps, metric: 'frozenShare' } as const

describe('a goal over trials', () => {
  it('takes the median of three', () => {
    const loss = trialsOf('loss', { fps: 9 }, { fps: 15 }, { fps: 14 })
    expect(check(goal(fps, 'atLeast', 14), [loss])).toMatchObject({ now: 14, state: 'reached' })
    expect(check(goal(fps, 'atLeast', 14.1), [loss])).toMatchObject({ now: 14, state: 'missed' })
  })

  it('takes whoever fares worst', () => {
    const loss = trialsOf('loss', { frozenShare: 2 })
    const [trial] = loss.trials
    if (trial?.state !== 'completed') throw new Error('the sample has no trial')
    const subscriptions = trial.subscriptions.map((one, i) => ({ ...one, metrics: { frozenShare: i === 0 ? 7 : 2 } }))
    const uneven = { ...loss, trials: [{ ...trial, subscriptions }] }
    expect(check(goal(frozen, 'atMost', 5), [uneven])).toMatchObject({ now: 7, state: 'missed' })
  })

  it('counts a trial that failed as the worst of all, and tells of it', () => {
    const failed = { state: 'failed', seed: 3, startedAt: '2026-01-01T00:00:00Z', error: 'could not join' } as const
    const two = trialsOf('loss', { frozenShare: 1 }, { frozenShare: 3 })
    const withOne = { ...two, trials: [...two.trials, failed] }
    const checked = check(goal(frozen, 'atMost', 5), [withOne])
    expect(checked).toMatchObject({ now: 3, state: 'reached' })
    expect(checked.failures).toEqual(['loss, seed 3: could not join'])
    const p95 = check(goal({ ...frozen, statistic: 'p95' }, 'atMost', 5), [withOne])
    expect(p95).toMatchObject({ now: null, state: 'missed' })
  })

  it('counts a figure that could not be measured as the worst', () => {
    const loss = trialsOf('loss', { fps: null }, { fps: null }, { fps: 15 })
    expect(check(goal(fps, 'atLeast', 1), [loss])).toMatchObject({ now: null, state: 'missed' })
  })

  it('has for p95 the worst of few', () => {
    const switches = trialsOf('loss', { mediaBack: 0.4 }, { mediaBack: 2.6 }, { mediaBack: 0.5 })
    const figure = { ...fps, metric: 'mediaBack', statistic: 'p95' } as const
    expect(check(goal(figure, 'atMost', 2), [switches])).toMatchObject({ now: 2.6, state: 'missed' })
  })

  it('is missed where nothing was measured', () => {
    const checked = check(goal(fps, 'atLeast', 1), [])
    expect(checked).toMatchObject({ now: null, before: null, state: 'missed' })
    expect(checked.failures).toEqual(['loss: not measured'])
  })

  it('shows what was before', () => {
    const checked = check(goal(fps, 'atLeast', 14), [trialsOf('loss', { fps: 15 })], [trialsOf('loss', { fps: 4 })])
    expect(checked).toMatchObject({ before: 4, now: 15 })
  })
})

describe('a goal that compares', () => {
  const lost = {
    of: 'comparison',
    scenario: 'bad',
    reference: 'good',
    metric: 'fps',
    subscriptions: [
      ['alice', 'bob'],
      ['bob', 'alice'],
    ],
  } as const

  it('says how much lower it is than the reference, in per cent', () => {
    const checked = check(goal(lost, 'atMost', 5), [trialsOf('good', { fps: 15 }), trialsOf('bad', { fps: 12 })])
    expect(checked.now).toBeCloseTo(20)
    expect(checked.state).toBe('missed')
  })

  it('takes better for not worse', () => {
    const checked = check(goal(lost, 'atMost', 5), [trialsOf('good', { fps: 14 }), trialsOf('bad', { fps: 15 })])
    expect(checked).toMatchObject({ now: 0, state: 'reached' })
  })
})

describe('the goal of signalling', () => {
  const lost = goal({ of: 'chaos', count: 'lost' }, 'atMost', 0)
  const evaluate = (chaos: Parameters<typeof evaluateGoals>[1]['chaos']) =>
    evaluateGoals([lost], { scenarios: [], chaos }, [])[0]

  it('is reached when nothing was lost', () => {
    const outcome = evaluate({ state: 'completed', operations: 10_000, counts: { lost: 0, doubled: 1, outOfOrder: 0 } })
    expect(outcome && isReached(outcome)).toBe(true)
  })

  it('is missed when the run failed', () => {
    const outcome = evaluate({ state: 'failed', error: 'no server' })
    expect(outcome?.bounds[0]).toMatchObject({ now: null, state: 'missed' })
    expect(outcome?.failures).toEqual(['chaos: no server'])
  })
})
