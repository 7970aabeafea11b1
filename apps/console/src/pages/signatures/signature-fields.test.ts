import { describe, expect, it } from 'vitest'
import { isExpireTime, isUid } from './signature-fields.ts'

describe('fields of a signature', () => {
  it('take letters, digits and underscore for a user', () => {
    expect(['alice_1', 'A'].map(isUid)).toEqual([true, true])
    expect(['', 'a b', 'ü', 'a-b'].map(isUid)).toEqual([false, false, false, false])
  })

  it('take milliseconds, or nothing, for the time', () => {
    expect(['', '1790000000000', ' 1 '].map(isExpireTime)).toEqual([true, true, true])
    expect(['tomorrow', '-1', '1.5'].map(isExpireTime)).toEqual([false, false, false])
  })
})
