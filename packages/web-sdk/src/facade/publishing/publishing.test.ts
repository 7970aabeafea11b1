import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import type { PublishConfig } from '../config/index.ts'
import { fakeStream, fakeTrack } from '../testing/fake-media.ts'
import { camera, Meeting } from '../testing/meeting.ts'

async function meetingInRoom(): Promise<Meeting> {
  const meeting = await new Meeting().isInRoom()
  meeting.forget()
  return meeting
}

describe('Publish', () => {
  it("captures, publishes with the guide's defaults, and shows picture and sid", async () => {
    const meeting = await meetingInRoom()
    const sid = await meeting.controller.Publish({ ...camera, publish_tag: 'mine' })
    expect(meeting.called).toEqual([
      ['OnMediaCallSucc', sid],
      ['OnPublishSucc', sid],
    ])
    const [audio, video] = meeting.captured
    expect(meeting.cameraRequests[0]).toMatchObject({ video: { width: 640, height: 360 }, audio: {} })
    expect(meeting.room.published[0]?.options).toEqual({
      audio,
      video,
      tag: 'mine',
      source: 'camera',
      maxVideoBitrateBps: 600_000,
      degradationPreference: 'maintain-framerate',
      audioMuted: false,
      videoMuted: false,
    })
    const preview = meeting.page.fake('own1')
    expect(preview.tracks).toEqual([video])
    expect(preview.muted).toBe(true)
    expect(preview.attributes.get('name')).toBe(String(sid))
    expect(meeting.page.fake('label1')).toMatchObject({ textContent: String(sid) })
  })

  it('gives every stream a sid of its own', async () => {
    const meeting = await meetingInRoom()
    const first = await meeting.controller.Publish(camera)
    const second = await meeting.controller.Publish(camera)
    expect(second).not.toBe(first)
  })

  it('outside of a room tells OnMediaCallFail 5104', async () => {
    const meeting = await new Meeting().isConnected()
    meeting.forget()
    await expect(meeting.controller.Publish(camera)).rejects.toMatchObject({ code: 5104 })
    expect(meeting.called).toEqual([['OnMediaCallFail', 5104, expect.stringContaining('InitRoomConfig')]])
  })

  it.each([undefined, '', 'missing'])('needs an element for the picture, not %j: -1072', async (id) => {
    const meeting = await meetingInRoom()
    const config = { ...camera, publish_video_id: id } as PublishConfig
    await expect(meeting.controller.Publish(config)).rejects.toMatchObject({ code: -1072 })
    expect(meeting.called).toEqual([['OnPublishFailed', expect.any(Number), -1072, expect.any(String)]])
    expect(meeting.cameraRequests).toEqual([])
  })

  it('needs no element for sound alone', async () => {
    const meeting = await meetingInRoom()
    await meeting.controller.Publish({ media_type: 2, publish_device: 1 })
    expect(meeting.room.published[0]?.options).not.toHaveProperty('video')
    expect(meeting.cameraRequests[0]).not.toHaveProperty('video')
  })

  it('follows profile, devices, aspect ratio, bitrate, degradation and mute', async () => {
    const meeting = await meetingInRoom()
    await meeting.controller.Publish({
      ...camera,
      video_profile_type: 1,
      videoSource: 'cam2',
      audioSource: 'mic2',
      aspectRatioStrongDepend: true,
      aspectRatio: '2',
      publish_bitrate: 1500,
      degradationType: 2,
      enableAudio: false,
    })
    expect(meeting.cameraRequests[0]).toMatchObject({
      video: { width: 1280, height: 720, deviceId: 'cam2', forcedAspectRatio: 16 / 9 },
      audio: { deviceId: 'mic2' },
    })
    expect(meeting.room.published[0]?.options).toMatchObject({
      maxVideoBitrateBps: 1_500_000,
      degradationPreference: 'maintain-resolution',
      audioMuted: true,
      videoMuted: false,
    })
  })

  it('takes size, frame rate and bitrate of a custom profile, and needs all of them: 5111', async () => {
    const meeting = await meetingInRoom()
    const video_profile_diy = { width: 800, height: 450, frameRate: 24, bitrate: 900 }
    await meeting.controller.Publish({ ...camera, video_profile_type: 100, video_profile_diy })
    expect(meeting.cameraRequests[0]?.video).toEqual({ width: 800, height: 450, frameRate: 24 })
    expect(meeting.room.published[0]?.options).toMatchObject({ maxVideoBitrateBps: 900_000 })
    meeting.forget()
    await expect(meeting.controller.Publish({ ...camera, video_profile_type: 100 })).rejects.toMatchObject({
      code: 5111,
    })
    expect(meeting.names()).toEqual(['OnMediaCallFail'])
  })

  it.each([
    ['camera', 'denied', 5101],
    ['microphone', 'notFound', 5102],
    ['camera', 'unsupported', 5103],
    ['microphone', 'unsupported', 5103],
    ['screen', 'denied', 5105],
    ['screen', 'unsupported', 5105],
    ['region', 'denied', 5105],
    ['region', 'unfit', 5108],
    ['region', 'unsupported', 5103],
    ['file', 'locked', 5106],
  ])('tells a %s that is %s as %d and ends the stream with 5012', async (device, reason, code) => {
    const meeting = await meetingInRoom()
    meeting.beforeCapture = async () => {
      throw new MrtcError('CAPTURE_FAILED', 'no', { data: { device, reason } })
    }
    await expect(meeting.controller.Publish(camera)).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([
      ['OnMediaCallFail', code, 'no'],
      ['OnMediaClose', 5012, expect.any(Number)],
    ])
  })

  it.each([
    ['FEED_LIMIT', -1073, 5003],
    ['MEDIA_TIMEOUT', -1074, 5004],
    ['CODEC_UNSUPPORTED', -1071, 5011],
    ['INTERNAL', -1071, 5003],
  ] as const)(
    'tells %s of the server as %d, then OnMediaClose %d, and stops the camera',
    async (error, code, close) => {
      const meeting = await meetingInRoom()
      meeting.room.failure = new MrtcError(error)
      await expect(meeting.controller.Publish(camera)).rejects.toMatchObject({ code })
      const sid = meeting.called[0]?.[1]
      expect(meeting.called).toEqual([
        ['OnMediaCallSucc', sid],
        ['OnPublishFailed', sid, code, expect.any(String)],
        ['OnMediaClose', close, sid],
      ])
      expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
      expect(meeting.page.fake('own1').srcObject).toBeNull()
    },
  )

  it.each([
    [{ media_type: 1, publish_device: 3, publish_video_id: 'own1' }, 5107],
    [{ media_type: 1, publish_device: 4, publish_video_id: 'own1', part_of_screen_id: 'missing' }, 5108],
    [{ media_type: 1, publish_device: 5, publish_video_id: 'own1' }, 5110],
    [{ media_type: 2, publish_device: 5, stream: fakeStream([fakeTrack('video')]) }, 5110],
  ] as const)('tells what it cannot publish: %j is %d', async (config, code) => {
    const meeting = await meetingInRoom()
    await expect(meeting.controller.Publish(config as unknown as PublishConfig)).rejects.toMatchObject({ code })
    expect(meeting.names()).toEqual(['OnMediaCallFail', 'OnMediaClose'])
  })

  it("publishes a stream of the application's and leaves its tracks alone", async () => {
    const meeting = await meetingInRoom()
    const video = fakeTrack('video')
    const sid = await meeting.controller.Publish({
      media_type: 1,
      publish_device: 5,
      publish_video_id: 'own1',
      stream: fakeStream([video]),
    })
    expect(meeting.room.published[0]?.options).toMatchObject({ video, source: 'custom' })
    await meeting.controller.UnPublish(sid)
    expect(video.readyState).toBe('live')
  })
})

describe('a shared screen', () => {
  const screen = { media_type: 1, publish_device: 2, publish_video_id: 'own1' } as const

  it('brings the sound of its tab only when asked to', async () => {
    const meeting = await meetingInRoom()
    await meeting.controller.Publish(screen)
    await meeting.controller.Publish({ ...screen, enableDesktopAudio: true })
    expect(meeting.screenRequests.map((request) => request?.audio)).toEqual([false, true])
    expect(meeting.room.published[1]?.options.source).toBe('screen')
  })

  it.each([
    ['a screen', screen],
    ['a region', { ...screen, publish_device: 4, part_of_screen_id: 'board' }],
  ] as const)(
    'that is %s tells OnDesktopDisplayClosed when the person stops it, then is unpublished',
    async (_, shared) => {
      const meeting = await meetingInRoom()
      const sid = await meeting.controller.Publish(shared)
      meeting.forget()
      meeting.captured[0]?.endsByItself()
      await meeting.settles()
      expect(meeting.called).toEqual([
        ['OnDesktopDisplayClosed'],
        ['OnUnPublishSucc', sid],
        ['OnMediaClose', 5001, sid],
      ])
      expect(meeting.room.published[0]?.closed).toBe(true)
    },
  )

  it('is unpublished once when the application does so in the callback', async () => {
    const meeting = await meetingInRoom()
    const sid = await meeting.controller.Publish(screen)
    meeting.forget()
    meeting.controller.OnDesktopDisplayClosed = () => void meeting.controller.UnPublish(sid)
    meeting.captured[0]?.endsByItself()
    await meeting.settles()
    expect(meeting.names()).toEqual(['OnUnPublishSucc', 'OnMediaClose'])
  })
})

describe('UnPublish', () => {
  it('stops everything and tells OnUnPublishSucc, then OnMediaClose 5001', async () => {
    const meeting = await meetingInRoom()
    const sid = await meeting.controller.Publish(camera)
    meeting.forget()
    await meeting.controller.UnPublish(sid)
    expect(meeting.called).toEqual([
      ['OnUnPublishSucc', sid],
      ['OnMediaClose', 5001, sid],
    ])
    expect(meeting.room.published[0]?.closed).toBe(true)
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
    expect(meeting.page.fake('own1').srcObject).toBeNull()
    await expect(meeting.controller.UnPublish(sid)).rejects.toMatchObject({ code: -1101 })
  })

  it("calls off a stream that waits for the person's permission", async () => {
    const meeting = await meetingInRoom()
    const permission = Promise.withResolvers<void>()
    meeting.beforeCapture = () => permission.promise
    const publishing = meeting.controller.Publish(camera).catch((error: unknown) => error)
    await meeting.settles()
    await meeting.controller.UnPublish(await soleSid(meeting))
    expect(meeting.cameraRequests[0]?.signal?.aborted).toBe(true)
    permission.resolve()
    expect(await publishing).toMatchObject({ reason: 'REQUEST_ABORTED' })
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
    expect(meeting.names().filter((name) => name === 'OnMediaClose')).toHaveLength(1)
  })
})

/** Sids count up: this is the one given last. */
async function soleSid(meeting: Meeting): Promise<number> {
  const failure = Promise.withResolvers<number>()
  meeting.controller.OnPublishFailed = (sid) => failure.resolve(sid - 1)
  void meeting.controller.Publish({ media_type: 1, publish_device: 1 })
  return failure.promise
}

describe('a published stream', () => {
  it('is muted and unmuted by kind', async () => {
    const meeting = await meetingInRoom()
    const sid = await meeting.controller.Publish(camera)
    await meeting.controller.SetLocalAudioEnable(0, sid)
    await meeting.controller.SetLocalVideoEnable(1, sid)
    expect(Object.fromEntries(meeting.room.published[0]?.muted ?? [])).toEqual({ audio: true, video: false })
    await expect(meeting.controller.SetLocalAudioEnable(1, sid + 1)).rejects.toMatchObject({ code: -1101 })
  })

  it('that fails tells OnMediaClose 5010 and stops the camera', async () => {
    const meeting = await meetingInRoom()
    const sid = await meeting.controller.Publish(camera)
    meeting.forget()
    meeting.room.published[0]?.emit('closed', 'mediaFailed')
    expect(meeting.called).toEqual([['OnMediaClose', 5010, sid]])
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
  })
})

describe('publishing by itself', () => {
  const auto = {
    auto_publish_subscribe: 2,
    media_type: 1,
    publish_device: 1,
    initPublish: [{ publish_video_id: 'own1', publish_tag: 'tag1' }, {}],
  } as const

  it('begins after the room is created, in the order of the guide', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(auto)
    await meeting.controller.CreateRoom()
    await meeting.settles()
    expect(meeting.names()).toEqual([
      'OnConnectOK',
      'OnInitRoomConfigOK',
      'OnCreateRoomSucc',
      'OnMediaCallSucc',
      'OnPublishSucc',
    ])
    expect(meeting.room.published.map(({ options }) => options.tag)).toEqual(['tag1'])
  })

  it('publishes one stream for each entry of initPublish', async () => {
    const initPublish = [
      { publish_video_id: 'own1', publish_tag: 'a' },
      { publish_video_id: 'own2', publish_tag: 'b' },
    ]
    const meeting = await new Meeting().isInRoom({ ...auto, initPublish })
    expect(meeting.room.published.map(({ options }) => options.tag)).toEqual(['a', 'b'])
  })

  it('in mode 5 waits for someone else, and publishes once', async () => {
    const meeting = await new Meeting().isInRoom({ ...auto, auto_publish_subscribe: 5, initSubscribe: [] })
    expect(meeting.cameraRequests).toEqual([])
    meeting.room.joins('bob')
    meeting.room.joins('carol')
    await meeting.settles()
    expect(meeting.room.published).toHaveLength(1)
  })
})
