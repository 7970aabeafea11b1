import { afterEach, expect, test, vi } from 'vitest'
import { Caller, startCalls } from './fixtures.ts'

afterEach(() => void vi.useRealTimers())

async function twoPeople() {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const { state, rtoken } = await ann.create()
  return { calls, ann, ben, roomId: state.roomId, rtoken }
}

test('whoever is invited gets the room with its token, and the inviter the reply', async () => {
  const { calls, ann, ben, roomId, rtoken } = await twoPeople()
  await ann.request('invite.send', { invitee: 'ben', extra: 'hello' })
  await ann.request('invite.send', { invitee: 'ben', extra: 'hello again' })
  expect(ben.heardOf('invite.received')).toEqual([{ roomId, rtoken, inviter: 'ann', extra: 'hello' }])
  await ben.request('invite.reply', { roomId, inviter: 'ann', reply: 'accepted' })
  expect(ann.heardOf('invite.replied')).toEqual([{ roomId, invitee: 'ben', reply: 'accepted' }])
  expect((await ben.refused('invite.reply', { roomId, inviter: 'ann', reply: 'declined' })).code).toBe(
    'INVITE_NOT_FOUND',
  )
  await calls.close()
})

test('people who are offline or in another room are not asked, and the inviter hears why', async () => {
  const { calls, ann, ben, roomId } = await twoPeople()
  await ben.create()
  await ann.request('invite.send', { invitee: 'nobody', extra: '' })
  await ann.request('invite.send', { invitee: 'ben', extra: '' })
  expect(ann.heardOf('invite.replied')).toEqual([
    { roomId, invitee: 'nobody', reply: 'offline' },
    { roomId, invitee: 'ben', reply: 'busy' },
  ])
  expect(ben.heardOf('invite.received')).toEqual([])
  await calls.close()
})

test('an invitation is void once the inviter takes it back or leaves', async () => {
  const { calls, ann, ben, roomId } = await twoPeople()
  await ann.request('invite.send', { invitee: 'ben', extra: '' })
  await ann.request('invite.cancel', { invitee: 'ben' })
  await ann.request('invite.send', { invitee: 'ben', extra: '' })
  await ann.request('room.leave', {})
  const cancelled = { roomId, inviter: 'ann', why: 'cancelled' }
  expect(ben.heardOf('invite.cancelled')).toEqual([cancelled, cancelled])
  expect((await ben.refused('invite.reply', { roomId, inviter: 'ann', reply: 'accepted' })).code).toBe(
    'INVITE_NOT_FOUND',
  )
  await calls.close()
})

test('the inviter hears when the one invited goes offline before replying', async () => {
  const { calls, ann, ben, roomId } = await twoPeople()
  await ann.request('invite.send', { invitee: 'ben', extra: '' })
  await ben.ends('closed')
  expect(ann.heardOf('invite.replied')).toEqual([{ roomId, invitee: 'ben', reply: 'offline' }])
  await calls.close()
})

test('nobody waits for a reply for ever', async () => {
  const { calls, ann, ben, roomId } = await twoPeople()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const sent = ann.request('invite.send', { invitee: 'ben', extra: '' })
  await sent
  vi.runOnlyPendingTimers()
  vi.useRealTimers()
  await vi.waitFor(() => expect(ann.heardOf('invite.replied')).toEqual([{ roomId, invitee: 'ben', reply: 'timeout' }]))
  expect(ben.heardOf('invite.cancelled')).toEqual([{ roomId, inviter: 'ann', why: 'timeout' }])
  await calls.close()
})

test('invitations need a room, and somebody who is not in it', async () => {
  const { calls, ann, ben } = await twoPeople()
  expect((await ben.refused('invite.send', { invitee: 'ann', extra: '' })).code).toBe('NOT_IN_ROOM')
  expect((await ann.refused('invite.send', { invitee: 'ann', extra: '' })).field).toBe('invitee')
  expect((await ann.refused('invite.send', { invitee: 'ben', channel: 'alipay', extra: '' })).code).toBe(
    'FEATURE_UNAVAILABLE',
  )
  expect((await ann.refused('invite.cancel', { invitee: 'ben' })).code).toBe('INVITE_NOT_FOUND')
  await calls.close()
})
