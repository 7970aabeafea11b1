import { expect, test } from 'vitest'
import { Caller, startCalls } from './fixtures.ts'

test('passes on what participants tell each other, within the room alone', async () => {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  const signal = { description: { type: 'offer', sdp: 'v=0' } }
  expect((await ann.refused('peer.signal', { to: 'ben', signal })).code).toBe('PARTICIPANT_NOT_FOUND')
  expect((await ben.refused('peer.signal', { to: 'ann', signal })).code).toBe('NOT_IN_ROOM')
  await ben.join(created)
  await ann.request('peer.signal', { to: 'ben', signal })
  expect(ben.heardOf('peer.signalled')).toEqual([{ from: 'ann', signal }])
  expect(ann.heardOf('peer.signalled')).toEqual([])
  await calls.close()
})

test('tells everyone how a participant receives media, and who takes part in direct calls', async () => {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create({ direct: true })
  await ben.join(created)
  expect((await ben.request('room.sync', {})).state.participants).toMatchObject([
    { uid: 'ann', direct: true },
    { uid: 'ben' },
  ])
  await ann.request('peer.setRoute', { route: 'direct' })
  await ann.request('peer.setRoute', { route: 'direct' })
  expect(ben.heardOf('room.participantChanged').map(({ participant }) => participant.route)).toEqual(['direct'])
  await ann.request('peer.setRoute', { route: 'server' })
  expect((await ben.request('room.sync', {})).state.participants[0]).not.toHaveProperty('route')
  await calls.close()
})
