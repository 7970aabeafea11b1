import { limits } from '@mrtc/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dtlsParameters, rtpParametersOf, withoutCodec } from '../media/fixtures.ts'
import { Caller, demoApp, goodSign, metricsOf, settled, startCalls, type TestCalls } from './fixtures.ts'

let started: TestCalls
beforeAll(async () => {
  started = await startCalls()
})
afterAll(() => started.calls.close())

function caller(uid: string): Caller {
  return new Caller(started.calls, uid)
}

/** A room of Ann's with Ben and Cid in it. */
async function threeInARoom() {
  const [ann, ben, cid] = [caller('ann'), caller('ben'), caller('cid')]
  const created = await ann.create()
  await ben.join(created)
  await cid.join(created)
  return { ann, ben, cid, created }
}

/** What is open of everything; nothing of one test may be left for the next. */
async function openNow() {
  const metrics = await metricsOf(started.registry)
  const get = (name: string) => metrics.get(name)
  return {
    rooms: get('mrtc_rooms'),
    participants: get('mrtc_participants'),
    feeds: get('mrtc_feeds'),
    subscriptions: get('mrtc_subscriptions'),
    send: get('mrtc_media_transports{direction=send}'),
    recv: get('mrtc_media_transports{direction=recv}'),
  }
}
const nothing = { rooms: 0, participants: 0, feeds: 0, subscriptions: 0, send: 0, recv: 0 }

describe('entering and leaving', () => {
  test('the joiner gets the room with itself in it, the others hear of it, each change has the next version', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    expect(created.state).toMatchObject({ version: 1, creatorUid: 'ann', participants: [{ uid: 'ann' }] })
    expect(created.rtpCapabilities.codecs?.length).toBeGreaterThan(0)
    expect(ann.heardOf('room.participantJoined').map(({ version }) => version)).toEqual([2, 3])
    expect(ben.heardOf('room.participantJoined').map(({ version }) => version)).toEqual([3])
    expect(cid.heard).toEqual([])
    await ben.request('room.leave', {})
    expect(ann.heardOf('room.participantLeft')).toEqual([{ version: 4, uid: 'ben', reason: 'left' }])
    expect((await ben.refused('room.sync', {})).code).toBe('NOT_IN_ROOM')
    await ann.request('room.leave', {})
    await cid.request('room.leave', {})
    expect((await caller('dan').refused('room.join', { ...tokenOf(created), sign: goodSign })).code).toBe('ROOM_ENDED')
    expect(await openNow()).toEqual(nothing)
  })

  test('a display name is shown to all', async () => {
    const ann = caller('ann')
    const { state } = await ann.request('room.create', { sign: goodSign, displayName: '安' })
    expect(state.participants).toMatchObject([{ uid: 'ann', displayName: '安', connected: true }])
    await ann.request('room.leave', {})
  })

  test('wrong signature, token, room and state are refused', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    const dan = caller('dan')
    expect((await dan.refused('room.create', { sign: 'bad' })).code).toBe('SIGNATURE_INVALID')
    expect((await dan.refused('room.join', { ...tokenOf(created), sign: 'bad' })).code).toBe('SIGNATURE_INVALID')
    const wrong = await dan.refused('room.join', { ...tokenOf(created), rtoken: 'wrong', sign: goodSign })
    expect(wrong).toMatchObject({ code: 'ROOM_TOKEN_INVALID', field: 'rtoken' })
    const nowhere = await dan.refused('room.join', { ...tokenOf(created), roomId: 'nowhere', sign: goodSign })
    expect(nowhere.code).toBe('ROOM_NOT_FOUND')
    expect((await ann.refused('room.create', { sign: goodSign })).code).toBe('ALREADY_IN_ROOM')
    expect((await ben.refused('room.join', { ...tokenOf(created), sign: goodSign })).code).toBe('ALREADY_IN_ROOM')
    for (const one of [ann, ben, cid]) await one.ends('closed')
    expect(await openNow()).toEqual(nothing)
  })

  test("a room of one app does not exist for another app's sessions, open or ended", async () => {
    const ann = caller('ann')
    const created = await ann.create()
    const spy = new Caller(started.calls, 'spy', { ...demoApp, bizName: 'other' })
    expect((await spy.refused('room.join', { ...tokenOf(created), sign: goodSign })).code).toBe('ROOM_NOT_FOUND')
    await ann.request('room.leave', {})
    expect((await spy.refused('room.join', { ...tokenOf(created), sign: goodSign })).code).toBe('ROOM_NOT_FOUND')
  })

  test('only the creator kicks; the kicked one is told, its media ends, and it may enter again', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    await ben.publish()
    expect((await cid.refused('room.kick', { uid: 'ben' })).code).toBe('NOT_PERMITTED')
    expect((await ann.refused('room.kick', { uid: 'dan' })).code).toBe('PARTICIPANT_NOT_FOUND')
    await ann.request('room.kick', { uid: 'ben' })
    expect(ben.heardOf('room.closed')).toEqual([{ roomId: created.state.roomId, reason: 'kicked' }])
    expect(cid.heard.slice(-2).map(({ name }) => name)).toEqual(['feed.unpublished', 'room.participantLeft'])
    expect(await openNow()).toMatchObject({ participants: 2, feeds: 0, send: 0 })
    expect((await ben.join(created)).state.participants).toHaveLength(3)
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })

  test('a request is answered before its events are sent, also to the one who made it', async () => {
    const { ann, ben, cid } = await threeInARoom()
    const { feedId, transportId } = await ann.publish(['audio'])
    expect(ann.log.slice(-2)).toEqual([
      { answered: 'feed.addTrack' },
      { name: 'feed.published', payload: ben.heard.at(-1)?.payload },
    ])
    await ann.request('feed.setMuted', { feedId, kind: 'audio', muted: true })
    expect(ann.log.slice(-2)).toMatchObject([{ answered: 'feed.setMuted' }, { name: 'feed.changed' }])
    expect(transportId).not.toBe('')
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })

  test('a lost connection shows, its return too, and an expired session has left', async () => {
    const { ann, ben, cid } = await threeInARoom()
    await ben.disconnects()
    await ben.reconnects()
    expect(ann.heardOf('room.participantChanged').map(({ participant }) => participant.connected)).toEqual([
      false,
      true,
    ])
    await ben.disconnects()
    await ben.ends('expired')
    expect(ann.heardOf('room.participantLeft')).toMatchObject([{ uid: 'ben', reason: 'lost' }])
    for (const one of [ann, cid]) await one.ends('closed')
    expect(await openNow()).toEqual(nothing)
  })

  test('a uid that comes anew takes its place over, and its old session is told', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    const { feedId } = await ben.publish(['audio'])
    const again = caller('ben')
    const entered = await again.join(created)
    expect(ben.heard.at(-1)).toEqual({
      name: 'room.closed',
      payload: { roomId: created.state.roomId, reason: 'takenOver' },
    })
    expect(ann.heard.slice(-3)).toMatchObject([
      { name: 'feed.unpublished', payload: { feedId } },
      { name: 'room.participantLeft', payload: { uid: 'ben', reason: 'takenOver' } },
      { name: 'room.participantJoined', payload: { version: entered.state.version } },
    ])
    expect(again.heard).toEqual([])
    // The end of the old session, late, does the new one no harm.
    await ben.ends('takenOver')
    expect((await again.request('room.sync', {})).state.participants).toHaveLength(3)
    for (const one of [ann, again, cid]) await one.ends('closed')
    expect(await openNow()).toEqual(nothing)
  })

  test('one who was alone in the room finds it again after a takeover', async () => {
    const ann = caller('ann')
    const created = await ann.create()
    await ann.ends('takenOver')
    const again = caller('ann')
    expect((await again.join(created)).state.participants).toMatchObject([{ uid: 'ann' }])
    await again.request('room.leave', {})
    expect(await openNow()).toEqual(nothing)
  })

  test('a session that ends while it enters leaves nothing behind', async () => {
    const ann = caller('ann')
    const entering = ann.refused('room.create', { sign: goodSign })
    ann.endsNow('closed')
    expect((await entering).code).toBe('REQUEST_ABORTED')
    await settled()
    expect(await openNow()).toEqual(nothing)
  })

  test('a session that creates two rooms at once gets one', async () => {
    const ann = caller('ann')
    const results = await Promise.allSettled([ann.create(), ann.create()])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await openNow()).toMatchObject({ rooms: 1 })
    await ann.request('room.leave', {})
    expect(await openNow()).toEqual(nothing)
  })
})

describe('publishing and watching', () => {
  test('a feed is announced with all its tracks, watched, muted and ended', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    const { feedId } = await ann.publish()
    const [published] = ben.heardOf('feed.published')
    expect(published?.feed).toEqual({
      feedId,
      uid: 'ann',
      tag: 'face',
      source: 'camera',
      tracks: [
        { kind: 'audio', muted: false, mimeType: 'audio/opus' },
        { kind: 'video', muted: false, mimeType: 'video/VP8' },
      ],
    })
    await ann.request('feed.setMuted', { feedId, kind: 'video', muted: true })
    const subscribed = await ben.subscribe(feedId, created)
    expect(subscribed.tracks).toMatchObject([
      { kind: 'audio', muted: false },
      { kind: 'video', muted: true },
    ])
    const told = { feedId, uid: 'ann', subscriber: 'ben' }
    expect(ann.heardOf('feed.subscribed')).toEqual([told])
    expect(cid.heardOf('feed.subscribed')).toEqual([told])
    expect(ben.heardOf('feed.subscribed')).toEqual([])
    const { subscriptionId } = subscribed
    await ben.request('subscription.start', { subscriptionId })
    await ben.request('subscription.setLayers', { subscriptionId, layers: null })
    await ben.request('subscription.setLayers', { subscriptionId, layers: { spatial: 1, temporal: 2 } })
    expect(await openNow()).toEqual({ rooms: 1, participants: 3, feeds: 1, subscriptions: 1, send: 1, recv: 1 })

    await ben.request('feed.unsubscribe', { subscriptionId })
    expect(ann.heardOf('feed.unsubscribed')).toEqual([told])
    expect((await ben.refused('subscription.start', { subscriptionId })).code).toBe('SUBSCRIPTION_NOT_FOUND')
    const again = await ben.subscribe(feedId, created)
    await ann.request('feed.unpublish', { feedId })
    expect(ben.heard.slice(-2)).toMatchObject([
      { name: 'subscription.closed', payload: { subscriptionId: again.subscriptionId, reason: 'unpublished' } },
      { name: 'feed.unpublished', payload: { feedId, uid: 'ann', reason: 'unpublished' } },
    ])
    for (const one of [ann, ben, cid]) await one.ends('closed')
    expect(await openNow()).toEqual(nothing)
  })

  test('nobody can use what belongs to another', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    const { feedId, transportId } = await ann.publish()
    const { subscriptionId, transportId: recvId } = await ben.subscribe(feedId, created)
    const mine = await cid.request('transport.create', { direction: 'send' })
    const track = { kind: 'audio', rtpParameters: rtpParametersOf('audio'), muted: false } as const
    const codes = await Promise.all([
      cid.refused('transport.connect', { transportId, dtlsParameters }),
      cid.refused('transport.restartIce', { transportId }),
      cid.refused('feed.addTrack', { feedId, transportId: mine.transportId, ...track }),
      cid.refused('feed.setMuted', { feedId, kind: 'audio', muted: true }),
      cid.refused('feed.unpublish', { feedId }),
      cid.refused('subscription.start', { subscriptionId }),
      cid.refused('subscription.setLayers', { subscriptionId, layers: null }),
      cid.refused('feed.unsubscribe', { subscriptionId }),
      cid.refused('feed.subscribe', { feedId, transportId: recvId, kinds: ['audio'], ...created }),
    ])
    expect(codes.map(({ code }) => code)).toEqual([
      'TRANSPORT_NOT_FOUND',
      'TRANSPORT_NOT_FOUND',
      'FEED_NOT_FOUND',
      'FEED_NOT_FOUND',
      'FEED_NOT_FOUND',
      'SUBSCRIPTION_NOT_FOUND',
      'SUBSCRIPTION_NOT_FOUND',
      'SUBSCRIPTION_NOT_FOUND',
      'TRANSPORT_NOT_FOUND',
    ])
    const stranger = caller('stranger')
    expect((await stranger.refused('transport.restartIce', { transportId })).code).toBe('NOT_IN_ROOM')
    expect((await stranger.refused('feed.unpublish', { feedId })).code).toBe('NOT_IN_ROOM')
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })

  test('a feed of another room cannot be watched', async () => {
    const ann = caller('ann')
    await ann.create()
    const { feedId } = await ann.publish()
    const ben = caller('ben')
    const other = await ben.create()
    const { transportId } = await ben.request('transport.create', { direction: 'recv' })
    const refusal = await ben.refused('feed.subscribe', { feedId, transportId, kinds: ['audio'], ...other })
    expect(refusal.code).toBe('FEED_NOT_FOUND')
    for (const one of [ann, ben]) await one.ends('closed')
  })

  test('a transport of the wrong direction, and crooked parameters, name their field', async () => {
    const ann = caller('ann')
    const created = await ann.create()
    const { feedId, transportId } = await ann.publish(['audio'])
    const recv = await ann.request('transport.create', { direction: 'recv' })
    const declared = await ann.request('feed.publish', { tag: '', source: 'file', kinds: ['video'] })
    const track = { feedId: declared.feedId, kind: 'video', muted: false } as const
    const rtpParameters = rtpParametersOf('video')
    const wanted = { feedId, kinds: ['audio' as const], rtpCapabilities: created.rtpCapabilities }
    const refusals = await Promise.all([
      ann.refused('feed.addTrack', { ...track, transportId: recv.transportId, rtpParameters }),
      ann.refused('feed.addTrack', { ...track, transportId, rtpParameters: { codecs: [] } }),
      ann.refused('feed.addTrack', { ...track, kind: 'audio', transportId, rtpParameters }),
      ann.refused('feed.subscribe', { ...wanted, transportId }),
      ann.refused('feed.subscribe', { ...wanted, transportId: recv.transportId, kinds: ['video'] }),
    ])
    expect(refusals.map(({ code, field }) => `${code} ${field}`)).toEqual([
      'PARAMETER_INVALID transportId',
      'PARAMETER_INVALID rtpParameters.codecs',
      'PARAMETER_INVALID kind',
      'PARAMETER_INVALID transportId',
      'PARAMETER_INVALID kinds',
    ])
    const deaf = withoutCodec(created.rtpCapabilities, 'audio/opus')
    const refused = await ann.refused('feed.subscribe', {
      ...wanted,
      transportId: recv.transportId,
      rtpCapabilities: deaf,
    })
    expect(refused.code).toBe('CODEC_UNSUPPORTED')
    await ann.ends('closed')
  })

  test('subscribing twice at once gives one subscription', async () => {
    const ann = caller('ann')
    const created = await ann.create()
    const { feedId } = await ann.publish()
    const results = await Promise.allSettled([ann.subscribe(feedId, created), ann.subscribe(feedId, created)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await openNow()).toMatchObject({ subscriptions: 1 })
    await ann.ends('closed')
  })

  test('a participant has a limited number of transports, those being made included', async () => {
    const ann = caller('ann')
    await ann.create()
    const asked = Array.from({ length: limits.transportsPerParticipant + 2 }, () =>
      ann.request('transport.create', { direction: 'send' }),
    )
    const refused = (await Promise.allSettled(asked)).filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(2)
    expect((await ann.refused('transport.create', { direction: 'recv' })).code).toBe('TRANSPORT_LIMIT')
    await ann.ends('closed')
    expect(await openNow()).toEqual(nothing)
  })

  test('what is under way when a participant is kicked comes to nothing', async () => {
    const { ann, ben, cid, created } = await threeInARoom()
    const { feedId } = await ann.publish()
    const { transportId } = await ben.request('transport.create', { direction: 'send' })
    const recv = await ben.request('transport.create', { direction: 'recv' })
    const own = await ben.request('feed.publish', { tag: '', source: 'camera', kinds: ['audio'] })
    const rtpParameters = rtpParametersOf('audio')
    const underWay = [
      ben.refused('transport.create', { direction: 'send' }),
      ben.refused('feed.addTrack', { feedId: own.feedId, transportId, kind: 'audio', rtpParameters, muted: false }),
      ben.refused('feed.subscribe', { feedId, transportId: recv.transportId, kinds: ['audio', 'video'], ...created }),
    ]
    await ann.request('room.kick', { uid: 'ben' })
    for (const refusal of await Promise.all(underWay)) {
      expect(['NOT_IN_ROOM', 'TRANSPORT_NOT_FOUND']).toContain(refusal.code)
    }
    expect(await openNow()).toEqual({ rooms: 1, participants: 2, feeds: 1, subscriptions: 0, send: 1, recv: 0 })
    for (const one of [ann, cid]) await one.ends('closed')
  })
})

describe('texts', () => {
  test('a text reaches everyone else, and its sender hears of each acknowledgement once', async () => {
    const { ann, ben, cid } = await threeInARoom()
    const { messageId, recipients } = await ann.request('text.send', { text: 'hello' })
    expect(recipients).toEqual(['ben', 'cid'])
    expect(ben.heardOf('text.received')).toMatchObject([{ messageId, from: 'ann', text: 'hello' }])
    expect(ann.heardOf('text.received')).toEqual([])
    await ben.request('message.acknowledge', { messageIds: [messageId] })
    await ben.request('message.acknowledge', { messageIds: [messageId] })
    await cid.request('message.acknowledge', { messageIds: [messageId] })
    expect(ann.heardOf('message.delivered')).toEqual([
      { kind: 'text', messageIds: [messageId], uid: 'ben' },
      { kind: 'text', messageIds: [messageId], uid: 'cid' },
    ])
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })

  test('a command reaches who it is for, in order with texts, and its sender hears of each acknowledgement', async () => {
    const { ann, ben, cid } = await threeInARoom()
    await ann.request('text.send', { text: 'now' })
    const command = { name: 'light', payload: '{"on":true}' }
    const { messageId, recipients } = await ann.request('command.send', { ...command, to: ['ben'] })
    expect(recipients).toEqual(['ben'])
    const received = ben.heard.filter(({ name }) => name.endsWith('.received'))
    expect(received).toMatchObject([
      { name: 'text.received' },
      { name: 'command.received', payload: { messageId, from: 'ann', ...command } },
    ])
    expect(cid.heardOf('command.received')).toEqual([])
    await ben.request('message.acknowledge', { messageIds: [messageId] })
    expect(ann.heardOf('message.delivered')).toEqual([{ kind: 'command', messageIds: [messageId], uid: 'ben' }])
    expect((await ann.refused('command.send', { ...command, to: ['dan'] })).code).toBe('PARTICIPANT_NOT_FOUND')
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })

  test('texts are limited by what they weigh times who gets them, with the time to wait', async () => {
    const { ann, ben, cid } = await threeInARoom()
    const text = 'x'.repeat(limits.textLength)
    const free = Math.floor(limits.messageBytesBurst / (2 * limits.textLength))
    for (let sent = 0; sent < free; sent += 1) await ann.request('text.send', { text })
    const refusal = await ann.refused('text.send', { text: '\u4f60'.repeat(limits.textLength) })
    const sizeBytes = 2 * 3 * limits.textLength
    expect(refusal.toWire()).toMatchObject({ code: 'RATE_LIMITED', data: { sizeBytes } })
    expect(refusal.data?.retryAfterMs).toBeGreaterThan(0)
    expect(ben.heardOf('text.received')).toHaveLength(free)
    // Others have what is theirs.
    await ben.request('text.send', { text })
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })

  test('a text to some reaches only them, and one to strangers reaches nobody and names them', async () => {
    const { ann, ben, cid } = await threeInARoom()
    const { messageId, recipients } = await ann.request('text.send', { text: 'psst', to: ['cid', 'cid'] })
    expect(recipients).toEqual(['cid'])
    expect(ben.heardOf('text.received')).toEqual([])
    // Not a receiver: the sender hears nothing.
    await ben.request('message.acknowledge', { messageIds: [messageId] })
    expect(ann.heardOf('message.delivered')).toEqual([])
    const refusal = await ann.refused('text.send', { text: 'psst', to: ['ben', 'dan', 'eve'] })
    expect(refusal.toWire()).toMatchObject({
      code: 'PARTICIPANT_NOT_FOUND',
      field: 'to',
      data: { uids: ['dan', 'eve'] },
    })
    expect(ben.heardOf('text.received')).toEqual([])
    for (const one of [ann, ben, cid]) await one.ends('closed')
  })
})

function tokenOf({ state, rtoken }: { state: { roomId: string }; rtoken: string }) {
  return { roomId: state.roomId, rtoken }
}
