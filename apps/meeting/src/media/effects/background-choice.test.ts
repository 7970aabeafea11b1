import { describe, expect, it } from 'vitest'
import { parseChoice } from './background-choice.ts'

describe('the background that was remembered', () => {
  it('is the one that was chosen', () => {
    for (const choice of ['light', 'strong', 'dawn', 'own'] as const) expect(parseChoice(choice, true)).toBe(choice)
  })

  it('is none when nothing or something unknown was', () => {
    expect([undefined, '', 'toString', 'castle'].map((choice) => parseChoice(choice, true))).toEqual(
      Array(4).fill('none'),
    )
  })

  it('hides the room still when the own picture is gone', () => {
    expect(parseChoice('own', false)).toBe('strong')
  })
})
