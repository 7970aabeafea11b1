import { describe, expect, it } from 'vitest'
import { initialsOf, toneOf } from './initials.ts'

describe('initialsOf', () => {
  it('takes the first letters of the first and the last word', () => {
    expect(initialsOf('ada lovelace')).toBe('AL')
    expect(initialsOf('Ada King Lovelace')).toBe('AL')
    expect(initialsOf('ada')).toBe('A')
  })

  it('takes the last two characters of a Chinese name', () => {
    expect(initialsOf('欧阳小明')).toBe('小明')
    expect(initialsOf('李雷')).toBe('李雷')
  })

  it('has something for every name', () => {
    expect(initialsOf('🦊 fox')).toBe('🦊F')
    expect(initialsOf('  ')).toBe('?')
  })
})

describe('toneOf', () => {
  it('is stable and within the tones', () => {
    expect(toneOf('u_abc')).toBe(toneOf('u_abc'))
    for (const seed of ['', 'a', 'u_123', '李雷']) expect(toneOf(seed)).toBeLessThan(6)
  })
})
