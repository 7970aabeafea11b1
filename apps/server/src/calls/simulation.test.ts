import { expect, test } from 'vitest'
import { Caller, startCalls } from './fixtures.ts'

test('makes trouble for the one who asks for it alone', async () => {
  const { calls } = await startCalls({}, 1, undefined, {}, { allowsSimulation: true })
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  await ben.join(created)
  const { transportId } = await ben.request('transport.create', { direction: 'send' })
  await ann.request('transport.create', { direction: 'send' })

  await ben.request('session.simulate', { trouble: 'narrowLine', bitrateBps: 100_000 })
  await ben.request('session.simulate', { trouble: 'narrowLine', bitrateBps: 0 })
  await ben.request('session.simulate', { trouble: 'mediaLost' })
  expect(ben.heardOf('transport.closed')).toEqual([{ transportId, direction: 'send' }])

  await ben.request('session.simulate', { trouble: 'kicked' })
  expect(ben.heardOf('room.closed')).toMatchObject([{ reason: 'kicked' }])
  expect(ann.heardOf('room.participantLeft')).toMatchObject([{ uid: 'ben', reason: 'kicked' }])
  expect(ann.heardOf('transport.closed')).toEqual([])
  expect((await ben.refused('session.simulate', { trouble: 'mediaLost' })).code).toBe('NOT_IN_ROOM')
  await calls.close()
})

test('makes no trouble on servers that are not for trying things out', async () => {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  await ann.create()
  expect((await ann.refused('session.simulate', { trouble: 'kicked' })).code).toBe('FEATURE_UNAVAILABLE')
  await calls.close()
})
