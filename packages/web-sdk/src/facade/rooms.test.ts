import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it, vi } from 'vitest'
import { leaveAnswerLimitMs } from './rooms.ts'
import { feed, participant } from './testing/fake-client.ts'
import { camera, connectConfig, Meeting, manual } from './testing/meeting.ts'

describe('InitRoomConfig', () => {
  it('needs a connection: -201', async () => {
    const meeting = new Meeting()
    await expect(meeting.controller.InitRoomConfig(manual)).rejects.toMatchObject({ code: -201 })
    expect(meeting.called).toEqual([['OnInitRoomConfigFail', -201, expect.stringContaining('Connect')]])
  })

  it('is refused in a room: -201', async () => {
    const meeting = await new Meeting().isInRoom()
    await expect(meeting.controller.InitRoomConfig(manual)).rejects.toMatchObject({ code: -201 })
  })

  it.each([
    [{ auto_publish_subscribe: 6 }, -202, 'auto_publish_subscribe'],
    [{ auto_publish_subscribe: 1 }, -202, 'initSubscribe'],
    [{ auto_publish_subscribe: 2 }, -202, 'media_type'],
    [{ auto_publish_subscribe: 2, media_type: 1, publish_device: 9 }, -202, 'publish_device'],
    [{ auto_publish_subscribe: 2, media_type: 1, publish_device: 1 }, -202, 'initPublish'],
    [{ auto_publish_subscribe: 4, enableDataChannel: true }, -203, 'enableDataChannel'],
    [{ auto_publish_subscribe: 4, filePath: 'call' }, -202, 'filePath'],
    [{ auto_publish_subscribe: 4, defaultRecord: true, recordParam: { endType: 7 } }, -202, 'endType'],
    [{ auto_publish_subscribe: 4, publish_type: 3 }, -202, 'publish_type'],
    [
      { auto_publish_subscribe: 2, media_type: 1, publish_device: 1, initPublish: [], video_profile_type: 100 },
      -205,
      'video_profile_diy',
    ],
    [
      { auto_publish_subscribe: 2, media_type: 1, publish_device: 1, initPublish: [], aspectRatioStrongDepend: true },
      -202,
      'aspectRatio',
    ],
  ])('refuses %j with %d and names %s', async (config, code, field) => {
    const meeting = await new Meeting().isConnected()
    meeting.forget()
    // As plain JavaScript applications do.
    const initialise = meeting.controller.InitRoomConfig.bind(meeting.controller) as (config: unknown) => Promise<void>
    await expect(initialise(config)).rejects.toMatchObject({ code })
    expect(meeting.called).toEqual([['OnInitRoomConfigFail', code, expect.stringContaining(field)]])
  })
})

describe('CreateRoom', () => {
  it('needs InitRoomConfig first: -301', async () => {
    const meeting = await new Meeting().isConnected()
    await expect(meeting.controller.CreateRoom()).rejects.toMatchObject({ code: -301 })
    expect(meeting.called.at(-1)).toEqual(['OnCreateRoomFailed', -301, expect.stringContaining('InitRoomConfig')])
  })

  it('gives room id and token by callback and promise, and passes the sign on', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(manual)
    meeting.forget()
    await expect(meeting.controller.CreateRoom('fresh')).resolves.toEqual({ room_id: 'room1', rtoken: 'token1' })
    expect(meeting.called).toEqual([['OnCreateRoomSucc', 'room1', 'token1']])
    expect(meeting.client.entered).toMatchObject({ sign: 'fresh' })
  })

  it.each([
    ['SIGNATURE_EXPIRED', -302],
    ['SERVER_FULL', -302],
    ['REQUEST_TIMEOUT', -303],
    ['MEDIA_TIMEOUT', -304],
  ] as const)('fails with %s as %d and may be tried again', async (code, number) => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(manual)
    meeting.client.answer = async () => {
      throw new MrtcError(code)
    }
    await expect(meeting.controller.CreateRoom()).rejects.toMatchObject({ code: number, reason: code })
    meeting.client.answer = async () => {}
    await meeting.controller.CreateRoom()
    expect(meeting.names().slice(-2)).toEqual(['OnCreateRoomFailed', 'OnCreateRoomSucc'])
  })
})

describe('JoinRoom', () => {
  it('needs InitRoomConfig first: -401', async () => {
    const meeting = await new Meeting().isConnected()
    await expect(meeting.controller.JoinRoom('room1', 'token1')).rejects.toMatchObject({ code: -401 })
  })

  it.each([
    ['', 'token1', 'room_id'],
    ['room1', '', 'rtoken'],
  ])('refuses the address %j, %j with -402', async (roomId, rtoken, field) => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(manual)
    await expect(meeting.controller.JoinRoom(roomId, rtoken)).rejects.toMatchObject({ code: -402 })
    expect(meeting.called.at(-1)).toEqual(['OnJoinRoomFailed', -402, expect.stringContaining(field)])
  })

  it.each([
    ['ROOM_TOKEN_INVALID', -403],
    ['ROOM_NOT_FOUND', -403],
    ['ROOM_ENDED', -403],
    ['ROOM_FULL', -403],
    ['REQUEST_TIMEOUT', -404],
  ] as const)('fails with %s as %d', async (code, number) => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(manual)
    meeting.client.answer = async () => {
      throw new MrtcError(code)
    }
    await expect(meeting.controller.JoinRoom('room1', 'token1')).rejects.toMatchObject({ code: number, reason: code })
  })

  it('tells the newcomer who is there and what they publish, without itself', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(manual)
    meeting.room.participants.set('bob', participant('bob'))
    meeting.room.participants.set('carol', participant('carol'))
    meeting.room.feeds.set('f1', feed('f1', 'bob'))
    meeting.forget()
    await meeting.controller.JoinRoom('room1', 'token1')
    expect(meeting.called).toEqual([
      ['OnJoinRoomSucc'],
      [
        'OnRoomAttendanceList',
        [
          { uid: 'bob', userType: 0, publish: [{ feedId: 'f1', tag: 'tag of f1' }] },
          { uid: 'carol', userType: 0, publish: [] },
        ],
      ],
    ])
  })

  it('is called off by LeaveRoom', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.InitRoomConfig(manual)
    const server = Promise.withResolvers<void>()
    meeting.client.answer = () => server.promise
    const joining = meeting.controller.JoinRoom('room1', 'token1').catch((error: unknown) => error)
    await meeting.settles()
    await meeting.controller.LeaveRoom()
    server.resolve()
    expect(await joining).toMatchObject({ reason: 'REQUEST_ABORTED' })
    expect(meeting.room.hasLeft).toBe(true)
    expect(meeting.names()).not.toContain('OnJoinRoomSucc')
  })
})

describe('LeaveRoom', () => {
  it('ends the streams, then tells OnLeaveRoom 1, and the next room needs its own InitRoomConfig', async () => {
    const meeting = await new Meeting().isInRoom()
    const sid = await meeting.controller.Publish(camera)
    meeting.forget()
    await meeting.controller.LeaveRoom()
    expect(meeting.called).toEqual([
      ['OnMediaClose', 5008, sid],
      ['OnLeaveRoom', 1],
    ])
    await expect(meeting.controller.CreateRoom()).rejects.toMatchObject({ code: -301 })
    await meeting.controller.InitRoomConfig(manual)
    await meeting.controller.CreateRoom()
  })

  it('does not wait for a server that cannot be reached', async () => {
    vi.useFakeTimers()
    try {
      const meeting = new Meeting()
      await meeting.controller.Connect(connectConfig)
      await meeting.controller.InitRoomConfig(manual)
      await meeting.controller.CreateRoom()
      meeting.room.leaveAnswer = new Promise(() => {})
      const leaving = meeting.controller.LeaveRoom()
      await vi.advanceTimersByTimeAsync(leaveAnswerLimitMs)
      await leaving
      expect(meeting.called.at(-1)).toEqual(['OnLeaveRoom', 1])
    } finally {
      vi.useRealTimers()
    }
  })

  it('does nothing outside of a room', async () => {
    const meeting = await new Meeting().isConnected()
    meeting.forget()
    await meeting.controller.LeaveRoom()
    expect(meeting.called).toEqual([])
  })

  it.each([
    ['kicked', 3, 5008],
    ['takenOver', 2, 5005],
    ['roomEnded', 2, 5009],
  ] as const)('is told by the room itself when %s: type %d', async (reason, leaveType, closeCode) => {
    const meeting = await new Meeting().isInRoom()
    const sid = await meeting.controller.Publish(camera)
    meeting.forget()
    meeting.room.isOver(reason)
    expect(meeting.called).toEqual([
      ['OnMediaClose', closeCode, sid],
      ['OnLeaveRoom', leaveType],
    ])
    await meeting.controller.InitRoomConfig(manual)
  })
})

describe('what happens in a room', () => {
  it("is told with the guide's parameters", async () => {
    const meeting = await new Meeting().isInRoom()
    const { room } = meeting
    meeting.forget()
    room.joins('bob')
    room.publishes(feed('f1', 'bob'))
    room.emit('feedSubscribed', { feedId: 'f1', uid: 'bob', subscriber: 'carol' })
    room.emit('feedUnsubscribed', { feedId: 'f1', uid: 'bob', subscriber: 'carol' })
    room.emit('textReceived', { messageId: 'm1', from: 'bob', text: 'hi', sentAt: 0 })
    room.leaves('bob', 'left')
    room.leaves('carol', 'lost')
    expect(meeting.called).toEqual([
      ['OnNewJoinerIn', 'bob'],
      ['OnNewPublish', { uid: 'bob', feedId: 'f1', tag: 'tag of f1', mediaSource: 'camera' }],
      ['OnNewSubscribe', 'carol', { uid: 'bob', feedId: 'f1' }],
      ['OnUnSubscribe', 'carol', { uid: 'bob', feedId: 'f1' }],
      ['OnReceiveTextMsg', 'bob', 'hi'],
      ['OnParticipantLeaveRoom', 'bob', 1],
      ['OnParticipantLeaveRoom', 'carol', 2],
    ])
  })

  it('is not told of ourselves, nor after we left', async () => {
    const meeting = await new Meeting().isInRoom()
    const { room } = meeting
    meeting.forget()
    room.publishes(feed('own1', 'alice'))
    room.emit('feedSubscribed', { feedId: 'f1', uid: 'bob', subscriber: 'alice' })
    await meeting.controller.LeaveRoom()
    room.joins('bob')
    expect(meeting.called).toEqual([['OnLeaveRoom', 1]])
  })
})

describe('callbacks of the application', () => {
  it('may throw without breaking the SDK; the error is reported', async () => {
    const reported: unknown[] = []
    const before = globalThis.reportError
    globalThis.reportError = (error) => reported.push(error)
    try {
      const meeting = new Meeting()
      meeting.controller.OnConnectOK = () => {
        throw new Error("the application's own")
      }
      await meeting.controller.Connect(connectConfig)
      await meeting.controller.InitRoomConfig(manual)
      expect(reported).toEqual([expect.objectContaining({ message: "the application's own" })])
    } finally {
      globalThis.reportError = before
    }
  })

  it('see the new state: each may call the next step', async () => {
    const meeting = new Meeting()
    const { controller } = meeting
    const created = Promise.withResolvers<string>()
    controller.OnConnectOK = () => void controller.InitRoomConfig(manual)
    controller.OnInitRoomConfigOK = () => void controller.CreateRoom()
    controller.OnCreateRoomSucc = (roomId) => created.resolve(roomId)
    void controller.Connect(connectConfig)
    expect(await created.promise).toBe('room1')
  })

  it('suffice: a rejected promise that nobody looks at is not unhandled', async () => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const meeting = new Meeting()
    void meeting.controller.CreateRoom()
    void meeting.controller.Publish(camera)
    await meeting.settles()
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
    expect(meeting.names().sort()).toEqual(['OnCreateRoomFailed', 'OnMediaCallFail'])
  })
})
