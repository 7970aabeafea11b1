import { describe, expect, it } from 'vitest'
import { evaluateGoals, type Goal } from '../../goals/index.ts'
import { sampleRun } from '../testing/sample.ts'
import { goalsMarkdown, goalsSection, renderGoals, withGoals } from './index.ts'

const goal: Goal = {
  name: 'loss',
  condition: '40 % loss | downlink',
  bounds: [
    {
      figure: { of: 'scenario', scenario: 'loss-40-downlink', metric: 'fps', statistic: 'medianOfWorst' },
      comparison: 'atLeast',
      value: 14,
    },
    {
      figure: { of: 'scenario', scenario: 'clean', metric: 'fps', statistic: 'medianOfWorst' },
      comparison: 'atLeast',
      value: 1,
    },
  ],
}
const run = sampleRun()
const outcomes = evaluateGoals([goal], { scenarios: run.scenarios, chaos: null }, [])

describe('the table of goals', () => {
  it('says in a terminal what is reached, what is missed and what failed', () => {
    const text = renderGoals(outcomes)
    expect(text).toContain('1 of 2 figures reach their goal')
    expect(text).toMatch(/40 % loss.*≥ 14 fps.*missed/)
    expect(text).toContain('! loss-40-downlink, seed')
  })

  it('says in Markdown on which machine and when', () => {
    const text = goalsMarkdown(outcomes, run)
    expect(text).toContain(`${run.machine.cores} cores`)
    expect(text).toContain(run.startedAt.slice(0, 10))
    expect(text).toContain('40 % loss \\| downlink')
  })

  it('says by how much a goal is missed, and what stands in the way', () => {
    const clean = { of: 'scenario', scenario: 'clean', metric: 'fps', statistic: 'medianOfWorst' } as const
    const high: Goal = {
      name: 'high',
      condition: 'a clean network',
      bounds: [{ figure: clean, comparison: 'atLeast', value: 60 }],
      limits: 'The camera gives fifteen.',
    }
    const text = goalsMarkdown(evaluateGoals([high], { scenarios: run.scenarios, chaos: null }, []), run)
    expect(text).toMatch(/- a clean network: frames per second \d+\.\d fps too little\. The camera gives fifteen\./)
  })

  it('is part of the page', () => {
    expect(goalsSection(outcomes).text).toContain('1 of 2 figures reach their goal')
  })
})

describe('the place of the table in a document', () => {
  const begin = '<!-- goals: written by `npm run quality -- goals --readme` -->'
  const document = (table: string) => `# Title\n\n${begin}\n\n${table}\n\n<!-- goals: end -->\n\nmore\n`

  it('takes a new one for the old one', () => {
    expect(withGoals(document('old'), 'new')).toBe(document('new'))
  })

  it('is missed where it is not', () => {
    expect(() => withGoals('# Title\n', 'new')).toThrow(/no place for the goals/)
  })
})
