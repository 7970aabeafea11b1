import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { Meeting, manual } from './testing/meeting.ts'

const everyParameter = {
  silentRecord: true,
  width: 1280,
  height: 720,
  recordTotalStream: 2,
  startTimeout: 5,
  splitType: 1,
  splitFilePath: 'somewhere',
  endType: 1,
  tagPositions: [{ tag: 'face', position: { xPosition: 10, yPosition: 20, width: 320, height: 180 } }],
  overlaps: [
    { enable: true, type: 1, id: 't', xPosition: 1, yPosition: 2 },
    { enable: false, type: 2, text: 'not seen' },
    { type: 2, tag: 'face', text: 'hello', fontSize: 20 },
    { type: 3, url: 'https://example.org/a.png' },
  ],
  tagFilter: 'fa',
  crf: 30,
} as const

describe('StartRemoteRecord', () => {
  it('tells that it is set up, then that it records, and passes all parameters of the guide on', async () => {
    const meeting = await new Meeting().isInRoom()
    meeting.forget()
    const started = meeting.controller.StartRemoteRecord('a/b', everyParameter, 'third')
    await meeting.settles()
    expect(meeting.called).toEqual([['OnInitRemoteRecordSucc', 'record1', 'third']])
    meeting.room.emit('recordingStarted', { recordId: 'record1' })
    await expect(started).resolves.toBe('record1')
    expect(meeting.called.slice(1)).toEqual([['OnStartRemoteRecordSucc', 'record1', 'third']])
    expect(meeting.room.recorded).toEqual([
      [
        'start',
        {
          name: 'a/b',
          startTimeoutMs: 5_000,
          minFeeds: 2,
          tagPrefix: 'fa',
          until: 'roomEnds',
          rendering: {
            width: 1280,
            height: 720,
            crf: 30,
            separate: 'audio',
            layout: { kind: 'positions', positions: [{ tag: 'face', x: 10, y: 20, width: 320, height: 180 }] },
            watermarks: [
              { kind: 'time', id: 't', x: 1, y: 2 },
              { kind: 'text', tag: 'face', x: 0, y: 0, fontSize: 20, text: 'hello' },
              { kind: 'image', x: 0, y: 0, url: 'https://example.org/a.png' },
            ],
          },
        },
      ],
    ])
  })

  it.each([
    ['timeout', -10_312],
    ['stream', -10_313],
    ['recorder', -10_314],
  ] as const)('that fails because of %s gives %d', async (failure, code) => {
    const meeting = await new Meeting().isInRoom()
    meeting.forget()
    const started = meeting.controller.StartRemoteRecord('', {}, 'third')
    await meeting.settles()
    meeting.room.emit('recordingFailed', { recordId: 'record1', phase: 'starting', failure, message: 'why' })
    await expect(started).rejects.toMatchObject({ code })
    expect(meeting.called.at(-1)).toEqual(['OnStartRemoteRecordFailed', 'record1', code, 'why', 'third'])
  })

  it('that the server refuses gives -10311', async () => {
    const meeting = await new Meeting().isInRoom()
    meeting.room.failure = new MrtcError('RECORDER_UNAVAILABLE')
    await expect(meeting.controller.StartRemoteRecord()).rejects.toMatchObject({ code: -10_311 })
  })
})

describe('a recording that runs', () => {
  it.each([
    ['stream', 'feed1', -12_481],
    ['recorder', undefined, -12_482],
  ] as const)('and loses its %s says so', async (failure, feedId, code) => {
    const meeting = await new Meeting().isInRoom()
    meeting.forget()
    meeting.room.emit('recordingFailed', { recordId: 'r', phase: 'running', failure, feedId, message: 'why' })
    expect(meeting.called).toEqual([['OnRemoteRecordingFailed', 'r', feedId ?? '', code, 'why']])
  })

  it('and ends says so, also to those who did not start it', async () => {
    const meeting = await new Meeting().isInRoom()
    meeting.forget()
    meeting.room.emit('recordingEnded', { recordId: 'r', reason: 'stopped' })
    expect(meeting.called).toEqual([['OnRemoteRecordOver', 'r']])
  })
})

describe('GetRecordInfo', () => {
  const sizes = { format: 'mp4', sizeBytes: 1, durationMs: 1, startedAt: 1 } as const

  it('gives the file of the kind that is asked for', async () => {
    const meeting = await new Meeting().isInRoom()
    meeting.client.recordings.set('r', {
      recordId: 'r',
      roomId: 'room1',
      state: 'ready',
      files: [
        { kinds: ['audio', 'video'], path: 'both', ...sizes },
        { kinds: ['audio'], path: 'sound', ...sizes },
      ],
    })
    const { controller } = meeting
    await expect(controller.GetRecordInfo('r')).resolves.toMatchObject({ status: 2, fileType: 1, filePath: 'both' })
    await expect(controller.GetRecordInfo('r', '', 1)).resolves.toMatchObject({ filePath: 'sound' })
    await expect(controller.GetRecordInfo('r', '', 2)).rejects.toMatchObject({ code: -10_352 })
    await expect(controller.GetRecordInfo('other')).rejects.toMatchObject({ code: -10_352 })
  })

  it.each([
    ['recording', 0],
    ['paused', 0],
    ['rendering', 1],
    ['failed', 3],
  ] as const)('of one that is %s has the status %d and no file', async (state, status) => {
    const meeting = await new Meeting().isInRoom()
    meeting.client.recordings.set('r', { recordId: 'r', roomId: 'room1', state, files: [] })
    await expect(meeting.controller.GetRecordInfo('r')).resolves.toEqual({ recordId: 'r', status })
  })
})

describe('CreateRoom with defaultRecord', () => {
  it('records from the beginning on', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig({ ...manual, defaultRecord: true, filePath: 'call' })
    await meeting.controller.CreateRoom()
    expect(meeting.room.recorded).toEqual([['start', { name: 'call', rendering: {} }]])
    expect(meeting.called.map(([name]) => name)).toContain('OnInitRemoteRecordSucc')
  })

  it('fails when the server cannot record, unless recordStrongDepend is false', async () => {
    const strict = await new Meeting().isConnected()
    await strict.controller.InitRoomConfig({ ...manual, defaultRecord: true })
    strict.room.failure = new MrtcError('RECORDER_UNAVAILABLE')
    await expect(strict.controller.CreateRoom()).rejects.toMatchObject({ code: -10_311 })
    expect(strict.room.hasLeft).toBe(true)
    const lenient = await new Meeting().isConnected()
    await lenient.controller.InitRoomConfig({ ...manual, defaultRecord: true, recordStrongDepend: false })
    lenient.room.failure = new MrtcError('RECORDER_UNAVAILABLE')
    await expect(lenient.controller.CreateRoom()).resolves.toMatchObject({ room_id: 'room1' })
  })
})
