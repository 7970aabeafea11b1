import { describe, expect, it } from 'vitest'
import { browserName } from './browser-name.ts'

describe('the name of a browser', () => {
  it('is that of the special one, not of those it resembles', () => {
    const edge =
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0'
    expect(browserName(edge)).toBe('Edge 131, Windows')
    const safari =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
    expect(browserName(safari)).toBe('Safari 18, iOS')
  })

  it('is what was sent when it is no known one', () => {
    expect(browserName('curl/8.5.0')).toBe('curl/8.5.0')
  })
})
