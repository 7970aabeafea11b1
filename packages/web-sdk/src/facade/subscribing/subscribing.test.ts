import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import type { SubscribeConfig } from '../config/index.ts'
import { feed } from '../testing/fake-client.ts'
import { fakeTrack } from '../testing/fake-media.ts'
import { Meeting } from '../testing/meeting.ts'

const bob: SubscribeConfig = {
  feedId: 'f1',
  subscribe_video_id: 'video1',
  subscribe_audio_id: 'audio1',
  subscribe_streamId_id: 'stream1',
  feedId_id: 'feed1',
}

async function meetingWithFeed(...kinds: ('audio' | 'video')[]): Promise<Meeting> {
  const meeting = await new Meeting().isInRoom()
  meeting.room.publishes(feed('f1', 'bob', kinds.length > 0 ? kinds : undefined))
  meeting.forget()
  return meeting
}

describe('Subscribe', () => {
  it('shows picture, sound and ids', async () => {
    const meeting = await meetingWithFeed()
    const sid = await meeting.controller.Subscribe(bob)
    expect(meeting.called).toEqual([['OnSubscribeSucc', 'f1', sid]])
    const [subscription] = meeting.room.subscribed
    expect(meeting.page.fake('video1')).toMatchObject({ tracks: [subscription?.tracks.video], muted: true })
    expect(meeting.page.fake('audio1')).toMatchObject({ tracks: [subscription?.tracks.audio], muted: false })
    expect(meeting.page.fake('stream1').textContent).toBe(String(sid))
    expect(meeting.page.fake('feed1').textContent).toBe('f1')
    expect(meeting.page.fake('video1').attributes.get('name')).toBe(String(sid))
  })

  it('outside of a room tells -1087', async () => {
    const meeting = new Meeting()
    await expect(meeting.controller.Subscribe(bob)).rejects.toMatchObject({ code: -1087 })
    expect(meeting.called).toEqual([['OnSubscribeFailed', expect.any(Number), -1087, expect.any(String)]])
  })

  it('asks only for what has an element', async () => {
    const meeting = await meetingWithFeed()
    await meeting.controller.Subscribe({ feedId: 'f1', subscribe_audio_id: 'audio1' })
    expect(Object.keys(meeting.room.subscribed[0]?.tracks ?? {})).toEqual(['audio'])
  })

  it.each([
    ['no element at all', [], { subscribe_video_id: '', subscribe_audio_id: undefined }, -1086],
    ['a video element that is not there', [], { subscribe_video_id: 'missing' }, -1085],
    ['an audio element that is not there', [], { subscribe_audio_id: 'missing' }, -1086],
    ['no video element for video', ['video'], { subscribe_video_id: undefined }, -1085],
    ['no audio element for sound', ['audio'], { subscribe_audio_id: undefined }, -1086],
    ['a feed that is not there', [], { feedId: 'f9' }, -1081],
    ['no feed', [], { feedId: '' }, -1081],
  ] as const)('refuses %s', async (_what, kinds, change, code) => {
    const meeting = await meetingWithFeed(...kinds)
    const config = { ...bob, ...change } as SubscribeConfig
    await expect(meeting.controller.Subscribe(config)).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([['OnSubscribeFailed', expect.any(Number), code, expect.any(String)]])
  })

  it('refuses an element that shows another stream: -1082', async () => {
    const meeting = await meetingWithFeed()
    meeting.room.publishes(feed('f2', 'carol'))
    await meeting.controller.Subscribe(bob)
    await expect(meeting.controller.Subscribe({ ...bob, feedId: 'f2' })).rejects.toMatchObject({ code: -1082 })
  })

  it.each([
    ['SUBSCRIPTION_LIMIT', -1083, 5003],
    ['MEDIA_TIMEOUT', -1084, 5004],
    ['MEDIA_FAILED', -1084, 5011],
    ['CODEC_UNSUPPORTED', -1084, 5011],
    ['INTERNAL', -1081, 5003],
  ] as const)('tells %s of the server as %d, then OnMediaClose %d', async (error, code, close) => {
    const meeting = await meetingWithFeed()
    meeting.room.failure = new MrtcError(error)
    await expect(meeting.controller.Subscribe(bob)).rejects.toMatchObject({ code })
    const sid = meeting.called[0]?.[1]
    expect(meeting.called).toEqual([
      ['OnSubscribeFailed', sid, code, expect.any(String)],
      ['OnMediaClose', close, sid],
    ])
  })

  it('starts refused sound at the next gesture', async () => {
    const meeting = await meetingWithFeed()
    const audio = meeting.page.fake('audio1')
    audio.mayPlay = false
    await meeting.controller.Subscribe(bob)
    await meeting.settles()
    audio.mayPlay = true
    expect(audio.plays).toBe(0)
    meeting.page.isTouched()
    await meeting.settles()
    expect(audio.plays).toBe(1)
  })
})

describe('a stream that follows its view', () => {
  it('receives what its element shows, until it ends', async () => {
    const meeting = await meetingWithFeed()
    const sid = await meeting.controller.Subscribe({ ...bob, follow_view: true })
    const subscription = meeting.room.subscribed[0]
    const video = meeting.page.fake('video1')
    meeting.page.views.get(video)?.({ isVisible: true, heightPx: 150 })
    expect(subscription?.layers).toEqual([{ spatial: 0 }])
    await meeting.controller.UnSubscribe(sid)
    expect(meeting.page.views.size).toBe(0)
  })

  it('is one of those that asked for it', async () => {
    const meeting = await meetingWithFeed()
    await meeting.controller.Subscribe(bob)
    expect(meeting.page.views.size).toBe(0)
  })
})

describe('a subscribed stream', () => {
  it('shows new tracks after media was rebuilt, and leaves the same ones alone', async () => {
    const meeting = await meetingWithFeed()
    await meeting.controller.Subscribe(bob)
    const subscription = meeting.room.subscribed[0]
    const video = meeting.page.fake('video1')
    const shown = video.srcObject
    subscription?.emit('changed')
    expect(video.srcObject).toBe(shown)
    const rebuilt = fakeTrack('video')
    Object.assign(subscription?.tracks ?? {}, { video: rebuilt })
    subscription?.emit('changed')
    expect(video.tracks).toEqual([rebuilt])
  })

  it.each([
    ['unpublished', 5006],
    ['participantLeft', 5002],
    ['mediaFailed', 5010],
  ] as const)('tells OnMediaClose when %s: %d, and frees its elements', async (reason, code) => {
    const meeting = await meetingWithFeed()
    const sid = await meeting.controller.Subscribe(bob)
    meeting.forget()
    meeting.room.subscribed[0]?.endsBecause(reason)
    expect(meeting.called).toEqual([['OnMediaClose', code, sid]])
    expect(meeting.page.fake('video1').srcObject).toBeNull()
    expect(meeting.page.fake('feed1').textContent).toBe('')
    await meeting.controller.Subscribe(bob)
  })

  it('ends with UnSubscribe: OnUnSubscribeSucc, then OnMediaClose 5001', async () => {
    const meeting = await meetingWithFeed()
    const sid = await meeting.controller.Subscribe(bob)
    meeting.forget()
    await meeting.controller.UnSubscribe(sid)
    expect(meeting.called).toEqual([
      ['OnUnSubscribeSucc', sid],
      ['OnMediaClose', 5001, sid],
    ])
    expect(meeting.room.subscribed[0]?.closed).toBe(true)
    await expect(meeting.controller.UnSubscribe(sid)).rejects.toMatchObject({ reason: 'SUBSCRIPTION_NOT_FOUND' })
  })
})

describe('subscribing by itself', () => {
  const slot = (n: number) => ({ subscribe_video_id: `video${n}`, subscribe_audio_id: `audio${n}` })
  const auto = { auto_publish_subscribe: 1, initSubscribe: [slot(1), slot(2), {}] } as const
  const shown = (meeting: Meeting) =>
    meeting.room.subscribed.filter(({ closed }) => !closed).map(({ feed }) => feed.feedId)

  it('fills the slots in order with what is there and what comes, and leaves the rest unsubscribed', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(auto)
    meeting.room.publishes(feed('f1', 'bob'))
    await meeting.controller.JoinRoom('room1', 'token1')
    meeting.room.publishes(feed('f2', 'carol'))
    meeting.room.publishes(feed('f3', 'dave'))
    meeting.room.publishes(feed('own1', 'alice'))
    await meeting.settles()
    expect(shown(meeting)).toEqual(['f1', 'f2'])
    expect(meeting.page.fake('video1').tracks).toEqual([meeting.room.subscribed[0]?.tracks.video])
    expect(meeting.page.fake('video2').tracks).toEqual([meeting.room.subscribed[1]?.tracks.video])
  })

  it('gives the slot of a feed that ended to the one that waited longest', async () => {
    const meeting = await new Meeting().isInRoom(auto)
    for (const n of [1, 2, 3, 4]) meeting.room.publishes(feed(`f${n}`, `user${n}`))
    await meeting.settles()
    meeting.room.unpublishes('f1')
    await meeting.settles()
    expect(meeting.room.subscribed.map(({ feed }) => feed.feedId)).toEqual(['f1', 'f2', 'f3'])
    expect(meeting.page.fake('video1').tracks).toEqual([meeting.room.subscribed[2]?.tracks.video])
  })

  it('leaves a feed alone that the application unsubscribed, and uses its slot for the next one', async () => {
    const meeting = await new Meeting().isInRoom(auto)
    meeting.room.publishes(feed('f1', 'bob'))
    await meeting.settles()
    const sid = meeting.called.find(([name]) => name === 'OnSubscribeSucc')?.[2]
    await meeting.controller.UnSubscribe(Number(sid))
    await meeting.settles()
    expect(shown(meeting)).toEqual([])
    meeting.room.publishes(feed('f2', 'carol'))
    await meeting.settles()
    expect(shown(meeting)).toEqual(['f2'])
    expect(meeting.page.fake('video1').tracks).toHaveLength(1)
  })

  it('passes over slots that cannot show a feed', async () => {
    const initSubscribe = [{ subscribe_video_id: 'video1' }, { subscribe_audio_id: 'audio2' }]
    const meeting = await new Meeting().isInRoom({ auto_publish_subscribe: 1, initSubscribe })
    meeting.room.publishes(feed('f1', 'bob', ['audio']))
    await meeting.settles()
    expect(meeting.page.fake('audio2').tracks).toHaveLength(1)
  })
})
