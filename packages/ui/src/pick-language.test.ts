import { describe, expect, it } from 'vitest'
import { pickLanguage } from './languages.ts'

describe('pickLanguage', () => {
  it('takes the first wished language that there is', () => {
    expect(pickLanguage(['zh-Hant-TW', 'en'])).toBe('zh')
    expect(pickLanguage(['fr', 'ZH'])).toBe('zh')
    expect(pickLanguage(['fr-FR', 'en-GB', 'zh'])).toBe('en')
  })

  it('takes English without a match', () => {
    expect(pickLanguage(['fr', 'de'])).toBe('en')
    expect(pickLanguage([])).toBe('en')
  })
})
