import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { parseClientFrame, parseParams } from './parse.ts'

const problem = (name: string, params: unknown) => parseParams(name, params).error?.message

describe('what is wrong with a field', () => {
  it.each([
    ['room.kick', {}, 'uid: is missing'],
    ['room.kick', { uid: 7 }, 'uid: must be a string'],
    ['room.kick', { uid: '' }, 'uid: must not be empty'],
    ['room.kick', { uid: 'x'.repeat(limits.uidLength + 1) }, 'uid: may have 128 characters at most'],
    ['room.kick', { uid: 'a b' }, 'uid: may have letters, digits and underscore only'],
    ['room.kick', null, 'The parameters are not valid: must be an object'],
    ['text.send', { text: 'hi', to: [] }, 'to: must not be empty'],
    ['text.send', { text: 'hi', to: 'alice' }, 'to: must be an array'],
    ['transport.create', { direction: 'up' }, 'direction: must be one of send, recv'],
    ['feed.publish', { tag: '', source: 'camera', kinds: ['audio', 'audio'] }, 'kinds: must name a kind once'],
    ['transport.connect', { transportId: 't', dtlsParameters: 1 }, 'dtlsParameters: must be an object'],
    [
      'subscription.setLayers',
      { subscriptionId: 's', layers: { spatial: 1.5 } },
      'layers.spatial: must be a whole number',
    ],
    ['subscription.setLayers', { subscriptionId: 's', layers: { spatial: 9 } }, 'layers.spatial: must be at most 7'],
    ['subscription.setLayers', { subscriptionId: 's', layers: { spatial: -1 } }, 'layers.spatial: must be at least 0'],
  ])('%s %j is told in words', (name, params, message) => {
    expect(problem(name, params)).toBe(message)
  })

  it('is told of frames too', () => {
    expect(parseClientFrame('{"type":"ack"}').error?.message).toBe('ack: is missing')
  })
})
