import { describe, expect, it } from 'vitest'
import { withCeiling } from './bandwidth-probe.ts'

const sdp = (bandwidth: string) =>
  [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 127.0.0.1',
    'a=rtpmap:111 opus/48000/2',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'c=IN IP4 127.0.0.1',
    `${bandwidth}a=rtpmap:96 VP8/90000`,
    '',
  ].join('\r\n')

describe('the ceiling in a description', () => {
  it('stands behind the connection line of video, and nowhere else', () => {
    expect(withCeiling(sdp(''), 1_200_000)).toBe(sdp('b=TIAS:1200000\r\n'))
  })

  it('leaves a description as it is while there is none', () => {
    expect(withCeiling(sdp(''), undefined)).toBe(sdp(''))
  })
})
