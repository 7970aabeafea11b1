import { describe, expect, it } from 'vitest'
import { chooseByName, parseQualityOptions, UsageError } from './options.ts'

describe('the options of quality', () => {
  it('default to one trial with seed 1, into a folder named by the time', () => {
    expect(parseQualityOptions(['clean'], new Date('2026-01-02T03:04:05Z'))).toMatchObject({
      scenarios: ['clean'],
      repeat: 1,
      seed: 1,
      out: '.data/quality/2026-01-02T03-04-05',
    })
  })

  it.each([
    ['', /name a scenario/],
    ['clean --repeat 0', /--repeat 0: give a whole number from 1 to 100/],
    ['clean --seed x', /--seed x/],
    ['clean --repair maybe', /--repair maybe: give on or off/],
    ['clean --save-baseline', /add --repair off/],
    ['clean --wat', /Unknown option '--wat'/],
  ])('"%s" is refused with what to do', (line, message) => {
    const parse = () => parseQualityOptions(line.split(' ').filter(Boolean))
    expect(parse).toThrow(UsageError)
    expect(parse).toThrow(message)
  })
})

describe('the choice of scenarios', () => {
  const all = ['clean', 'loss-30', 'loss-40'].map((name) => ({ name }))

  it('is in the order of the list, each once', () => {
    expect(chooseByName('scenario', all, ['loss-40', 'loss-*', 'clean'])).toEqual(all)
  })

  it('refuses a name that is none', () => {
    expect(() => chooseByName('scenario', all, ['lose'])).toThrow(/there is no scenario lose/)
  })
})
