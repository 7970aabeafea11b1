import { describe, expect, it } from 'vitest'
import { firstScenario, sampleRun, withTrials } from '../testing/sample.ts'
import { marksOf, plotsOf } from './index.ts'

const event = (atSeconds: number, measureRecovery: boolean) => ({
  atSeconds,
  label: 'bob: link changes',
  client: 'bob',
  measureRecovery,
  networkAwaySeconds: 0,
})

describe('plots of a scenario', () => {
  const groups = () => plotsOf(firstScenario(sampleRun()), null).trials[0]?.groups ?? []

  it('are a group for each subscription, each client and the call', () => {
    expect(groups().map(({ title }) => title)).toEqual(['alice <- bob', 'bob <- alice', 'alice', 'bob', 'call'])
  })

  it('put what the publisher encodes beside what the subscriber shows', () => {
    const frames = groups()[0]?.panels[0]
    expect(frames?.lines.map(({ label, role }) => [label, role])).toEqual([
      ['shown', 'main'],
      ['encoded by the publisher', 'context'],
    ])
    expect(frames?.shade?.values[7]).toBe(90)
  })

  it('say in words what was zero throughout', () => {
    const alice = groups()[2]
    expect(alice?.zero).toEqual(['Packets lost by its links', 'Queueing delay'])
    expect(alice?.panels.map(({ title }) => title)).not.toContain('Queueing delay')
  })

  it('leave out what was not measured', () => {
    const run = withTrials(sampleRun(), (trial) => ({
      ...trial,
      subscriptions: trial.subscriptions.map((one) => ({ ...one, series: { ssim: [null, null] } })),
    }))
    const [first] = plotsOf(firstScenario(run), null).trials
    expect(first?.groups.map(({ title }) => title)).toEqual(['alice', 'bob', 'call'])
  })

  it('lay the run before under it second by second, also when that was shorter', () => {
    const clean = firstScenario(sampleRun())
    const short = firstScenario(withTrials(sampleRun(), (trial) => ({ ...trial, seconds: trial.seconds.slice(0, 3) })))
    const frames = plotsOf(clean, short).trials[0]?.groups[0]?.panels[0]
    const before = frames?.lines.find(({ role }) => role === 'before')
    expect(before?.values.slice(0, 5)).toEqual([15, 15, 15, null, null])
    expect(before?.values).toHaveLength(clean.trials[0]?.state === 'completed' ? clean.trials[0].seconds.length : 0)
  })
})

it('marks only what recovery is measured from where a link changes each second', () => {
  const events = Array.from({ length: 60 }, (_, second) => event(second, second === 30))
  expect(marksOf(events).map(({ atSeconds }) => atSeconds)).toEqual([30])
  expect(marksOf(events.slice(0, 5))).toHaveLength(5)
})
