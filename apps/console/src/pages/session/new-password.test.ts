import { describe, expect, it } from 'vitest'
import { faultOfNewPassword } from './new-password.ts'

describe('a new password', () => {
  it('takes ten characters at least', () => {
    expect(faultOfNewPassword('ninechars', 'ninechars')).toBe('short')
    expect(faultOfNewPassword('tencharsok', 'tencharsok')).toBeUndefined()
  })

  it('is typed twice', () => {
    expect(faultOfNewPassword('tencharsok', 'tencharsno')).toBe('different')
  })
})
