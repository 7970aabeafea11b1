import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { captureProblemOf } from './capture-problem.ts'

const failure = (reason: string) => new MrtcError('CAPTURE_FAILED', undefined, { data: { device: 'camera', reason } })

describe('captureProblemOf', () => {
  it('tells the causes apart that a person can do something about', () => {
    expect(captureProblemOf(failure('denied'))).toBe('denied')
    expect(captureProblemOf(failure('notFound'))).toBe('notFound')
    expect(captureProblemOf(failure('inUse'))).toBe('inUse')
    expect(captureProblemOf(failure('odd'))).toBe('failed')
    expect(captureProblemOf('odd')).toBe('failed')
  })

  it('blames the address, not the browser, when the page is not secure', () => {
    expect(captureProblemOf(failure('unsupported'), false)).toBe('insecure')
    expect(captureProblemOf(failure('unsupported'), true)).toBe('unsupported')
  })
})
