import { MrtcError } from '@mrtc/protocol/errors'
import { expect, it } from 'vitest'
import { Meeting } from './testing/meeting.ts'

it('sends to everyone without recipients and to the named with them, and counts messages', async () => {
  const meeting = await new Meeting().isInRoom()
  meeting.forget()
  expect(await meeting.controller.SendTextMsg('to all')).toBe(1)
  expect(await meeting.controller.SendTextMsg('to all too', [])).toBe(2)
  expect(await meeting.controller.SendTextMsg('to bob', ['bob'])).toBe(3)
  expect(meeting.room.sent.map(({ to }) => to)).toEqual([undefined, undefined, ['bob']])
  expect(meeting.called).toEqual([
    ['OnSendTextMsgSucc', 1],
    ['OnSendTextMsgSucc', 2],
    ['OnSendTextMsgSucc', 3],
  ])
})

it('tells what could not be sent under its own id', async () => {
  const meeting = await new Meeting().isInRoom()
  meeting.forget()
  meeting.room.failure = new MrtcError('PARTICIPANT_NOT_FOUND')
  await expect(meeting.controller.SendTextMsg('hi', ['nobody'])).rejects.toMatchObject({ code: -10291 })
  await expect(meeting.controller.SendTextMsg('')).rejects.toMatchObject({ code: -10291 })
  expect(meeting.called).toEqual([
    ['OnSendTextMsgFailed', 1, -10291, expect.any(String)],
    ['OnSendTextMsgFailed', 2, -10291, expect.stringContaining('msg')],
  ])
})

it('cannot send outside of a room', async () => {
  const meeting = await new Meeting().isConnected()
  await expect(meeting.controller.SendTextMsg('hi')).rejects.toMatchObject({ code: -10291 })
})
