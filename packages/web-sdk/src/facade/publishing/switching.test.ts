import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { fakeStream, fakeTrack } from '../testing/fake-media.ts'
import { camera, Meeting } from '../testing/meeting.ts'

async function publishing() {
  const meeting = await new Meeting().isInRoom()
  const sid = await meeting.controller.Publish(camera)
  const [publication] = meeting.room.published
  if (!publication) throw new Error('nothing was published')
  meeting.forget()
  return { meeting, sid, publication }
}

const screen = { media_type: 3, publish_device: 2 } as const

describe('ChangeMediaStream', () => {
  it('sends the new tracks under the same feed, mutes what they lack and stops the old ones', async () => {
    const { meeting, sid, publication } = await publishing()
    const before = [...meeting.captured]
    await meeting.controller.ChangeMediaStream({ ...screen, sid, publish_bitrate: 900 })
    expect(meeting.called).toEqual([['OnChangeMediaStreamSuccess', sid]])
    expect(publication.replaced.map(([kind]) => kind)).toEqual(['video'])
    expect(publication.isMuted('audio')).toBe(true)
    expect(publication).toMatchObject({ source: 'screen', maxVideoBitrateBps: 900_000 })
    expect(before.every((track) => track.readyState === 'ended')).toBe(true)
    expect(meeting.page.fake('own1').tracks).toEqual([publication.tracks.video])
  })

  it('takes a stream of the application', async () => {
    const { meeting, sid, publication } = await publishing()
    const stream = fakeStream([fakeTrack('audio'), fakeTrack('video')])
    await meeting.controller.ChangeMediaStream({ sid, media_type: 1, publish_device: 5, stream })
    expect(Object.values(publication.tracks)).toEqual(stream.getTracks())
  })

  it.each([
    [{ sid: 99 }, -1101],
    [{ publish_device: 7 }, -1102],
    [{ publish_device: 5 }, -1110],
    [{ publish_device: 3 }, -1107],
    [{ publish_device: 4, part_of_screen_id: 'missing' }, -1102],
    [{ video_profile_type: 100 }, -1111],
  ])('tells %j by callback and promise: %d', async (change, code) => {
    const { meeting, sid } = await publishing()
    // As a page without types would call it.
    const config = { sid, ...screen, ...change } as Parameters<typeof meeting.controller.ChangeMediaStream>[0]
    await expect(meeting.controller.ChangeMediaStream(config)).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([['OnChangeMediaStreamFailed', config.sid, code, expect.any(String)]])
  })

  it('goes on with what it showed when the new source cannot be captured', async () => {
    const { meeting, sid, publication } = await publishing()
    meeting.beforeCapture = async () => {
      throw new MrtcError('CAPTURE_FAILED', 'no', { data: { device: 'camera', reason: 'denied' } })
    }
    const config = { sid, media_type: 1, publish_device: 1 } as const
    await expect(meeting.controller.ChangeMediaStream(config)).rejects.toMatchObject({ code: -1104 })
    await expect(meeting.controller.ChangeMediaStream({ ...config, media_type: 3 })).rejects.toMatchObject({
      code: -1106,
    })
    expect(publication.replaced).toEqual([])
    expect(meeting.captured.every((track) => track.readyState === 'live')).toBe(true)
  })

  it('refuses kinds that the stream was published without', async () => {
    const meeting = await new Meeting().isInRoom()
    const sid = await meeting.controller.Publish({ media_type: 2, publish_device: 1 })
    await expect(meeting.controller.ChangeMediaStream({ ...screen, sid })).rejects.toMatchObject({ code: -1102 })
  })
})

describe('ChangeProfile', () => {
  it('captures with the new camera and size, and keeps what is not named', async () => {
    const { meeting, sid } = await publishing()
    await meeting.controller.ChangeProfile({ sid, video_profile_type: 1, videoSource: 'cam2' })
    await meeting.controller.ChangeProfile({ sid, local_video_width: 320, local_video_height: 240 })
    expect(meeting.cameraRequests.slice(1).map(({ video }) => video)).toMatchObject([
      { width: 1280, height: 720, deviceId: 'cam2' },
      { width: 320, height: 240, deviceId: 'cam2' },
    ])
  })
})

describe('ChangeStreamSize', () => {
  it('changes the track in place', async () => {
    const { meeting, sid } = await publishing()
    const video = meeting.captured.find(({ kind }) => kind === 'video')
    expect(await meeting.controller.ChangeStreamSize(sid, 2)).toEqual({ width: 640, height: 480 })
    expect(video?.constraints).toEqual({ width: { ideal: 640 }, height: { ideal: 480 } })
    expect(meeting.called).toEqual([['OnChangeStreamSizeSuccess', sid, 640, 480]])
  })

  it('tells -10321 with the size that was asked for', async () => {
    const { meeting } = await publishing()
    await expect(meeting.controller.ChangeStreamSize(99, 2)).rejects.toMatchObject({ code: -10321 })
    expect(meeting.called).toEqual([['OnChangeStreamSizeFail', 99, 640, 480, -10321, expect.any(String)]])
  })
})

describe('a shared file', () => {
  const file = { media_type: 1, publish_device: 3, publish_video_id: 'own1', file: new Blob(['x']) } as const

  it('is paused and played on', async () => {
    const meeting = await new Meeting().isInRoom()
    const sid = await meeting.controller.Publish(file)
    meeting.forget()
    await meeting.controller.PauseFile(sid)
    expect(meeting.playback.isPlaying).toBe(false)
    await meeting.controller.PlayFile(sid)
    expect(meeting.playback.isPlaying).toBe(true)
    await expect(meeting.controller.PauseFile(99)).rejects.toMatchObject({ code: -1101 })
    expect(meeting.names()).toEqual(['OnPauseFileSuccess', 'OnPlayFileSuccess', 'OnPauseFileFail'])
  })

  it('that is a PDF is turned page by page, and not played', async () => {
    const meeting = await new Meeting().isInRoom()
    const pdf = new Blob(['x'], { type: 'application/pdf' })
    const sid = await meeting.controller.Publish({ ...file, media_type: 3, file: pdf })
    expect(await meeting.controller.GetFilePage(sid)).toEqual({ page: 1, pageCount: 3 })
    expect(await meeting.controller.ShowFilePage(sid, 2)).toEqual({ page: 2, pageCount: 3 })
    await expect(meeting.controller.PauseFile(sid)).rejects.toMatchObject({ code: -1102 })
    const film = await meeting.controller.Publish(file)
    await expect(meeting.controller.ShowFilePage(film, 1)).rejects.toMatchObject({ code: -1102 })
    await expect(meeting.controller.ShowFilePage(99, 1)).rejects.toMatchObject({ code: -1101 })
  })

  it('is unpublished when it is over', async () => {
    const meeting = await new Meeting().isInRoom()
    await meeting.controller.Publish(file)
    meeting.forget()
    meeting.captured.find(({ kind }) => kind === 'video')?.endsByItself()
    await meeting.settles()
    expect(meeting.names()).toEqual(['OnFileStreamClosed', 'OnUnPublishSucc', 'OnMediaClose'])
  })
})

describe('a camera that is unplugged', () => {
  it('is captured again, under the same feed', async () => {
    const { meeting, publication } = await publishing()
    meeting.captured.find(({ kind }) => kind === 'video')?.endsByItself()
    await meeting.settles()
    expect(publication.replaced.map(([kind]) => kind)).toEqual(['video'])
    expect(publication.tracks.video?.readyState).toBe('live')
    expect(meeting.called).toEqual([])
  })
})

describe('SetLocalCodecType', () => {
  it('changes what is published, and is for streams to come', async () => {
    const { meeting, publication } = await publishing()
    await meeting.controller.SetLocalCodecType('H264')
    expect(publication.codec).toBe('H264')
    await meeting.controller.Publish({ ...camera, publish_video_id: 'own2' })
    expect(meeting.room.published[1]?.codec).toBe('H264')
  })

  it('tells -5201 without a connection, -5202 without the stream, -5203 without the codec', async () => {
    await expect(new Meeting().controller.SetLocalCodecType('VP8')).rejects.toMatchObject({ code: -5201 })
    const { meeting } = await publishing()
    await expect(meeting.controller.SetLocalCodecType('VP8', 99)).rejects.toMatchObject({ code: -5202 })
    await expect(meeting.controller.SetLocalCodecType('AV1')).rejects.toMatchObject({ code: -5203 })
  })
})

describe('StreamFilterHandler', () => {
  it('is given what is to be published, and what it makes of it is sent', async () => {
    const meeting = await new Meeting().isInRoom()
    const filtered = fakeStream([fakeTrack('audio'), fakeTrack('video')])
    const asked: unknown[] = []
    meeting.controller.StreamFilterHandler = async (...args) => {
      asked.push(args.filter((arg) => typeof arg !== 'object'))
      return filtered
    }
    await meeting.controller.Publish({ ...camera, publish_tag: 'desk' })
    expect(asked).toEqual([['desk', 'publish', 1, 1]])
    expect(Object.values(meeting.room.published[0]?.tracks ?? {})).toEqual(filtered.getTracks())
  })

  it('that fails lets nothing out', async () => {
    const meeting = await new Meeting().isInRoom()
    meeting.controller.StreamFilterHandler = () => Promise.reject(new Error('no model'))
    await expect(meeting.controller.Publish(camera)).rejects.toMatchObject({ code: 5101 })
    expect(meeting.room.published).toEqual([])
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
  })
})
