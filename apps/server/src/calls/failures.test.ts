import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventually } from '../media/fixtures.ts'
import { Caller, goodSign, metricsOf, settled, startCalls } from './fixtures.ts'

test('limits of rooms and participants hold', async () => {
  const { calls } = await startCalls({ maxRooms: 1, maxParticipantsPerRoom: 2 })
  const [ann, ben, cid] = ['ann', 'ben', 'cid'].map((uid) => new Caller(calls, uid))
  if (!ann || !ben || !cid) throw new Error('three were asked for')
  const created = await ann.create()
  expect((await ben.refused('room.create', { sign: goodSign })).code).toBe('SERVER_FULL')
  await ben.join(created)
  const { roomId } = created.state
  const refusal = await cid.refused('room.join', { roomId, rtoken: created.rtoken, sign: goodSign })
  expect(refusal).toMatchObject({ code: 'ROOM_FULL', data: { maxParticipants: 2 } })
  await calls.close()
})

test('when a worker is killed, feeds end, clients are told, and can build anew in the same room', async () => {
  const { calls, registry } = await startCalls({}, 1)
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  await ben.join(created)
  const { feedId, transportId } = await ann.publish()
  const subscribed = await ben.subscribe(feedId, created)
  const before = (await ann.request('room.sync', {})).state.version

  process.kill(workerPid(), 'SIGKILL')
  await eventually(() => ann.heardOf('transport.closed').length === 1)
  await settled()
  expect(ann.heardOf('transport.closed')).toEqual([{ transportId, direction: 'send' }])
  expect(ben.heardOf('transport.closed')).toEqual([{ transportId: subscribed.transportId, direction: 'recv' }])
  expect(ben.heard.slice(-2)).toMatchObject([
    { name: 'subscription.closed', payload: { subscriptionId: subscribed.subscriptionId, reason: 'mediaFailed' } },
    { name: 'feed.unpublished', payload: { feedId, reason: 'mediaFailed', version: before + 1 } },
  ])
  expect((await ann.refused('transport.restartIce', { transportId })).code).toBe('TRANSPORT_NOT_FOUND')

  const again = await ann.publish()
  const watching = await ben.subscribe(again.feedId, created)
  await ben.request('subscription.start', { subscriptionId: watching.subscriptionId })
  const metrics = await metricsOf(registry)
  expect(metrics.get('mrtc_media_worker_deaths_total')).toBe(1)
  expect(metrics.get('mrtc_media_workers')).toBe(1)
  expect(metrics.get('mrtc_feeds')).toBe(1)
  expect(metrics.get('mrtc_media_worker_cpu_seconds_total{worker=0}')).toBeGreaterThan(0)
  expect(calls.ready()).toBe(true)
  await calls.close()
  await calls.close()
  expect(calls.ready()).toBe(false)
})

test('closing ends the rooms and tells those in them', async () => {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const { state } = await ann.create()
  await ann.publish()
  await calls.close()
  expect(ann.heardOf('room.closed')).toEqual([{ roomId: state.roomId, reason: 'roomEnded' }])
  expect((await ann.refused('room.sync', {})).code).toBe('NOT_IN_ROOM')
  expect((await ann.refused('room.create', { sign: goodSign })).code).toBe('MEDIA_UNAVAILABLE')
})

/** The media worker is the youngest child of this process. */
function workerPid(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').map(Number)
  const [youngest] = children.sort((a, b) => b - a)
  if (!youngest) throw new Error('no media worker runs')
  return youngest
}
