import { describe, expect, it } from 'vitest'
import { type ErrorCode, errors, MrtcError, type WireError } from './errors.ts'

const codes = Object.keys(errors) as ErrorCode[]

describe('MrtcError', () => {
  it.each(codes)('%s survives the wire', (code) => {
    const error = new MrtcError(code, undefined, { field: 'a.0', data: { limit: 3 } })
    const wire = JSON.parse(JSON.stringify(error.toWire())) as WireError
    const received = MrtcError.fromWire(wire)
    expect(received).toBeInstanceOf(MrtcError)
    expect(received).toMatchObject({ code, kind: errors[code].kind, field: 'a.0', data: { limit: 3 } })
    expect(received.message).toBe(errors[code].text)
  })

  it('keeps its cause at home', () => {
    const error = new MrtcError('INTERNAL', 'It broke.', { cause: new Error('secret') })
    expect(error.cause).toBeInstanceOf(Error)
    expect(error.toWire()).toEqual({ code: 'INTERNAL', message: 'It broke.' })
  })

  it.each(['FROM_THE_FUTURE', 'toString', '__proto__', ''])(
    'takes the unknown code %j for a server failure',
    (code) => {
      const error = MrtcError.fromWire({ code: code as ErrorCode, message: 'What it says.' })
      expect(error).toMatchObject({ code: 'INTERNAL', kind: 'server', message: 'What it says.' })
    },
  )
})

describe('the error table', () => {
  it.each(codes)('%s tells a person something in a sentence', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
    expect(errors[code].text).toMatch(/^[A-Z].*\.$/)
  })
})
