import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { MeetingError } from './meeting-error.ts'
import { camera, connectConfig, Meeting } from './testing/meeting.ts'

describe('Connect', () => {
  it("hands the guide's parameters to the client and tells OnConnectOK", async () => {
    const meeting = new Meeting()
    await meeting.controller.Connect({ ...connectConfig, uid: 42 })
    expect(meeting.called).toEqual([['OnConnectOK']])
    expect(meeting.clientOptions).toMatchObject({
      uid: '42',
      url: 'ws://127.0.0.1:1/ws',
      bizName: 'demo',
      appId: 'app1',
      workspaceId: 'default',
      sign: 'signature',
      platform: { name: 'web' },
    })
  })

  it.each([
    ['CONNECTION_TIMEOUT', -101],
    ['CONNECTION_FAILED', -102],
    ['SIGNATURE_INVALID', -102],
    ['APP_NOT_FOUND', -102],
  ] as const)('fails with %s as %d, by callback and promise', async (code, number) => {
    const meeting = new Meeting()
    meeting.client.answer = async () => {
      throw new MrtcError(code)
    }
    const failure = await meeting.controller.Connect(connectConfig).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(MeetingError)
    expect(failure).toMatchObject({ code: number, reason: code })
    expect(meeting.called).toEqual([['OnConnectFailed', number, (failure as MeetingError).msg]])
  })

  it.each([
    ['room_server_url', 'https://example.org'],
    ['room_server_url', 'nonsense'],
    ['biz_name', ''],
    ['sub_biz', undefined],
    ['sign', ''],
    ['uid', undefined],
  ])('refuses %s %j with -102 and its name', async (field, value) => {
    const meeting = new Meeting()
    const config = { ...connectConfig, [field]: value }
    await expect(meeting.controller.Connect(config)).rejects.toMatchObject({ code: -102 })
    expect(meeting.called).toEqual([['OnConnectFailed', -102, expect.stringContaining(field)]])
  })

  it('may be called again after it failed, and not while connected', async () => {
    const meeting = new Meeting()
    meeting.client.answer = async () => {
      throw new MrtcError('CONNECTION_FAILED')
    }
    await meeting.controller.Connect(connectConfig).catch(() => {})
    meeting.client.answer = async () => {}
    await meeting.controller.Connect(connectConfig)
    await expect(meeting.controller.Connect(connectConfig)).rejects.toMatchObject({ code: -102 })
    expect(meeting.names()).toEqual(['OnConnectFailed', 'OnConnectOK', 'OnConnectFailed'])
  })

  it('makes no callback before the call has returned', async () => {
    const meeting = new Meeting()
    const connecting = meeting.controller.Connect({ ...connectConfig, sign: '' })
    expect(meeting.called).toEqual([])
    await connecting.catch(() => {})
    expect(meeting.called).toHaveLength(1)
  })
})

describe('Disconnect', () => {
  it('closes streams, leaves, then closes the connection, and tells in that order', async () => {
    const meeting = await new Meeting().isInRoom()
    const sid = await meeting.controller.Publish(camera)
    meeting.forget()
    await meeting.controller.Disconnect()
    expect(meeting.called).toEqual([['OnMediaClose', 5008, sid], ['OnLeaveRoom', 1], ['OnConnectClose']])
    expect(meeting.room.hasLeft).toBe(true)
    expect(meeting.client.state.state).toBe('closed')
    expect(meeting.captured.every((track) => track.readyState === 'ended')).toBe(true)
  })

  it('does nothing when there is no connection, and tells only once when called twice', async () => {
    const meeting = new Meeting()
    await meeting.controller.Disconnect()
    await meeting.isConnected()
    meeting.forget()
    await Promise.all([meeting.controller.Disconnect(), meeting.controller.Disconnect()])
    expect(meeting.called).toEqual([['OnConnectClose']])
  })

  it('ends a connection that is being made', async () => {
    const meeting = new Meeting()
    const server = Promise.withResolvers<void>()
    meeting.client.answer = () => server.promise
    const connecting = meeting.controller.Connect(connectConfig).catch((error: unknown) => error)
    await meeting.settles()
    await meeting.controller.Disconnect()
    server.resolve()
    expect(await connecting).toMatchObject({ code: -102 })
    expect(meeting.names().sort()).toEqual(['OnConnectClose', 'OnConnectFailed'])
  })

  it('allows to connect again', async () => {
    const meeting = await new Meeting().isConnected()
    await meeting.controller.Disconnect()
    meeting.forget()
    await meeting.controller.Connect(connectConfig)
    expect(meeting.called).toEqual([['OnConnectOK']])
  })
})

describe('ReconnectNow', () => {
  it('is passed on while there is a connection, in a room and outside, and does nothing without one', async () => {
    const meeting = new Meeting()
    meeting.controller.ReconnectNow()
    await meeting.isInRoom()
    meeting.controller.ReconnectNow()
    expect(meeting.client.reconnections).toBe(1)
    await meeting.controller.Disconnect()
    meeting.controller.ReconnectNow()
    expect(meeting.client.reconnections).toBe(1)
  })
})

describe('a session that is lost for good', () => {
  it('ends the room abnormally, then the connection', async () => {
    const meeting = await new Meeting().isInRoom()
    const sid = await meeting.controller.Publish(camera)
    meeting.forget()
    meeting.client.isLost()
    expect(meeting.called).toEqual([
      ['OnMediaClose', 5005, sid],
      ['OnLeaveRoom', 2],
      ['OnConnectFailed', 30001, expect.any(String)],
      ['OnConnectClose'],
    ])
    await expect(meeting.controller.InitRoomConfig({ auto_publish_subscribe: 4 })).rejects.toMatchObject({ code: -201 })
  })

  it('is told outside of a room too', async () => {
    const meeting = await new Meeting().isConnected()
    meeting.forget()
    meeting.client.isLost()
    expect(meeting.called).toEqual([['OnConnectFailed', 30001, expect.any(String)], ['OnConnectClose']])
  })
})
