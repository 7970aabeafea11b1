import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { Caller, startCalls, type TestCalls } from './fixtures.ts'

let running: TestCalls
beforeAll(async () => {
  running = await startCalls()
})
afterAll(() => running.calls.close())

/** What happened since the last time this was asked, as `kind uid more`. */
function lately(): string[] {
  return (running.happened as Happening[]).splice(0).map(inWords)
}

function inWords(happening: Happening): string {
  const words: (string | number)[] = [happening.kind]
  if ('uid' in happening) words.push(happening.uid)
  if ('reason' in happening) words.push(happening.reason)
  if ('end' in happening) words.push(happening.end)
  return words.join(' ')
}

test('a call is told from the first connection to the end of the room, in an order that can be followed', async () => {
  const alice = new Caller(running.calls, 'alice')
  const bob = new Caller(running.calls, 'bob')
  const created = await alice.create()
  await bob.join(created)
  expect(lately()).toEqual([
    'session.connected alice',
    'session.connected bob',
    'room.created alice',
    'room.joined alice',
    'room.joined bob',
  ])

  const { feedId, transportId } = await alice.publish()
  const { subscriptionId } = await bob.subscribe(feedId, created)
  expect(lately()).toEqual(['feed.published alice'])
  await bob.request('subscription.start', { subscriptionId })
  await bob.request('subscription.start', { subscriptionId })
  await bob.request('subscription.report', { subscriptionId, lossShare: 0.25 })
  await alice.request('feed.setMuted', { feedId, kind: 'audio', muted: true })
  await alice.request('transport.restartIce', { transportId })
  expect(running.happened.find(({ kind }) => kind === 'subscription.started')).toMatchObject({
    app: bob.app,
    publisherUid: 'alice',
    feedId,
    subscriptionId,
    kinds: ['audio', 'video'],
  })
  expect(lately()).toEqual([
    'subscription.started bob',
    'subscription.qualityReported bob',
    'feed.changed alice',
    'transport.restarted alice',
  ])

  await bob.disconnects()
  await bob.reconnects()
  expect(lately()).toEqual(['session.suspended bob', 'session.resumed bob'])

  await alice.ends('expired')
  expect(lately()).toEqual([
    'subscription.ended bob',
    'feed.ended alice participantLeft',
    'room.left alice lost',
    'session.disconnected alice expired',
  ])
  await bob.request('room.leave', {})
  await bob.ends('closed')
  expect(lately()).toEqual(['room.left bob left', 'room.ended', 'session.disconnected bob closed'])
})

test('a person who leaves ends what they watch', async () => {
  const carol = new Caller(running.calls, 'carol')
  const dave = new Caller(running.calls, 'dave')
  const created = await carol.create()
  await dave.join(created)
  const { feedId } = await carol.publish()
  await dave.subscribe(feedId, created)
  lately()
  await dave.request('room.leave', {})
  expect(lately()).toEqual(['subscription.ended dave', 'room.left dave left'])
  await carol.ends('shutdown')
  expect(lately()).toEqual(['session.disconnected carol shutdown'])
})

test('sizes of pictures are those that clients report, and none while there is no picture', async () => {
  const erin = new Caller(running.calls, 'erin')
  const frank = new Caller(running.calls, 'frank')
  const created = await erin.create()
  await frank.join(created)
  const { feedId } = await erin.publish()
  await erin.request('feed.reportPicture', { feedId, widthPx: 1280, heightPx: 720 })
  const { subscriptionId } = await frank.subscribe(feedId, created)
  lately()
  await frank.request('subscription.start', { subscriptionId })
  await frank.request('subscription.reportPicture', { subscriptionId, widthPx: 640, heightPx: 360 })
  await erin.request('feed.reportPicture', { feedId, widthPx: 1920, heightPx: 1080 })
  await erin.request('feed.setMuted', { feedId, kind: 'video', muted: true })
  await erin.request('feed.setMuted', { feedId, kind: 'video', muted: false })
  await frank.request('subscription.setLayers', { subscriptionId, layers: null })
  const sizes = (running.happened as Happening[])
    .filter((happening) => 'size' in happening)
    .map(({ kind, size }) => [kind, size && `${size.widthPx}x${size.heightPx}`])
  expect(sizes).toEqual([
    ['subscription.started', '1280x720'],
    ['subscription.resized', '640x360'],
    ['feed.resized', '1920x1080'],
    ['feed.resized', undefined],
    ['subscription.resized', undefined],
    ['feed.resized', '1920x1080'],
    ['subscription.resized', '640x360'],
    ['subscription.resized', undefined],
  ])
  await erin.ends('closed')
  await frank.ends('closed')
})

test('quality is told of what a client sends and gets, and of nothing that is not its own', async () => {
  const grace = new Caller(running.calls, 'grace')
  const henry = new Caller(running.calls, 'henry')
  const created = await grace.create()
  await henry.join(created)
  const { feedId } = await grace.publish()
  const { subscriptionId } = await henry.subscribe(feedId, created)
  lately()
  const sent = { bitrateBps: 1_000, feedId }
  const got = { bitrateBps: 900, lossShare: 0.1, subscriptionId }
  const report = { periodMs: 10_000, feeds: [sent], subscriptions: [got, { ...got, subscriptionId: 'of nobody' }] }
  await henry.request('quality.report', report)
  expect(running.happened.at(-1)).toMatchObject({
    kind: 'quality.reported',
    uid: 'henry',
    report: { feeds: [], subscriptions: [{ ...got, feedId }] },
  })
  const many = Array.from({ length: 20 }, () => henry.request('quality.report', report))
  await expect(Promise.all(many)).rejects.toMatchObject({ code: 'RATE_LIMITED' })
  await grace.ends('closed')
  await henry.ends('closed')
})
