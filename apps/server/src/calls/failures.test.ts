import { readFileSync } from 'node:fs'
import { MrtcError } from '@mrtc/protocol'
import { expect, test } from 'vitest'
import { eventually, rtpParametersOf } from '../media/fixtures.ts'
import { Caller, goodSign, metricsOf, roomsInMemory, settled, startCalls } from './fixtures.ts'

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

test('while it is drained, calls go on and others may join, but there are no new rooms', async () => {
  const { calls } = await startCalls()
  const [ann, ben] = [new Caller(calls, 'ann'), new Caller(calls, 'ben')]
  const created = await ann.create()
  let isEmpty = false
  const drained = calls.drain().then(() => {
    isEmpty = true
  })
  expect(calls.accepting()).toBe(false)
  expect((await ben.refused('room.create', { sign: goodSign })).code).toBe('SERVER_SHUTTING_DOWN')
  await ben.join(created)
  await ben.publish(['audio'])
  await ben.request('room.leave', {})
  expect(isEmpty).toBe(false)
  await ann.request('room.leave', {})
  await drained
  await calls.close()
})

test('a server whose workers are busy takes nobody more, and those who are in stay', async () => {
  const { calls } = await startCalls({}, 1, roomsInMemory(), { maxWorkerCpuPercent: 1 })
  const [ann, ben] = [new Caller(calls, 'ann'), new Caller(calls, 'ben')]
  const created = await ann.create()
  // Any work is too much for so low a limit, as long as it goes on.
  const work = new AbortController()
  const working = openAndCloseTransports(ann, work.signal)
  const { roomId } = created.state
  await eventually(async () => (await createsOrIsRefused(ben)) === 'SERVER_FULL')
  expect((await ben.refused('room.join', { roomId, rtoken: created.rtoken, sign: goodSign })).code).toBe('SERVER_FULL')
  work.abort()
  await working
  const { feedId } = await ann.publish(['audio'])
  expect((await ann.request('room.sync', {})).state.feeds).toMatchObject([{ feedId }])
  await calls.close()
})

async function openAndCloseTransports(caller: Caller, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { transportId } = await caller.request('transport.create', { direction: 'send' })
    await caller.request('transport.close', { transportId })
  }
}

async function createsOrIsRefused(caller: Caller): Promise<string> {
  try {
    await caller.create()
    await caller.request('room.leave', {})
    return 'created'
  } catch (error) {
    if (error instanceof MrtcError) return error.code
    throw error
  }
}

test('when a worker is killed, its room moves to another, where clients attach the same feeds and subscriptions', async () => {
  const { calls, registry } = await startCalls({}, 1)
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  await ben.join(created)
  const { feedId, transportId } = await ann.publish()
  const subscribed = await ben.subscribe(feedId, created)
  const { subscriptionId } = subscribed
  await ben.request('subscription.setLayers', { subscriptionId, layers: { spatial: 1 } })
  const before = (await ann.request('room.sync', {})).state

  process.kill(workerPid(), 'SIGKILL')
  await eventually(() => ann.heardOf('transport.closed').length === 1)
  await settled()
  expect(ann.heardOf('transport.closed')).toEqual([{ transportId, direction: 'send' }])
  expect(ben.heardOf('transport.closed')).toEqual([{ transportId: subscribed.transportId, direction: 'recv' }])
  expect((await ann.request('room.sync', {})).state).toEqual(before)
  expect((await ann.refused('transport.restartIce', { transportId })).code).toBe('TRANSPORT_NOT_FOUND')

  // The subscriber is first: it gets what there is, and hears when there is more.
  const recv = await ben.request('transport.create', { direction: 'recv' })
  const attaching = { subscriptionId, transportId: recv.transportId, rtpCapabilities: created.rtpCapabilities }
  expect(await ben.request('subscription.attach', attaching)).toEqual({ tracks: [] })
  await ben.request('subscription.start', { subscriptionId })
  await ben.request('subscription.setLayers', { subscriptionId, layers: { spatial: 0 } })
  const send = await ann.request('transport.create', { direction: 'send' })
  for (const kind of ['audio', 'video'] as const) {
    expect(ben.heardOf('subscription.outdated')).toEqual([])
    await ann.request('feed.addTrack', {
      feedId,
      transportId: send.transportId,
      kind,
      rtpParameters: rtpParametersOf(kind),
      muted: kind === 'audio',
    })
  }
  expect(ben.heardOf('subscription.outdated')).toEqual([{ subscriptionId, feedId }])
  expect(ben.heardOf('feed.changed')).toMatchObject([{ feed: { feedId, tracks: [{ muted: true }, { muted: false }] } }])
  const { tracks } = await ben.request('subscription.attach', attaching)
  expect(tracks).toMatchObject([
    { kind: 'audio', muted: true },
    { kind: 'video', muted: false },
  ])
  await ben.request('subscription.start', { subscriptionId })
  expect(ben.heardOf('subscription.closed')).toEqual([])
  expect(ben.heardOf('feed.unpublished')).toEqual([])
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

test('a track that runs is replaced by one of another codec, and its subscribers attach again', async () => {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  await ben.join(created)
  const { feedId, transportId } = await ann.publish(['audio'])
  const { subscriptionId, transportId: recvId } = await ben.subscribe(feedId, created)
  const track = { feedId, transportId, kind: 'audio', rtpParameters: rtpParametersOf('audio'), muted: false } as const
  expect((await ann.refused('feed.addTrack', track)).field).toBe('kind')
  const other = { ...track, rtpParameters: { ...track.rtpParameters, mid: '7', encodings: [{ ssrc: 987_654 }] } }
  const { trackId } = await ann.request('feed.addTrack', { ...other, replaces: true })
  expect(trackId).toBeTruthy()
  expect(ben.heardOf('subscription.outdated')).toEqual([{ subscriptionId, feedId }])
  const { rtpCapabilities } = created
  const { tracks } = await ben.request('subscription.attach', { subscriptionId, transportId: recvId, rtpCapabilities })
  expect(tracks).toMatchObject([{ kind: 'audio' }])
  await ann.request('feed.setSource', { feedId, source: 'screen' })
  expect(ben.heardOf('feed.changed')).toMatchObject([{ feed: { feedId, source: 'screen' } }])
  await calls.close()
})

test('a transport that its client gives up is freed, and another one carries the same feed on', async () => {
  const { calls, registry } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  await ben.join(created)
  const { feedId, transportId } = await ann.publish(['audio'])
  const { subscriptionId, transportId: recvId } = await ben.subscribe(feedId, created)
  expect((await ben.refused('transport.close', { transportId })).code).toBe('TRANSPORT_NOT_FOUND')
  const repair = 'strong'
  expect((await ben.refused('transport.setRepair', { transportId, repair })).code).toBe('TRANSPORT_NOT_FOUND')
  const track = { feedId, kind: 'audio', rtpParameters: rtpParametersOf('audio'), muted: false } as const
  const other = await ann.request('transport.create', { direction: 'send' })
  expect((await ann.refused('feed.addTrack', { ...track, transportId: other.transportId })).field).toBe('kind')
  await ann.request('transport.close', { transportId })
  expect((await ann.refused('transport.close', { transportId })).code).toBe('TRANSPORT_NOT_FOUND')
  expect(ann.heardOf('transport.closed')).toEqual([])
  await ann.request('feed.addTrack', { ...track, transportId: other.transportId })
  expect(ben.heardOf('subscription.outdated')).toEqual([{ subscriptionId, feedId }])
  await ben.request('transport.close', { transportId: recvId })
  const recv = await ben.request('transport.create', { direction: 'recv' })
  const attaching = { subscriptionId, transportId: recv.transportId, rtpCapabilities: created.rtpCapabilities }
  expect((await ben.request('subscription.attach', attaching)).tracks).toHaveLength(1)
  await ben.request('subscription.start', { subscriptionId })
  const metrics = await metricsOf(registry)
  expect(metrics.get('mrtc_media_transports{direction=send}')).toBe(1)
  expect(metrics.get('mrtc_media_transports{direction=recv}')).toBe(1)
  await calls.close()
})

test('who subscribes while the publisher is without media gets its tracks when they come', async () => {
  const { calls } = await startCalls()
  const ann = new Caller(calls, 'ann')
  const ben = new Caller(calls, 'ben')
  const created = await ann.create()
  await ben.join(created)
  const { feedId, transportId } = await ann.publish(['audio'])
  await ann.request('transport.close', { transportId })
  await ann.request('feed.setMuted', { feedId, kind: 'audio', muted: true })
  const { subscriptionId, tracks, transportId: recvId } = await ben.subscribe(feedId, created)
  expect(tracks).toEqual([])
  const send = await ann.request('transport.create', { direction: 'send' })
  const rtpParameters = rtpParametersOf('audio')
  const track = { feedId, kind: 'audio', transportId: send.transportId, rtpParameters, muted: true } as const
  await ann.request('feed.addTrack', track)
  expect(ben.heardOf('subscription.outdated')).toEqual([{ subscriptionId, feedId }])
  const attaching = { subscriptionId, transportId: recvId, rtpCapabilities: created.rtpCapabilities }
  expect((await ben.request('subscription.attach', attaching)).tracks).toMatchObject([{ kind: 'audio', muted: true }])
  await ann.request('feed.unpublish', { feedId })
  expect((await ben.refused('subscription.attach', attaching)).code).toBe('SUBSCRIPTION_NOT_FOUND')
  await calls.close()
})

test('after a restart everyone comes back to their place, feeds and subscriptions', async () => {
  const stored = roomsInMemory()
  const first = await startCalls({}, 1, stored)
  const [ann, ben] = [new Caller(first.calls, 'ann'), new Caller(first.calls, 'ben')]
  const created = await ann.create()
  await ben.join(created)
  const { feedId } = await ann.publish(['audio'])
  const { subscriptionId } = await ben.subscribe(feedId, created)
  const before = (await ann.request('room.sync', {})).state
  for (const one of [ann, ben]) await one.ends('shutdown')
  await first.calls.close()
  expect(ben.heardOf('room.participantLeft')).toEqual([])

  const second = await startCalls({}, 1, stored)
  const [annAgain, benAgain] = [new Caller(second.calls, 'ann'), new Caller(second.calls, 'ben')]
  const wrong = { ...created, rtoken: 'wrong' }
  const { roomId } = created.state
  const refused = await annAgain.refused('room.join', { roomId, rtoken: wrong.rtoken, sign: goodSign, returning: true })
  expect(refused.code).toBe('ROOM_TOKEN_INVALID')
  const entered = await annAgain.returns(created)
  const [annInfo, benInfo] = before.participants
  expect(entered.state).toEqual({
    ...before,
    version: before.version + 1,
    participants: [annInfo, { ...benInfo, connected: false }],
  })
  const { recipients, messageId } = await annAgain.request('text.send', { text: 'hurry up' })
  expect(recipients).toEqual(['ben'])
  await benAgain.returns(created)
  expect(benAgain.heardOf('text.received')).toMatchObject([{ messageId, text: 'hurry up' }])
  expect(annAgain.heardOf('room.participantChanged')).toMatchObject([{ participant: { uid: 'ben', connected: true } }])
  const send = await annAgain.request('transport.create', { direction: 'send' })
  const rtpParameters = rtpParametersOf('audio')
  const track = { feedId, kind: 'audio', transportId: send.transportId, rtpParameters, muted: false } as const
  await annAgain.request('feed.addTrack', track)
  expect(benAgain.heardOf('subscription.outdated')).toEqual([{ subscriptionId, feedId }])
  const recv = await benAgain.request('transport.create', { direction: 'recv' })
  const attaching = { subscriptionId, transportId: recv.transportId, rtpCapabilities: created.rtpCapabilities }
  expect((await benAgain.request('subscription.attach', attaching)).tracks).toHaveLength(1)
  for (const one of [annAgain, benAgain]) await one.request('room.leave', {})
  await second.calls.close()
  expect(await stored.load()).toEqual([])
})

test('whoever does not come back in time has left, and a room that nobody came back to has ended', async () => {
  const stored = roomsInMemory()
  const first = await startCalls({}, 1, stored)
  const [ann, ben, cid] = ['ann', 'ben', 'cid'].map((uid) => new Caller(first.calls, uid))
  if (!ann || !ben || !cid) throw new Error('three were asked for')
  const created = await ann.create()
  await ben.join(created)
  const deserted = await cid.create()
  for (const one of [ann, ben, cid]) await one.ends('shutdown')
  await first.calls.close()

  const second = await startCalls({ returnGraceMs: 300 }, 1, stored)
  const annAgain = new Caller(second.calls, 'ann')
  await annAgain.returns(created)
  await eventually(() => annAgain.heardOf('room.participantLeft').length === 1)
  expect(annAgain.heardOf('room.participantLeft')).toMatchObject([{ uid: 'ben', reason: 'lost' }])
  const late = new Caller(second.calls, 'cid')
  const { roomId } = deserted.state
  const refused = await late.refused('room.join', { roomId, rtoken: deserted.rtoken, sign: goodSign, returning: true })
  expect(refused.code).toBe('ROOM_ENDED')
  // Without a place to come back to one joins as anybody does.
  const benAgain = new Caller(second.calls, 'ben')
  await benAgain.returns(created)
  expect(annAgain.heardOf('room.participantJoined')).toMatchObject([{ participant: { uid: 'ben' } }])
  await second.calls.close()
})

/** The media worker is the youngest child of this process. */
function workerPid(): number {
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ').map(Number)
  const [youngest] = children.sort((a, b) => b - a)
  if (!youngest) throw new Error('no media worker runs')
  return youngest
}
