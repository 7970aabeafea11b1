import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { camera, Meeting } from './testing/meeting.ts'

const both = { media_type: 1 } as const

beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:recorded')
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue()
})
afterEach(() => vi.restoreAllMocks())

async function publishing() {
  const meeting = await new Meeting().isInRoom()
  const sid = await meeting.controller.Publish(camera)
  meeting.forget()
  return { meeting, controller: meeting.controller, sid }
}

describe('a browser recording', () => {
  it('runs from start to download, with the callbacks of the guide', async () => {
    const { meeting, controller, sid } = await publishing()
    await controller.StartBrowserRecord('r1', [sid], {
      media_type: 3,
      time_slice: 2,
      record_resolution: '640 x 360',
      videoCodec: 'H264',
      overlaps: [{ type: 2, text: 'hello', xPositon: 10, yPositon: 20 }],
    })
    const [recording] = meeting.recordings
    expect(recording?.options).toMatchObject({
      kinds: ['video'],
      size: { width: 640, height: 360 },
      codec: 'H264',
      sliceMs: 120_000,
      watermarks: [{ kind: 'text', text: 'hello', x: 10, y: 20 }],
    })
    await controller.PauseRecord('r1')
    await controller.ResumeRecord('r1')
    recording?.emit('sliced', { blob: new Blob(), durationMs: 1, extension: '.mp4' })
    expect(await controller.StopRecord('r1')).toMatchObject({ videoURL: 'blob:recorded' })
    await controller.DownloadRecord('r1', 'meeting')
    expect(meeting.saved).toEqual(['meeting.webm'])
    expect(meeting.names()).toEqual([
      'OnClientStartRecordSuccess',
      'OnClientPauseRecordSuccess',
      'OnClientResumeRecordSuccess',
      'OnClientRecordBlob',
      'OnClientStopRecordSuccess',
      'OnClientDownloadRecordSuccess',
    ])
  })

  it('goes on with the new tracks when a stream shows something else', async () => {
    const { meeting, controller, sid } = await publishing()
    await controller.StartBrowserRecord('r1', [sid], both)
    await controller.ChangeMediaStream({ sid, media_type: 3, publish_device: 2 })
    expect(meeting.recordings[0]?.streams[0]?.video).toBe(meeting.room.published[0]?.tracks.video)
  })

  it('ends with the room', async () => {
    const { meeting, controller, sid } = await publishing()
    await controller.StartBrowserRecord('r1', [sid], both)
    await controller.LeaveRoom()
    expect(meeting.recordings[0]?.state).toBe('stopped')
    await expect(controller.StopRecord('r1')).rejects.toMatchObject({ code: -20331 })
  })

  it.each([
    ['two at once', -20302, 'r2', [1], both],
    ['an unknown stream', -20304, 'r1', [99], both],
    ['no kind', -20305, 'r1', [1], {}],
    ['no stream', -20306, 'r1', [], both],
    ['five streams', -20306, 'r1', [1, 1, 1, 1, 1], both],
    ['another size', -20308, 'r1', [1], { media_type: 1, record_resolution: '100x100' }],
  ] as const)('is refused with %s: %d', async (what, code, id, streams, config) => {
    const { meeting, controller, sid } = await publishing()
    if (what === 'two at once') await controller.StartBrowserRecord('r1', [sid], both)
    meeting.forget()
    const sids = streams.map((stream) => (stream === 1 ? sid : stream))
    // As a page without types would call it.
    await expect(controller.StartBrowserRecord(id, sids, config as typeof both)).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([['OnClientStartRecordFailed', id, code, expect.any(String)]])
  })

  it('takes an id once, and only streams that have what is to be recorded', async () => {
    const { controller, sid } = await publishing()
    await controller.StartBrowserRecord('r1', [sid], both)
    await expect(controller.DownloadRecord('r1')).rejects.toMatchObject({ code: -20353 })
    await controller.StopRecord('r1')
    await expect(controller.StartBrowserRecord('r1', [sid], both)).rejects.toMatchObject({ code: -20303 })
    const silent = await controller.Publish({ ...camera, media_type: 3, publish_video_id: 'own2' })
    await expect(controller.StartBrowserRecord('r2', [silent], { media_type: 2 })).rejects.toMatchObject({
      code: -20307,
    })
  })

  it('needs a room, and a recording to be paused, continued or downloaded', async () => {
    const outside = new Meeting().controller
    await expect(outside.StartBrowserRecord('r1', [1], both)).rejects.toMatchObject({ code: -20301 })
    await expect(outside.PauseRecord('r1')).rejects.toMatchObject({ code: -20371 })
    await expect(outside.ResumeRecord('r1')).rejects.toMatchObject({ code: -20391 })
    await expect(outside.DownloadRecord('r1')).rejects.toMatchObject({ code: -20351 })
    const { controller } = await publishing()
    await expect(controller.PauseRecord('r1')).rejects.toMatchObject({ code: -20372 })
    await expect(controller.ResumeRecord('r1')).rejects.toMatchObject({ code: -20392 })
    await expect(controller.DownloadRecord('r1')).rejects.toMatchObject({ code: -20352 })
  })
})
