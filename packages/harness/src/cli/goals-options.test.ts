import { describe, expect, it } from 'vitest'
import { parseGoalsOptions } from './goals-options.ts'
import { UsageError } from './options.ts'

describe('the options of goals', () => {
  it('default to three trials of everything', () => {
    expect(parseGoalsOptions([], new Date('2026-01-02T03:04:05Z'))).toMatchObject({
      only: [],
      trials: 3,
      repair: 'on',
      chaosOperations: 10_000,
      out: '.data/quality/2026-01-02T03-04-05',
    })
  })

  it('take names of goals one by one or with commas', () => {
    expect(parseGoalsOptions(['--only', 'chaos,burst-20', '--only', 'clean-*'])?.only).toEqual([
      'chaos',
      'burst-20',
      'clean-*',
    ])
  })

  it.each([
    ['--trials 0', /--trials 0: give a whole number from 1 to 100/],
    ['--save-baseline', /add --repair off/],
    ['chaos', /Unexpected argument 'chaos'/],
  ])('"%s" is refused with what to do', (line, message) => {
    const parse = () => parseGoalsOptions(line.split(' '))
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(message)
  })
})
