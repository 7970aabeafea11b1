import { describe, expect, it } from 'vitest'
import { metrics } from '../result/index.ts'
import { scenarios } from '../scenarios/index.ts'
import { goals, scenariosOf, scenariosOnce } from './index.ts'

const names = new Set(scenarios.map(({ name }) => name))

describe('the goals', () => {
  it('have names of their own', () => {
    expect(new Set(goals.map(({ name }) => name)).size).toBe(goals.length)
  })

  it.each(goals.map((goal) => [goal.name, goal] as const))(
    '%s is about scenarios and people that are there',
    (_, goal) => {
      for (const name of scenariosOf([goal])) expect(names).toContain(name)
      for (const { figure } of goal.bounds) {
        if (figure.of === 'chaos') continue
        const people = scenarios.find(({ name }) => name === figure.scenario)?.clients.map(({ name }) => name)
        if (figure.of === 'scenario') expect(people).toContain(figure.client ?? people?.[0])
        else expect(people).toEqual(expect.arrayContaining(figure.subscriptions.flat()))
      }
    },
  )

  it('bound metrics from the side that is bad', () => {
    for (const { figure, comparison } of goals.flatMap(({ bounds }) => bounds)) {
      if (figure.of === 'scenario')
        expect([figure.metric, comparison]).toEqual([
          figure.metric,
          metrics[figure.metric].better === 'lower' ? 'atMost' : 'atLeast',
        ])
    }
  })

  it('take about half an hour with three trials', () => {
    const overheadSeconds = 11
    const [wanted, once] = [scenariosOf(goals), scenariosOnce(goals)]
    const seconds = scenarios
      .filter(({ name }) => wanted.has(name))
      .reduce(
        (sum, scenario) =>
          sum + (once.has(scenario.name) ? 1 : 3) * (scenario.warmupSeconds + scenario.seconds + overheadSeconds),
        0,
      )
    expect(seconds).toBeLessThan(32 * 60)
  })
})
