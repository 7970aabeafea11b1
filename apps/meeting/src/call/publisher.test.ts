import { FakeRoom, fakeTrack } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/protocol/errors'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LocalSource } from '../media/local-source.ts'
import type { Problem } from '../problems/problem.ts'
import { Publisher } from './publisher.ts'

const setUp = () => {
  const room = new FakeRoom()
  const microphone = new LocalSource({ capture: async () => fakeTrack('audio'), whenOff: 'keep' })
  const camera = new LocalSource({ capture: async () => fakeTrack('video'), whenOff: 'release' })
  const problems: Problem[] = []
  const publish = () => new Publisher({ room, microphone, camera, onProblem: (problem) => problems.push(problem) })
  return { room, microphone, camera, problems, publish }
}
const settle = () => new Promise((resolve) => setTimeout(resolve, 5))

afterEach(() => void vi.useRealTimers())

describe('the publisher', () => {
  it('publishes microphone and camera as one feed', async () => {
    const { room, microphone, camera, publish } = setUp()
    await Promise.all([microphone.turnOn(), camera.turnOn()])
    const publisher = publish()
    await settle()
    expect(room.published).toHaveLength(1)
    expect(Object.keys(room.published[0]?.tracks ?? {})).toEqual(['audio', 'video'])
    publisher.close()
  })

  it('publishes nothing while everything is off, and waits for what is starting', async () => {
    const { room, microphone, camera, publish } = setUp()
    const publisher = publish()
    const starting = camera.turnOn()
    void microphone.turnOn()
    await starting
    await settle()
    expect(room.published).toHaveLength(1)
    publisher.close()
  })

  it('adds a feed for what is turned on first in the call, without touching the other', async () => {
    const { room, microphone, camera, publish } = setUp()
    await microphone.turnOn()
    const publisher = publish()
    await settle()
    await camera.turnOn()
    await settle()
    expect(room.published.map((publication) => Object.keys(publication.tracks))).toEqual([['audio'], ['video']])
    publisher.close()
  })

  it('mutes, and comes back with the new track of the camera', async () => {
    const { room, camera, publish } = setUp()
    await camera.turnOn()
    const publisher = publish()
    await settle()
    const [publication] = room.published
    camera.turnOff()
    await settle()
    expect(publication?.isMuted('video')).toBe(true)
    await camera.turnOn()
    await settle()
    expect(publication?.isMuted('video')).toBe(false)
    expect(publication?.tracks.video?.readyState).toBe('live')
    expect(room.published).toHaveLength(1)
    publisher.close()
  })

  it('changes to another camera without muting', async () => {
    const { room, camera, publish } = setUp()
    await camera.turnOn()
    const publisher = publish()
    await settle()
    const changes: boolean[] = []
    room.on('feedChanged', (feed) => changes.push(feed.tracks.some((track) => track.muted)))
    const before = room.published[0]?.tracks.video
    await camera.select('other')
    await settle()
    expect(room.published[0]?.tracks.video).not.toBe(before)
    expect(changes).toEqual([])
    publisher.close()
  })

  it('joins muted when the microphone was muted in the lobby', async () => {
    const { room, microphone, publish } = setUp()
    await microphone.turnOn()
    microphone.turnOff()
    const publisher = publish()
    await settle()
    expect(room.published[0]?.options.audioMuted).toBe(true)
    publisher.close()
  })

  it('tells what runs, and what comes later, whether smooth or clear pictures come first', async () => {
    const { room, camera, publish } = setUp()
    const publisher = publish()
    publisher.prefer('maintain-resolution')
    await camera.turnOn()
    await settle()
    expect(room.published[0]?.options.degradationPreference).toBe('maintain-resolution')
    publisher.prefer('maintain-framerate')
    expect(room.published[0]?.preference).toBe('maintain-framerate')
    expect(publisher.preference.get()).toBe('maintain-framerate')
    publisher.close()
  })

  it('reports a failure once and tries until it publishes', async () => {
    vi.useFakeTimers()
    const { room, microphone, problems, publish } = setUp()
    await microphone.turnOn()
    room.failures.publish.push(new MrtcError('MEDIA_TIMEOUT'), new MrtcError('MEDIA_TIMEOUT'))
    const publisher = publish()
    await vi.advanceTimersByTimeAsync(10)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(room.published).toHaveLength(0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(room.published).toHaveLength(1)
    expect(problems).toEqual([{ key: 'mediaBlocked', code: 'MEDIA_TIMEOUT' }])
    publisher.close()
  })

  it('publishes anew when the server lost the feed, not when the room is over', async () => {
    const { room, microphone, publish } = setUp()
    await microphone.turnOn()
    const publisher = publish()
    await settle()
    room.published[0]?.emit('closed', 'mediaFailed')
    await settle()
    expect(room.published).toHaveLength(2)
    room.end('kicked')
    room.published[1]?.emit('closed', 'roomEnded')
    await settle()
    expect(room.published).toHaveLength(2)
    publisher.close()
  })
})
