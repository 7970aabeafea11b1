import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { Meeting } from './testing/meeting.ts'

const song = 'https://example.org/song.mp3'

async function inRoom(): Promise<Meeting> {
  const meeting = await new Meeting().isInRoom()
  meeting.forget()
  return meeting
}

describe('StartVod', () => {
  it('has the server play an address or a file of the room, and gives the vod_id', async () => {
    const meeting = await inRoom()
    await expect(meeting.controller.StartVod({ vodFile: song })).resolves.toBe('vod1')
    await meeting.controller.StartVod({ vodFile: 'song.mp3', vodStartTimeout: 0.5 })
    expect(meeting.room.played).toEqual([
      ['play', { url: song }, { startTimeoutMs: 5_000 }],
      ['play', { file: 'song.mp3' }, { startTimeoutMs: 500 }],
    ])
    expect(meeting.called).toEqual([
      ['OnStartVodSuccess', song, 'vod1'],
      ['OnStartVodSuccess', 'song.mp3', 'vod2'],
    ])
  })

  it.each([
    ['VOD_LIMIT', -10371],
    ['VOD_UNAVAILABLE', -10371],
    ['VOD_UNREACHABLE', -10373],
    ['VOD_UNPLAYABLE', -10373],
    ['FILE_TOO_LARGE', -10373],
    ['FILE_NOT_FOUND', -10373],
    ['PARAMETER_INVALID', -10374],
    ['REQUEST_TIMEOUT', -10375],
  ] as const)('fails with the guide’s code for %s: %i', async (reason, code) => {
    const meeting = await inRoom()
    meeting.room.failure = new MrtcError(reason, undefined, { data: { vodId: 'vod1' } })
    await expect(meeting.controller.StartVod({ vodFile: song })).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([['OnStartVodFail', song, 'vod1', code, expect.any(String)]])
  })

  it.each([{}, { vodFile: '' }, { vodFile: song, vodStartTimeout: -1 }])('refuses %j', async (parameters) => {
    const meeting = await inRoom()
    await expect(meeting.controller.StartVod(parameters as { vodFile: string })).rejects.toMatchObject({ code: -10374 })
  })

  it('needs a room', async () => {
    await expect(new Meeting().controller.StartVod({ vodFile: song })).rejects.toMatchObject({ code: -10372 })
  })
})

describe('OnVodOver', () => {
  it('tells of the end of a file, but not of one that StopVod ends', async () => {
    const meeting = await inRoom()
    meeting.room.emit('playbackEnded', { vodId: 'vod1', reason: 'finished' })
    expect(meeting.called).toEqual([['OnVodOver', 'vod1']])
    meeting.forget()
    await meeting.controller.StopVod('vod2')
    meeting.room.emit('playbackEnded', { vodId: 'vod2', reason: 'stopped' })
    expect(meeting.called).toEqual([['OnStopVodSuccess', 'vod2']])
  })
})

describe('StopVod', () => {
  it.each([
    ['VOD_NOT_FOUND', -10393],
    ['INTERNAL', -10391],
  ] as const)('fails with the guide’s code for %s: %i', async (reason, code) => {
    const meeting = await inRoom()
    meeting.room.failure = new MrtcError(reason)
    await expect(meeting.controller.StopVod('vod1')).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([['OnStopVodFail', 'vod1', code, expect.any(String)]])
  })

  it('needs a room and an id', async () => {
    await expect(new Meeting().controller.StopVod('vod1')).rejects.toMatchObject({ code: -10392 })
    const meeting = await inRoom()
    await expect(meeting.controller.StopVod('')).rejects.toMatchObject({ code: -10393 })
  })
})
