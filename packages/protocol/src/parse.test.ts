import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { eventBody, parseClientFrame, parseParams } from './parse.ts'

const request = (changes: object = {}) => ({
  type: 'message',
  seq: 1,
  ack: 0,
  body: { type: 'request', id: 1, name: 'text.send', params: { text: 'hello' }, ...changes },
})

describe('parseClientFrame', () => {
  it('gives a frame with the parameters as they came', () => {
    expect(parseClientFrame(JSON.stringify(request())).ok).toEqual(request())
    expect(parseClientFrame(Buffer.from(JSON.stringify(request()))).ok).toEqual(request())
    expect(parseClientFrame('{"type":"ping"}').ok).toEqual({ type: 'ping' })
    expect(parseClientFrame('{"type":"message","seq":3,"ack":2,"body":null}').ok).toMatchObject({ body: null })
  })

  it('drops fields that it does not know', () => {
    expect(parseClientFrame('{"type":"ping","extra":1,"__proto__":{"polluted":true}}').ok).toEqual({ type: 'ping' })
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it.each(['', 'hello', '{', '{"type":"ping"', 'null', '1', '"ping"', '[]', '[{"type":"ping"}]'])(
    'refuses %j as malformed',
    (text) => {
      expect(parseClientFrame(text).error?.code).toBe('MESSAGE_MALFORMED')
    },
  )

  it.each(['{}', '{"type":null}', '{"type":"nothing"}', '{"type":["ping"]}', '{"type":"welcome"}'])(
    'refuses %s as malformed and names the type',
    (text) => {
      expect(parseClientFrame(text).error).toMatchObject({ code: 'MESSAGE_MALFORMED', field: 'type' })
    },
  )

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('{"type":"ping","x":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    expect(parseClientFrame(bytes).error?.code).toBe('MESSAGE_MALFORMED')
  })

  it.each([
    [{ ...request(), seq: 0 }, 'seq'],
    [{ ...request(), seq: 1.5 }, 'seq'],
    [{ ...request(), seq: '1' }, 'seq'],
    [{ ...request(), ack: -1 }, 'ack'],
    [{ type: 'ack' }, 'ack'],
    [{ type: 'message', seq: 1, ack: 0 }, 'body'],
    [request({ id: 0 }), 'body.id'],
    [request({ id: 1e300 }), 'body.id'],
    [request({ name: 7 }), 'body.name'],
    [request({ name: 'x'.repeat(65) }), 'body.name'],
    [request({ key: '' }), 'body.key'],
    [request({ type: 'event' }), 'body.type'],
    [{ type: 'hello', version: 1, uid: 'a b' }, 'uid'],
    [{ type: 'resume', version: 1, sessionId: 's', resumeToken: 5, ack: 0 }, 'resumeToken'],
  ])('names the bad field of %j', (frame, field) => {
    expect(parseClientFrame(JSON.stringify(frame)).error).toMatchObject({ code: 'PARAMETER_INVALID', field })
  })

  it('measures the limit in bytes of UTF-8, for text and bytes alike', () => {
    const frameOf = (filler: string) => `{"type":"ping","x":"${filler}"}`
    const overhead = frameOf('').length
    const fits = frameOf('a'.repeat(limits.frameSizeBytes - overhead))
    expect(parseClientFrame(fits).ok).toEqual({ type: 'ping' })
    expect(parseClientFrame(Buffer.from(fits)).ok).toEqual({ type: 'ping' })

    const tooLong = frameOf('a'.repeat(limits.frameSizeBytes - overhead + 1))
    const tooLongInBytes = frameOf('中'.repeat(limits.frameSizeBytes / 3))
    for (const text of [tooLong, tooLongInBytes]) {
      expect(parseClientFrame(text).error).toMatchObject({
        code: 'MESSAGE_TOO_LARGE',
        data: { limitBytes: limits.frameSizeBytes },
      })
      expect(parseClientFrame(Buffer.from(text)).error?.code).toBe('MESSAGE_TOO_LARGE')
    }
  })

  it('survives nesting as deep as a frame can hold', () => {
    const depth = 100_000
    const frame = `{"type":"message","seq":1,"ack":0,"body":{"type":"request","id":1,"name":"room.sync","params":${'['.repeat(depth)}${']'.repeat(depth)}}}`
    expect(parseClientFrame(frame).ok?.type).toBe('message')
  })
})

describe('parseParams', () => {
  it('gives typed parameters without unknown fields', () => {
    expect(parseParams('text.send', { text: 'hi', extra: 1 }).ok).toEqual({ text: 'hi' })
  })

  it.each(['', 'room.destroy', '__proto__', 'constructor', 'toString'])('knows no request %j', (name) => {
    expect(parseParams(name, {}).error?.code).toBe('MESSAGE_UNKNOWN')
  })

  it.each([
    ['text.send', { text: '' }, 'text'],
    ['text.send', { text: 'a', to: ['ok', 'not ok'] }, 'to.1'],
    ['feed.publish', { tag: '', source: 'camera', kinds: ['audio', 'smell'] }, 'kinds.1'],
    ['transport.connect', { transportId: 't', dtlsParameters: [] }, 'dtlsParameters'],
  ])('names the bad field of %s %j', (name, params, field) => {
    const { error } = parseParams(name, params)
    expect(error).toMatchObject({ code: 'PARAMETER_INVALID', field })
    expect(error?.message).toContain(field)
  })

  it.each([undefined, null, 1, 'text', []])('refuses parameters that are no object: %j', (params) => {
    const { error } = parseParams('room.leave', params)
    expect(error?.code).toBe('PARAMETER_INVALID')
    expect(error?.field).toBeUndefined()
  })
})

describe('eventBody', () => {
  it('makes an event', () => {
    expect(eventBody('message.delivered', { kind: 'text', messageIds: ['m'], uid: 'bob' })).toEqual({
      type: 'event',
      name: 'message.delivered',
      payload: { kind: 'text', messageIds: ['m'], uid: 'bob' },
    })
  })
})
