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
