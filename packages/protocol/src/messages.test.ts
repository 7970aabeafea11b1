import { describe, expect, it } from 'vitest'
import { errors } from './errors.ts'
import { limits } from './limits.ts'
import {
  type EventName,
  type EventPayload,
  events,
  type RequestName,
  type RequestParams,
  reconcilableEvents,
  requests,
} from './messages.ts'
import { parseParams } from './parse.ts'
import { recordingParametersSchema } from './recording.ts'

const rtpParameters = { codecs: [] }
const dtlsParameters = { fingerprints: [] }
const long = 'x'.repeat(65)

interface Samples<N extends RequestName> {
  readonly good: readonly RequestParams<N>[]
  /** What is changed in the first good one, and the field that has to be named. */
  readonly bad: readonly (readonly [change: object, field: string])[]
}

const samples: { readonly [N in RequestName]: Samples<N> } = {
  'room.create': {
    good: [{ sign: 's' }, { sign: 's', displayName: '爱丽丝', direct: true }],
    bad: [
      [{ sign: undefined }, 'sign'],
      [{ sign: '' }, 'sign'],
      [{ sign: 's'.repeat(limits.signLength + 1) }, 'sign'],
      [{ displayName: long }, 'displayName'],
      [{ displayName: null }, 'displayName'],
    ],
  },
  'room.join': {
    good: [
      { roomId: 'r', rtoken: 't', sign: 's' },
      { roomId: 'r', rtoken: 't', sign: 's', returning: true },
    ],
    bad: [
      [{ roomId: 1 }, 'roomId'],
      [{ roomId: '' }, 'roomId'],
      [{ rtoken: undefined }, 'rtoken'],
      [{ sign: ['s'] }, 'sign'],
      [{ displayName: long }, 'displayName'],
      [{ returning: 1 }, 'returning'],
    ],
  },
  'room.leave': { good: [{}], bad: [] },
  'ice.servers': { good: [{}], bad: [] },
  'peer.setRoute': { good: [{ route: 'direct' }, { route: 'server' }], bad: [[{ route: 'air' }, 'route']] },
  'room.kick': {
    good: [{ uid: 'Bob_2' }, { uid: 'u'.repeat(limits.uidLength) }],
    bad: [
      [{ uid: '' }, 'uid'],
      [{ uid: 'bob smith' }, 'uid'],
      [{ uid: 'bob-2' }, 'uid'],
      [{ uid: 'bob\n' }, 'uid'],
      [{ uid: '鲍勃' }, 'uid'],
      [{ uid: 'u'.repeat(limits.uidLength + 1) }, 'uid'],
      [{ uid: 8010 }, 'uid'],
    ],
  },
  'room.sync': { good: [{}], bad: [] },
  'transport.create': {
    good: [{ direction: 'send' }, { direction: 'recv' }],
    bad: [[{ direction: 'both' }, 'direction']],
  },
  'transport.connect': {
    good: [{ transportId: 't', dtlsParameters }],
    bad: [
      [{ transportId: long }, 'transportId'],
      [{ dtlsParameters: null }, 'dtlsParameters'],
      [{ dtlsParameters: 'text' }, 'dtlsParameters'],
      [{ dtlsParameters: undefined }, 'dtlsParameters'],
    ],
  },
  'transport.restartIce': { good: [{ transportId: 't' }], bad: [[{ transportId: 1 }, 'transportId']] },
  'transport.setRepair': {
    good: [
      { transportId: 't', repair: 'strong' },
      { transportId: 't', repair: 'usual' },
    ],
    bad: [
      [{ transportId: long }, 'transportId'],
      [{ repair: 'hard' }, 'repair'],
    ],
  },
  'transport.close': { good: [{ transportId: 't' }], bad: [[{ transportId: long }, 'transportId']] },
  'feed.publish': {
    good: [
      { tag: '', source: 'camera', kinds: ['audio', 'video'] },
      { tag: '标签', source: 'custom', kinds: ['video'] },
    ],
    bad: [
      [{ tag: long }, 'tag'],
      [{ source: 'phone' }, 'source'],
      [{ kinds: [] }, 'kinds'],
      [{ kinds: 'audio' }, 'kinds'],
      [{ kinds: ['audio', 'smell'] }, 'kinds.1'],
      [{ kinds: ['audio', 'audio'] }, 'kinds'],
      [{ kinds: ['audio', 'video', 'audio'] }, 'kinds'],
    ],
  },
  'feed.addTrack': {
    good: [{ feedId: 'f', transportId: 't', kind: 'audio', rtpParameters, muted: false }],
    bad: [
      [{ feedId: undefined }, 'feedId'],
      [{ transportId: '' }, 'transportId'],
      [{ kind: 'data' }, 'kind'],
      [{ rtpParameters: [] }, 'rtpParameters'],
      [{ muted: 0 }, 'muted'],
    ],
  },
  'feed.setMuted': {
    good: [{ feedId: 'f', kind: 'video', muted: true }],
    bad: [
      [{ feedId: {} }, 'feedId'],
      [{ kind: null }, 'kind'],
      [{ muted: 'true' }, 'muted'],
    ],
  },
  'invite.send': {
    good: [
      { invitee: 'ben', extra: '' },
      { invitee: 'ben', channel: 'web', extra: 'x' },
    ],
    bad: [
      [{ invitee: 'no one' }, 'invitee'],
      [{ channel: 'post' }, 'channel'],
      [{ extra: 1 }, 'extra'],
    ],
  },
  'recording.start': {
    good: [{ parameters: recordingParametersSchema.parse({}) }],
    bad: [
      [{ parameters: undefined }, 'parameters'],
      [{ parameters: { name: '../etc/passwd' } }, 'parameters.name'],
      [{ parameters: { name: 'a//b' } }, 'parameters.name'],
      [{ parameters: { kinds: [] } }, 'parameters.kinds'],
      [{ parameters: { startTimeoutMs: -1 } }, 'parameters.startTimeoutMs'],
      [{ parameters: { rendering: { width: 641 } } }, 'parameters.rendering.width'],
      [{ parameters: { rendering: { crf: 52 } } }, 'parameters.rendering.crf'],
      [{ parameters: { rendering: { layout: { kind: 'circle' } } } }, 'parameters.rendering.layout.kind'],
      [
        { parameters: { rendering: { watermarks: [{ kind: 'text', x: 0, y: 0 }] } } },
        'parameters.rendering.watermarks.0.text',
      ],
      [
        { parameters: { rendering: { watermarks: [{ kind: 'image', x: 0, y: 0, url: 'file:///etc/passwd' }] } } },
        'parameters.rendering.watermarks.0.url',
      ],
    ],
  },
  'recording.stop': { good: [{ recordId: 'r' }], bad: [[{ recordId: '' }, 'recordId']] },
  'recording.pause': { good: [{ recordId: 'r' }], bad: [[{ recordId: 1 }, 'recordId']] },
  'recording.resume': { good: [{ recordId: 'r' }], bad: [[{ recordId: undefined }, 'recordId']] },
  'recording.setWatermarks': {
    good: [
      { recordId: 'r', watermarks: [] },
      { recordId: 'r', watermarks: [{ kind: 'time', x: 10, y: 20 }] },
    ],
    bad: [
      [{ watermarks: undefined }, 'watermarks'],
      [{ watermarks: [{ kind: 'time', x: -1, y: 0 }] }, 'watermarks.0.x'],
    ],
  },
  'recording.get': {
    good: [{ recordId: 'r' }, { recordId: 'r', roomId: 'room' }],
    bad: [
      [{ recordId: long }, 'recordId'],
      [{ roomId: '' }, 'roomId'],
    ],
  },
  'vod.start': {
    good: [{ source: { url: 'https://example.org/a.mp3' } }, { source: { file: 'song.mp3' }, startTimeoutMs: 5_000 }],
    bad: [
      [{ source: { url: 'file:///etc/passwd' } }, 'source.url'],
      [{ source: { file: '' } }, 'source.file'],
      [{ startTimeoutMs: 0 }, 'startTimeoutMs'],
    ],
  },
  'vod.stop': { good: [{ vodId: 'v' }], bad: [[{ vodId: '' }, 'vodId']] },
  'session.simulate': {
    good: [{ trouble: 'kicked' }, { trouble: 'narrowLine', bitrateBps: 150_000 }],
    bad: [
      [{ trouble: 'earthquake' }, 'trouble'],
      [{ trouble: 'narrowLine', bitrateBps: -1 }, 'bitrateBps'],
    ],
  },
  'peer.signal': {
    good: [{ to: 'ben', signal: { description: { type: 'offer' } } }],
    bad: [
      [{ to: '' }, 'to'],
      [{ signal: 'offer' }, 'signal'],
    ],
  },
  'invite.cancel': { good: [{ invitee: 'ben' }], bad: [[{ invitee: '' }, 'invitee']] },
  'invite.reply': {
    good: [{ roomId: 'r', inviter: 'ann', reply: 'accepted' }],
    bad: [
      [{ roomId: '' }, 'roomId'],
      [{ inviter: '' }, 'inviter'],
      [{ reply: 'busy' }, 'reply'],
    ],
  },
  'feed.setSource': {
    good: [{ feedId: 'f', source: 'screen' }],
    bad: [
      [{ feedId: '' }, 'feedId'],
      [{ source: 'window' }, 'source'],
    ],
  },
  'feed.reportPicture': {
    good: [{ feedId: 'f', widthPx: 1280, heightPx: 720 }],
    bad: [
      [{ feedId: '' }, 'feedId'],
      [{ widthPx: -1 }, 'widthPx'],
      [{ heightPx: 0.5 }, 'heightPx'],
    ],
  },
  'feed.unpublish': { good: [{ feedId: 'f' }], bad: [[{ feedId: '' }, 'feedId']] },
  'feed.subscribe': {
    good: [{ feedId: 'f', transportId: 't', kinds: ['audio'], rtpCapabilities: {} }],
    bad: [
      [{ feedId: null }, 'feedId'],
      [{ transportId: long }, 'transportId'],
      [{ kinds: ['video', 'video'] }, 'kinds'],
      [{ rtpCapabilities: 1 }, 'rtpCapabilities'],
    ],
  },
  'subscription.attach': {
    good: [{ subscriptionId: 's', transportId: 't', rtpCapabilities: {} }],
    bad: [
      [{ subscriptionId: '' }, 'subscriptionId'],
      [{ transportId: 1 }, 'transportId'],
      [{ rtpCapabilities: [] }, 'rtpCapabilities'],
    ],
  },
  'subscription.start': { good: [{ subscriptionId: 's' }], bad: [[{ subscriptionId: 1 }, 'subscriptionId']] },
  'subscription.setLayers': {
    good: [
      { subscriptionId: 's', layers: { spatial: 0, temporal: 2 } },
      { subscriptionId: 's', layers: { spatial: 7 } },
      { subscriptionId: 's', layers: null },
    ],
    bad: [
      [{ layers: undefined }, 'layers'],
      [{ layers: { temporal: 1 } }, 'layers.spatial'],
      [{ layers: { spatial: -1 } }, 'layers.spatial'],
      [{ layers: { spatial: 8 } }, 'layers.spatial'],
      [{ layers: { spatial: 0.5 } }, 'layers.spatial'],
      [{ layers: { spatial: 0, temporal: 'high' } }, 'layers.temporal'],
    ],
  },
  'subscription.reportPicture': {
    good: [{ subscriptionId: 's', widthPx: 0, heightPx: 0 }],
    bad: [
      [{ subscriptionId: '' }, 'subscriptionId'],
      [{ widthPx: 65_537 }, 'widthPx'],
      [{ heightPx: '720' }, 'heightPx'],
    ],
  },
  'quality.report': {
    good: [
      { periodMs: 10_000, feeds: [], subscriptions: [] },
      {
        periodMs: 10_000,
        up: { bitrateBps: 1, lossShare: 0, rttMs: 40.5 },
        down: { bitrateBps: 0, lossShare: 1, jitterMs: 3 },
        feeds: [{ feedId: 'f', bitrateBps: 1, framesPerSecond: 29.97, widthPx: 640, heightPx: 360 }],
        subscriptions: [
          { subscriptionId: 's', bitrateBps: 1, lossShare: 0.5, jitterMs: 1, frozenShare: 0.1, concealedShare: 0.2 },
        ],
      },
    ],
    bad: [
      [{ periodMs: 0 }, 'periodMs'],
      [{ feeds: [{ feedId: 'f', bitrateBps: -1 }] }, 'feeds.0.bitrateBps'],
      [{ subscriptions: [{ subscriptionId: 's', bitrateBps: 1, lossShare: 1.1 }] }, 'subscriptions.0.lossShare'],
      [{ down: { bitrateBps: 0, lossShare: 0, rttMs: Number.POSITIVE_INFINITY } }, 'down.rttMs'],
    ],
  },
  'subscription.report': {
    good: [
      { subscriptionId: 's', lossShare: 0 },
      { subscriptionId: 's', lossShare: 1 },
    ],
    bad: [
      [{ subscriptionId: '' }, 'subscriptionId'],
      [{ lossShare: 1.01 }, 'lossShare'],
      [{ lossShare: -0.01 }, 'lossShare'],
      [{ lossShare: '0' }, 'lossShare'],
      [{ lossShare: undefined }, 'lossShare'],
    ],
  },
  'feed.unsubscribe': { good: [{ subscriptionId: 's' }], bad: [[{ subscriptionId: long }, 'subscriptionId']] },
  'text.send': {
    good: [{ text: '你好' }, { text: 'x'.repeat(limits.textLength), to: ['bob', 'carol'] }],
    bad: [
      [{ text: '' }, 'text'],
      [{ text: 'x'.repeat(limits.textLength + 1) }, 'text'],
      [{ text: { toString: 'x' } }, 'text'],
      [{ to: [] }, 'to'],
      [{ to: 'bob' }, 'to'],
      [{ to: ['bob', 'b b'] }, 'to.1'],
      [{ to: Array.from({ length: limits.messageRecipients + 1 }, () => 'bob') }, 'to'],
    ],
  },
  'command.send': {
    good: [
      { name: 'light', payload: '{"on":true}' },
      { name: 'x', payload: 'null', to: ['bob'] },
    ],
    bad: [
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(limits.commandNameLength + 1) }, 'name'],
      [{ payload: '' }, 'payload'],
      [{ payload: { on: true } }, 'payload'],
      [{ payload: 'x'.repeat(limits.commandPayloadLength + 1) }, 'payload'],
      [{ to: ['b b'] }, 'to.0'],
    ],
  },
  'file.offer': {
    good: [
      { name: 'a.pdf', sizeBytes: 1 },
      { name: 'a', sizeBytes: 9, fingerprint: 'f', to: ['bob'] },
    ],
    bad: [
      [{ name: '' }, 'name'],
      [{ name: 'x'.repeat(limits.fileNameLength + 1) }, 'name'],
      [{ sizeBytes: 0 }, 'sizeBytes'],
      [{ sizeBytes: 1.5 }, 'sizeBytes'],
      [{ fingerprint: '' }, 'fingerprint'],
      [{ to: [] }, 'to'],
    ],
  },
  'file.renew': { good: [{ fileId: 'f' }], bad: [[{ fileId: '' }, 'fileId']] },
  'file.withdraw': { good: [{ fileId: 'f' }], bad: [[{ fileId: '' }, 'fileId']] },
  'message.acknowledge': {
    good: [{ messageIds: ['m'] }],
    bad: [
      [{ messageIds: [] }, 'messageIds'],
      [{ messageIds: [''] }, 'messageIds.0'],
      [{ messageIds: Array<string>(limits.messagesAcknowledged + 1).fill('m') }, 'messageIds'],
    ],
  },
}

const requestNames = Object.keys(requests) as RequestName[]

describe.each(requestNames)('%s', (name) => {
  const { good, bad } = samples[name]

  it('accepts good parameters as they are', () => {
    for (const params of good) expect(parseParams(name, params)).toEqual({ ok: params })
  })

  it('drops unknown fields', () => {
    expect(parseParams(name, { ...good[0], unknown: 1 })).toEqual({ ok: good[0] })
  })

  it.each(bad)('refuses %j and names %s', (change, field) => {
    const { error } = parseParams(name, { ...good[0], ...change })
    expect(error).toMatchObject({ code: 'PARAMETER_INVALID', field })
    expect(error?.message).toMatch(new RegExp(`^${field}: .+`))
  })

  it('refuses parameters that are no object', () => {
    for (const params of [undefined, null, 'text', 7, true, []]) {
      expect(parseParams(name, params).error?.code).toBe('PARAMETER_INVALID')
    }
  })

  it('is named noun.verb and gives errors that exist, each once', () => {
    expect(name).toMatch(/^[a-z]+\.[a-z]+([A-Z][a-z]+)*$/)
    const given = requests[name].errors
    for (const code of given) expect(Object.hasOwn(errors, code)).toBe(true)
    expect(new Set(given).size).toBe(given.length)
  })
})

const participant = { uid: 'bob', userType: 0, joinedAt: 1, connected: true }
const feed = {
  feedId: 'f',
  uid: 'bob',
  tag: '',
  source: 'camera' as const,
  tracks: [{ kind: 'video' as const, muted: false, mimeType: 'video/VP8' }],
}

const sharedFile = {
  messageId: 'm',
  fileId: 'f',
  name: 'a.pdf',
  sizeBytes: 9,
  mimeType: 'application/pdf',
  path: '/files/f/a.pdf?token=t',
  sentAt: 1,
  expiresAt: 2,
}

const payloads: { readonly [N in EventName]: EventPayload<N> } = {
  'room.participantJoined': { version: 1, participant },
  'room.participantLeft': { version: 1, uid: 'bob', reason: 'lost' },
  'room.participantChanged': { version: 1, participant: { ...participant, connected: false, displayName: 'Bob' } },
  'feed.published': { version: 1, feed },
  'feed.changed': { version: 1, feed },
  'feed.unpublished': { version: 1, feedId: 'f', uid: 'bob', reason: 'unpublished' },
  'room.closed': { roomId: 'r', reason: 'kicked' },
  'feed.subscribed': { feedId: 'f', uid: 'bob', subscriber: 'alice' },
  'feed.unsubscribed': { feedId: 'f', uid: 'bob', subscriber: 'alice' },
  'subscription.closed': { subscriptionId: 's', feedId: 'f', reason: 'mediaFailed' },
  'subscription.outdated': { subscriptionId: 's', feedId: 'f' },
  'subscription.videoHeldChanged': { subscriptionId: 's', feedId: 'f', isHeld: true },
  'feed.demandChanged': { feedId: 'f', lossShare: 0.4 },
  'transport.closed': { transportId: 't', direction: 'recv' },
  'text.received': { messageId: 'm', from: 'bob', text: 'hi', sentAt: 1 },
  'command.received': { messageId: 'm', from: 'bob', name: 'light', payload: 'true', sentAt: 1 },
  'file.received': { ...sharedFile, from: 'bob' },
  'file.shared': { ...sharedFile, recipients: ['bob'] },
  'message.delivered': { kind: 'text', messageIds: ['m'], uid: 'bob' },
  'room.recordingsChanged': { recordings: [{ recordId: 'r', state: 'paused', startedBy: 'alice' }] },
  'recording.started': { recordId: 'r' },
  'recording.failed': { recordId: 'r', phase: 'starting', failure: 'timeout', message: '0 of 1 feeds' },
  'recording.ended': { recordId: 'r', reason: 'stopped' },
  'vod.started': { vodId: 'v', startedBy: 'ann' },
  'vod.ended': { vodId: 'v', reason: 'failed', error: { code: 'VOD_UNREACHABLE', message: 'gone' } },
  'peer.signalled': { from: 'bob', signal: {} },
  'invite.received': { roomId: 'r', rtoken: 't', inviter: 'ann', extra: '' },
  'invite.replied': { roomId: 'r', invitee: 'ben', reply: 'busy' },
  'invite.cancelled': { roomId: 'r', inviter: 'ann', why: 'timeout' },
}

describe.each(Object.keys(events) as EventName[])('%s', (name) => {
  it('takes its payload, is named in the past tense and survives JSON', () => {
    expect(name).toMatch(/^[a-z]+\.[a-z]+([A-Z][a-z]+)*$/)
    expect(name).toMatch(/(ed|Left)$/)
    const received: unknown = JSON.parse(JSON.stringify(payloads[name]))
    expect(events[name].parse(received)).toEqual(payloads[name])
  })

  it('has a version exactly when the room state changes by it', () => {
    const changesState = reconcilableEvents.has(name) && !name.endsWith('ubscribed')
    expect('version' in payloads[name]).toBe(changesState)
  })
})
