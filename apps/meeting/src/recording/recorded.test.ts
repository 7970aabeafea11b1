import type { Feed, FeedSource } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import { isSame, recordedOf } from './recorded.ts'

const track = (id: string) => ({ id }) as MediaStreamTrack

const entry = (id: string, source: FeedSource = 'camera', isMuted = false) => {
  const feed: Feed = {
    feedId: id,
    uid: id,
    tag: '',
    source,
    tracks: [
      { kind: 'audio', muted: false, mimeType: 'audio/opus' },
      { kind: 'video', muted: isMuted, mimeType: 'video/VP8' },
    ],
  }
  return { feed, tracks: { audio: track(`${id}a`), video: track(`${id}v`) } }
}

describe('what is recorded of a call', () => {
  it('is what is shown first, then faces, four pictures at most, and everybody is heard', () => {
    const feeds = [entry('1'), entry('2'), entry('3'), entry('4'), entry('5', 'file')]
    const { streams, sounds } = recordedOf(feeds)
    expect(streams.map(({ video }) => video?.id)).toEqual(['5v', '1v', '2v', '3v'])
    expect(sounds.map(({ id }) => id)).toEqual(['1a', '2a', '3a', '4a', '5a'])
  })

  it('leaves pictures out that are off', () => {
    expect(recordedOf([entry('1', 'camera', true), entry('2')]).streams).toHaveLength(1)
    expect(recordedOf([entry('1', 'camera', true)]).streams).toEqual([{}])
  })

  it('is the same as long as its tracks are', () => {
    const [one, other] = [entry('1'), entry('2')]
    expect(isSame(recordedOf([one]), recordedOf([one]))).toBe(true)
    expect(isSame(recordedOf([one]), recordedOf([one, other]))).toBe(false)
    expect(isSame(recordedOf([one]), recordedOf([other]))).toBe(false)
  })
})
