import { MrtcError } from '@mrtc/protocol/errors'
import { expect, it } from 'vitest'
import { Meeting } from './testing/meeting.ts'

it('invites, and tells what became of it', async () => {
  const meeting = await new Meeting().isInRoom()
  meeting.forget()
  await meeting.controller.Invite('bob', 0, 'hello')
  expect(meeting.room.invited).toEqual([['bob', { channel: 'web', extra: 'hello' }]])
  for (const reply of ['accepted', 'offline', 'timeout', 'declined', 'busy'] as const) {
    meeting.room.emit('inviteReplied', { invitee: 'bob', reply })
  }
  expect(meeting.called).toEqual([['OnInviteOK'], ...[0, 1, 1, 2, 2].map((reply) => ['OnInviteReply', 'bob', reply])])
})

it('is invited, and replies', async () => {
  const meeting = await new Meeting().isConnected()
  meeting.forget()
  meeting.client.emit('invited', { roomId: 'r', rtoken: 't', inviter: 'ann', extra: 'x' })
  await meeting.controller.ReplyInvite('r', 'ann', 2)
  expect(meeting.called).toEqual([['OnInviteRequest', 'r', 't', 'ann', 'x'], ['OnReplyInviteOK']])
  expect(meeting.client.replies).toEqual([{ roomId: 'r', inviter: 'ann', reply: 'declined' }])
})

it('gives each failure its code', async () => {
  const nobody = new Meeting().controller
  await expect(nobody.Invite('bob')).rejects.toMatchObject({ code: -501 })
  await expect(nobody.ReplyInvite('r', 'ann', 0)).rejects.toMatchObject({ code: -601 })
  const meeting = await new Meeting().isInRoom()
  await expect(meeting.controller.Invite('')).rejects.toMatchObject({ code: -503 })
  meeting.room.failure = new MrtcError('INVITE_LIMIT')
  await expect(meeting.controller.Invite('bob')).rejects.toMatchObject({ code: -502 })
  meeting.client.answer = async () => {
    throw new MrtcError('INVITE_NOT_FOUND')
  }
  await expect(meeting.controller.ReplyInvite('r', 'ann', 0)).rejects.toMatchObject({ code: -602 })
})
