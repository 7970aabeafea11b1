import { describe, expect, it } from 'vitest'
import { type DirectMessage, parseDirectSignal } from './signal.ts'

const said: readonly DirectMessage[] = [
  {
    say: 'description',
    description: { type: 'offer', sdp: 'v=0' },
    sections: [{ mid: '0', feedId: 'f', kind: 'video' }],
  },
  { say: 'candidate', candidate: { candidate: 'candidate:1', sdpMid: '0' } },
  { say: 'wants', feeds: [{ feedId: 'f', kinds: ['audio'], isVideoPaused: false }] },
  { say: 'receives', feedIds: ['f'] },
  { say: 'bye' },
]

describe('what the ends of a direct link tell each other', () => {
  it.each(said.map((message) => [message.say, message] as const))('is understood: %s', (_, message) => {
    const told = JSON.parse(JSON.stringify({ direct: { ...message, link: 'l' } }))
    expect(parseDirectSignal(told)).toEqual({ link: 'l', message })
  })

  it.each([
    [{ direct: null }],
    [{ direct: { link: 7, say: 'bye' } }],
    [{ direct: { link: 'l', say: 'shout' } }],
    [{ direct: { link: 'l', say: 'description', description: { type: 'rollback', sdp: '' }, sections: [] } }],
    [{ direct: { link: 'l', say: 'description', description: { type: 'offer', sdp: 'v=0' }, sections: [{}] } }],
    [{ direct: { link: 'l', say: 'wants', feeds: 'all' } }],
    [{ direct: { link: 'l', say: 'receives', feedIds: [1] } }],
  ])('is refused where no client of ours says it: %j', (signal) => {
    expect(() => parseDirectSignal(signal)).toThrow(expect.objectContaining({ code: 'PARAMETER_INVALID' }))
  })
})
