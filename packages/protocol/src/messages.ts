/**
 * The message table: every request (parameters, result, errors it may give besides the common ones) and every event,
 * declared once. Server handlers and client calls take their types from here.
 */
import type { types as ms } from 'mediasoup-client'
import * as z from 'zod'
import type { ErrorCode } from './errors.ts'
import { limits } from './limits.ts'
import {
  endReasonSchema,
  feedSchema,
  feedSourceSchema,
  leaveReasonSchema,
  mediaRouteSchema,
  participantSchema,
  roomSnapshotSchema,
  trackKindSchema,
  trackKindsSchema,
  uidSchema,
} from './model.ts'
import { qualityReportSchema } from './quality.ts'
import {
  activeRecordingSchema,
  recordingEndSchema,
  recordingFailureSchema,
  recordingInfoSchema,
  recordingParametersSchema,
  watermarksSchema,
} from './recording.ts'
import type { InviteReply } from './room-model.ts'
import { vodEndSchema, vodSourceSchema } from './vod.ts'

const id = z.string().min(1).max(64)
const sign = z.string().min(1).max(limits.signLength)
const nothing = z.object({})

/** A structure that mediasoup defines and validates itself; here it only has to be an object. */
/** In pixels. */
const pictureSide = z.number().int().min(0).max(limits.pictureSidePx)
const opaque = <T extends object>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'must be an object')

export const transportDirectionSchema = z.enum(['send', 'recv'])
export type TransportDirection = z.infer<typeof transportDirectionSchema>

export const repairStrengthSchema = z.enum(['usual', 'strong'])
/** How hard is worked for packets that get lost: `strong` costs bandwidth in proportion to the loss. */
export type RepairStrength = z.infer<typeof repairStrengthSchema>

export const messageKindSchema = z.enum(['text', 'command', 'file'])
/** What participants send each other: each is acknowledged by its receiver. */
export type MessageKind = z.infer<typeof messageKindSchema>

const recipients = z.array(uidSchema).min(1).max(limits.messageRecipients)

export const troubleSchema = z.discriminatedUnion('trouble', [
  /** We are removed from the room, as its creator may do it. */
  z.object({ trouble: z.literal('kicked') }),
  /** Our transports are gone, as when a media worker dies. */
  z.object({ trouble: z.literal('mediaLost') }),
  /** Our transports carry so much each way, in bits a second; 0 ends it. */
  z.object({ trouble: z.literal('narrowLine'), bitrateBps: z.number().int().min(0) }),
])
/** Trouble that a server in demo mode makes for the one who asks for it. */
export type Trouble = z.infer<typeof troubleSchema>

export const inviteReplySchema = z.enum([
  'accepted',
  'declined',
  'busy',
  'offline',
  'timeout',
]) satisfies z.ZodType<InviteReply>

/** A STUN or TURN server, as browsers take it (RTCIceServer). */
export const iceServerSchema = z.object({
  urls: z.array(z.string()),
  username: z.string().optional(),
  credential: z.string().optional(),
})
export type IceServer = z.infer<typeof iceServerSchema>

const transportOptions = z.object({
  transportId: id,
  iceParameters: opaque<ms.IceParameters>(),
  iceCandidates: z.array(opaque<ms.IceCandidate>()),
  dtlsParameters: opaque<ms.DtlsParameters>(),
  /** As `ice.servers` gives them. */
  iceServers: z.array(iceServerSchema),
})
export type TransportOptions = z.infer<typeof transportOptions>

const subscribedTrack = z.object({
  trackId: id,
  kind: trackKindSchema,
  rtpParameters: opaque<ms.RtpParameters>(),
  muted: z.boolean(),
})
export type SubscribedTrack = z.infer<typeof subscribedTrack>

const roomEntered = z.object({
  rtoken: z.string(),
  state: roomSnapshotSchema,
  rtpCapabilities: opaque<ms.RtpCapabilities>(),
})

const uploadGrant = z.object({
  fileId: id,
  path: z.string(),
  token: z.string(),
  /** Milliseconds since the epoch, of the server's clock. */
  tokenExpiresAt: z.number(),
})
export type UploadGrant = z.infer<typeof uploadGrant>

/** A file that is there as a whole. */
const sharedFile = {
  messageId: z.string(),
  fileId: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  /** As its content shows it, whatever its name says. */
  mimeType: z.string(),
  /** Where it is fetched, on the server; for this receiver alone. */
  path: z.string(),
  sentAt: z.number(),
  /** It is gone then, or an hour after the room by default. */
  expiresAt: z.number(),
}

interface RequestDefinition {
  readonly params: z.ZodType
  readonly result: z.ZodType
  readonly errors: readonly ErrorCode[]
}

export const requests = {
  'room.create': {
    params: z.object({ sign, displayName: z.string().max(64).optional(), direct: z.boolean().optional() }),
    result: roomEntered,
    errors: [
      'SIGNATURE_INVALID',
      'SIGNATURE_EXPIRED',
      'ALREADY_IN_ROOM',
      'SERVER_FULL',
      'SERVER_SHUTTING_DOWN',
      'MEDIA_UNAVAILABLE',
    ],
  },
  'room.join': {
    params: z.object({
      roomId: id,
      rtoken: z.string().min(1).max(64),
      sign,
      displayName: z.string().max(64).optional(),
      /** Media may go straight to the other one while there are two. @default false */
      direct: z.boolean().optional(),
      /**
       * Comes back after the server lost the session (it was restarted): to the place that is kept for this uid, with
       * its feeds and subscriptions, if there is one.
       */
      returning: z.boolean().optional(),
    }),
    result: roomEntered,
    errors: [
      'SIGNATURE_INVALID',
      'SIGNATURE_EXPIRED',
      'ALREADY_IN_ROOM',
      'ROOM_NOT_FOUND',
      'ROOM_ENDED',
      'ROOM_TOKEN_INVALID',
      'ROOM_FULL',
      'SERVER_FULL',
    ],
  },
  'room.leave': { params: nothing, result: nothing, errors: ['NOT_IN_ROOM'] },
  /** Only the creator of the room may. */
  'room.kick': {
    params: z.object({ uid: uidSchema }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'NOT_PERMITTED', 'PARTICIPANT_NOT_FOUND'],
  },
  /** The whole room, for a client that may have missed events. */
  'room.sync': { params: nothing, result: z.object({ state: roomSnapshotSchema }), errors: ['NOT_IN_ROOM'] },

  /** STUN and TURN servers of this platform, with credentials that hold for a limited time. Needs no room. */
  'ice.servers': {
    params: nothing,
    result: z.object({
      iceServers: z.array(iceServerSchema),
      /** How long the credentials hold, in milliseconds. */
      ttlMs: z.number().int(),
    }),
    errors: [],
  },

  'transport.create': {
    params: z.object({ direction: transportDirectionSchema }),
    result: transportOptions,
    errors: ['NOT_IN_ROOM', 'TRANSPORT_LIMIT', 'MEDIA_UNAVAILABLE'],
  },
  'transport.connect': {
    params: z.object({ transportId: id, dtlsParameters: opaque<ms.DtlsParameters>() }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'TRANSPORT_NOT_FOUND'],
  },
  'transport.restartIce': {
    params: z.object({ transportId: id }),
    result: z.object({ iceParameters: opaque<ms.IceParameters>() }),
    errors: ['NOT_IN_ROOM', 'TRANSPORT_NOT_FOUND'],
  },
  /**
   * How hard the server is to work for what gets lost on this transport's way: `strong` while much of it gets lost at
   * random, `usual` (as every transport begins) otherwise and whenever the network is congested.
   */
  'transport.setRepair': {
    params: z.object({ transportId: id, repair: repairStrengthSchema }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'TRANSPORT_NOT_FOUND'],
  },
  /** The client has given this transport up. What ran over it stays, without media, and can move to another. */
  'transport.close': {
    params: z.object({ transportId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'TRANSPORT_NOT_FOUND'],
  },

  /** Declares a feed; the others hear of it when all its `kinds` have a track. */
  'feed.publish': {
    params: z.object({
      tag: z.string().max(limits.tagLength),
      source: feedSourceSchema,
      kinds: trackKindsSchema,
    }),
    result: z.object({ feedId: id }),
    errors: ['NOT_IN_ROOM', 'FEED_LIMIT'],
  },
  /**
   * Gives the feed a track of a declared kind; anew, when the transport of the one it had is gone. With `replaces` also
   * in place of one that runs, for example in another codec: subscribers attach again, as after a lost transport.
   */
  'feed.addTrack': {
    params: z.object({
      feedId: id,
      transportId: id,
      kind: trackKindSchema,
      rtpParameters: opaque<ms.RtpParameters>(),
      muted: z.boolean(),
      replaces: z.boolean().optional(),
    }),
    result: z.object({ trackId: id }),
    errors: ['NOT_IN_ROOM', 'FEED_NOT_FOUND', 'TRANSPORT_NOT_FOUND', 'CODEC_UNSUPPORTED'],
  },
  'feed.setMuted': {
    params: z.object({ feedId: id, kind: trackKindSchema, muted: z.boolean() }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'FEED_NOT_FOUND'],
  },
  /** The feed shows something else from now on: a screen instead of a camera, for example. */
  'feed.setSource': {
    params: z.object({ feedId: id, source: feedSourceSchema }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'FEED_NOT_FOUND'],
  },
  /** How large the picture is that is captured; sent when it changes. 0 by 0: not known. For counting usage. */
  'feed.reportPicture': {
    params: z.object({ feedId: id, widthPx: pictureSide, heightPx: pictureSide }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'FEED_NOT_FOUND'],
  },
  'feed.unpublish': { params: z.object({ feedId: id }), result: nothing, errors: ['NOT_IN_ROOM', 'FEED_NOT_FOUND'] },

  /** Tracks begin paused: `subscription.start` once the receiver is ready, so that the first key frame is not lost. */
  'feed.subscribe': {
    params: z.object({
      feedId: id,
      transportId: id,
      kinds: trackKindsSchema,
      rtpCapabilities: opaque<ms.RtpCapabilities>(),
    }),
    result: z.object({ subscriptionId: id, tracks: z.array(subscribedTrack) }),
    errors: [
      'NOT_IN_ROOM',
      'FEED_NOT_FOUND',
      'TRANSPORT_NOT_FOUND',
      'ALREADY_SUBSCRIBED',
      'SUBSCRIPTION_LIMIT',
      'CODEC_UNSUPPORTED',
    ],
  },
  /**
   * Receives the feed's present tracks over this transport, in place of those before. They begin paused, as after
   * `feed.subscribe`; kinds that the publisher has yet to send again are missing, `subscription.outdated` follows then.
   */
  'subscription.attach': {
    params: z.object({ subscriptionId: id, transportId: id, rtpCapabilities: opaque<ms.RtpCapabilities>() }),
    result: z.object({ tracks: z.array(subscribedTrack) }),
    errors: ['NOT_IN_ROOM', 'SUBSCRIPTION_NOT_FOUND', 'TRANSPORT_NOT_FOUND', 'CODEC_UNSUPPORTED'],
  },
  'subscription.start': {
    params: z.object({ subscriptionId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'SUBSCRIPTION_NOT_FOUND'],
  },
  /** The highest simulcast or SVC layer wanted; `null` pauses the video of this subscription. */
  'subscription.setLayers': {
    params: z.object({
      subscriptionId: id,
      layers: z
        .object({ spatial: z.number().int().min(0).max(7), temporal: z.number().int().min(0).max(7).optional() })
        .nullable(),
    }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'SUBSCRIPTION_NOT_FOUND'],
  },
  /** How much of a subscription was lost lately; sent when it changes, once a second at most. */
  'subscription.report': {
    params: z.object({ subscriptionId: id, lossShare: z.number().min(0).max(1) }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'SUBSCRIPTION_NOT_FOUND'],
  },
  /** How large the picture is that arrives; sent when it changes, once a second at most. For counting usage. */
  'subscription.reportPicture': {
    params: z.object({ subscriptionId: id, widthPx: pictureSide, heightPx: pictureSide }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'SUBSCRIPTION_NOT_FOUND'],
  },
  /**
   * How well all our media got through lately; every ten seconds, RATE_LIMITED when it comes much more often. For people
   * who look into the call: what is sent and how is not decided by it. Feeds and subscriptions that are not ours are left out.
   */
  'quality.report': { params: qualityReportSchema, result: nothing, errors: ['NOT_IN_ROOM'] },
  'feed.unsubscribe': {
    params: z.object({ subscriptionId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'SUBSCRIPTION_NOT_FOUND'],
  },

  /** Without `to` the text goes to everyone else in the room. */
  'text.send': {
    params: z.object({
      text: z.string().min(1).max(limits.textLength),
      to: recipients.optional(),
    }),
    result: z.object({ messageId: id, recipients: z.array(z.string()) }),
    errors: ['NOT_IN_ROOM', 'PARTICIPANT_NOT_FOUND'],
  },
  /** For programs what a text is for people: arrives once and in order with everything else of this sender. */
  'command.send': {
    params: z.object({
      name: z.string().min(1).max(limits.commandNameLength),
      /** JSON. A text here, so that nothing on the way has to take it apart. */
      payload: z.string().min(1).max(limits.commandPayloadLength),
      to: recipients.optional(),
    }),
    result: z.object({ messageId: id, recipients: z.array(z.string()) }),
    errors: ['NOT_IN_ROOM', 'PARTICIPANT_NOT_FOUND'],
  },
  /**
   * Announces a file; its content follows over HTTP by the tus protocol (https://tus.io), at `path` with the token as
   * bearer. The same offer with the same fingerprint goes on with an upload that was interrupted. When all of it is
   * there its sender hears `file.shared` and its receivers `file.received`.
   */
  'file.offer': {
    params: z.object({
      name: z.string().min(1).max(limits.fileNameLength),
      sizeBytes: z.number().int().min(1),
      fingerprint: z.string().min(1).max(limits.fileFingerprintLength).optional(),
      to: recipients.optional(),
    }),
    result: uploadGrant,
    errors: ['NOT_IN_ROOM', 'PARTICIPANT_NOT_FOUND', 'FILE_TOO_LARGE', 'FILE_QUOTA_EXCEEDED'],
  },
  /** Another token for an upload that takes longer than one holds. */
  'file.renew': {
    params: z.object({ fileId: id }),
    result: uploadGrant,
    errors: ['NOT_IN_ROOM', 'FILE_NOT_FOUND'],
  },
  /** Ends an upload, or takes a file back that was shared: its links hold no more. */
  'file.withdraw': { params: z.object({ fileId: id }), result: nothing, errors: ['FILE_NOT_FOUND'] },
  /**
   * The receiver's own acknowledgement of all messages that came since the one before; the senders hear
   * `message.delivered`. A burst of texts is a few of these, not one each.
   */
  'message.acknowledge': {
    params: z.object({ messageIds: z.array(id).min(1).max(limits.messagesAcknowledged) }),
    result: nothing,
    errors: ['NOT_IN_ROOM'],
  },
  /** Real trouble, for our own session alone and in demo mode only: what applications want to test they can ask for. */
  'session.simulate': {
    params: troubleSchema,
    result: nothing,
    errors: ['NOT_IN_ROOM', 'FEATURE_UNAVAILABLE', 'MEDIA_UNAVAILABLE'],
  },
  /** For another participant alone, who hears `peer.signalled`: what two pages have to agree on to connect directly. */
  'peer.signal': {
    params: z.object({ to: uidSchema, signal: opaque<object>() }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'PARTICIPANT_NOT_FOUND'],
  },
  /** How we receive the other one's media now; everyone sees it in the participant. */
  'peer.setRoute': {
    params: z.object({ route: mediaRouteSchema }),
    result: nothing,
    errors: ['NOT_IN_ROOM'],
  },
  /**
   * Asks somebody who is connected into our room; answered once it is on its way, `invite.replied` tells what became of
   * it. Asking again while it waits does nothing.
   */
  'invite.send': {
    params: z.object({
      invitee: uidSchema,
      /** Guide 6.3.2, channelType. @default 'web' */
      channel: z.enum(['web', 'alipay']).optional(),
      extra: z.string().max(limits.inviteExtraLength),
    }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'INVITE_LIMIT', 'FEATURE_UNAVAILABLE'],
  },
  'invite.cancel': {
    params: z.object({ invitee: uidSchema }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'INVITE_NOT_FOUND'],
  },
  /** Needs no room: whoever accepts joins with what `invite.received` brought. */
  'invite.reply': {
    params: z.object({ roomId: id, inviter: uidSchema, reply: z.enum(['accepted', 'declined']) }),
    result: nothing,
    errors: ['INVITE_NOT_FOUND'],
  },

  /**
   * Begins to record the room on the server. Answered once the recorder is set up; `recording.started` or
   * `recording.failed` follows. Everyone hears `room.recordingsChanged`.
   */
  'recording.start': {
    params: z.object({ parameters: recordingParametersSchema }),
    result: z.object({ recordId: id }),
    errors: ['NOT_IN_ROOM', 'RECORDING_LIMIT', 'RECORDER_UNAVAILABLE'],
  },
  /** Ends it; its files are made then. Of no effect when it has ended already. */
  'recording.stop': {
    params: z.object({ recordId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'RECORDING_NOT_FOUND'],
  },
  /** Nothing is kept until it is resumed: the time between is not in the files. */
  'recording.pause': {
    params: z.object({ recordId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'RECORDING_NOT_FOUND', 'RECORDING_STATE_INVALID'],
  },
  'recording.resume': {
    params: z.object({ recordId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'RECORDING_NOT_FOUND', 'RECORDING_STATE_INVALID'],
  },
  /** From now on, in place of those before. */
  'recording.setWatermarks': {
    params: z.object({ recordId: id, watermarks: watermarksSchema }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'RECORDING_NOT_FOUND', 'RECORDING_STATE_INVALID'],
  },
  /** Needs no room: files are ready some time after the call. @throws of another app or room: RECORDING_NOT_FOUND */
  'recording.get': {
    params: z.object({ recordId: id, roomId: id.optional() }),
    result: z.object({ recording: recordingInfoSchema }),
    errors: ['RECORDING_NOT_FOUND'],
  },

  /**
   * Plays a file into the room, as a feed of a participant of its own (guide 6.3.3: userType 101) whose uid is the id of
   * the playback. Answered when the server has set about it: `vod.started` or `vod.ended` follows. It ends with the file,
   * and with the stay of the one who started it.
   */
  'vod.start': {
    params: z.object({
      source: vodSourceSchema,
      /** It has failed when it does not play within this. @default limits.vodStartTimeoutMs */
      startTimeoutMs: z.number().int().min(1).max(limits.vodStartTimeoutMsMax).optional(),
    }),
    result: z.object({ vodId: id }),
    errors: ['NOT_IN_ROOM', 'FILE_NOT_FOUND', 'VOD_LIMIT', 'VOD_UNAVAILABLE'],
  },
  /** Everyone in the room may. */
  'vod.stop': {
    params: z.object({ vodId: id }),
    result: nothing,
    errors: ['NOT_IN_ROOM', 'VOD_NOT_FOUND'],
  },
} as const satisfies Record<string, RequestDefinition>

const versioned = { version: z.number().int() }

export const events = {
  'room.participantJoined': z.object({ ...versioned, participant: participantSchema }),
  'room.participantLeft': z.object({ ...versioned, uid: z.string(), reason: leaveReasonSchema }),
  /** A participant's session lost or regained its socket. */
  'room.participantChanged': z.object({ ...versioned, participant: participantSchema }),
  'feed.published': z.object({ ...versioned, feed: feedSchema }),
  'feed.changed': z.object({ ...versioned, feed: feedSchema }),
  'feed.unpublished': z.object({ ...versioned, feedId: z.string(), uid: z.string(), reason: endReasonSchema }),
  /** You are out of the room: kicked, taken over or the room ended. */
  'room.closed': z.object({ roomId: z.string(), reason: leaveReasonSchema }),

  /** Sent to the feed's publisher and everyone else in the room (guide 6.3.3, OnNewSubscribe). */
  'feed.subscribed': z.object({ feedId: z.string(), uid: z.string(), subscriber: z.string() }),
  'feed.unsubscribed': z.object({ feedId: z.string(), uid: z.string(), subscriber: z.string() }),
  /** Your subscription ended other than by your own `feed.unsubscribe`. */
  'subscription.closed': z.object({ subscriptionId: z.string(), feedId: z.string(), reason: endReasonSchema }),
  /** The publisher sends its feed anew over another transport: attach this subscription again to receive it. */
  'subscription.outdated': z.object({ subscriptionId: z.string(), feedId: z.string() }),
  /** Your downlink has no room for the video of a subscription: it is held back for the sake of sound, or flows again. */
  'subscription.videoHeldChanged': z.object({
    subscriptionId: z.string(),
    feedId: z.string(),
    isHeld: z.boolean(),
  }),
  /** To its publisher only: what those who watch a feed need of it, all anew each time. */
  'feed.demandChanged': z.object({
    feedId: z.string(),
    /** What the worst of its subscribers loses (`subscription.report`). */
    lossShare: z.number(),
    /** What the best of its receivers can take of its video; left out while one of them can take all. */
    maxVideoBitrateBps: z.number().optional(),
    /**
     * The highest simulcast layer of its video that anybody wants, 0 the lowest; `null` while nobody wants any. Left out
     * while somebody wants all. What is above is not to be sent.
     */
    maxSpatialLayer: z.number().int().min(0).nullable().optional(),
  }),
  /** The server closed a transport of yours (its worker died, DTLS failed): build a new one. */
  'transport.closed': z.object({ transportId: z.string(), direction: transportDirectionSchema }),

  'text.received': z.object({ messageId: z.string(), from: z.string(), text: z.string(), sentAt: z.number() }),
  'command.received': z.object({
    messageId: z.string(),
    from: z.string(),
    name: z.string(),
    /** JSON. */
    payload: z.string(),
    sentAt: z.number(),
  }),
  'file.received': z.object({ ...sharedFile, from: z.string() }),
  /** To the sender of a file: it is on its way to these. */
  'file.shared': z.object({ ...sharedFile, recipients: z.array(z.string()) }),
  /** To the sender of these messages: they have reached `uid`. */
  'message.delivered': z.object({ kind: messageKindSchema, messageIds: z.array(z.string()), uid: z.string() }),

  /** The recordings that run: to everyone at each change, and to each who comes in while there are any. */
  'room.recordingsChanged': z.object({ recordings: z.array(activeRecordingSchema) }),
  /** To the one who started it: feeds are being recorded. */
  'recording.started': z.object({ recordId: z.string() }),
  /** To the one who started it when it could not start, else to everyone. */
  'recording.failed': z.object({
    recordId: z.string(),
    phase: z.enum(['starting', 'running']),
    failure: recordingFailureSchema,
    /** That could not be recorded. */
    feedId: z.string().optional(),
    message: z.string(),
  }),
  /** To everyone. */
  'recording.ended': z.object({ recordId: z.string(), reason: recordingEndSchema }),

  /** To everyone: the file plays. */
  'vod.started': z.object({ vodId: z.string(), startedBy: z.string() }),
  /** To everyone; of one that never played to the one who started it alone. */
  'vod.ended': z.object({
    vodId: z.string(),
    reason: vodEndSchema,
    /** Why it failed. */
    error: z.object({ code: z.string(), message: z.string() }).optional(),
  }),

  'peer.signalled': z.object({ from: z.string(), signal: opaque<object>() }),

  'invite.received': z.object({
    roomId: z.string(),
    rtoken: z.string(),
    inviter: z.string(),
    extra: z.string(),
  }),
  /** To the inviter. `busy`: in another room; `offline`: not connected, or not any more; `timeout`: no reply. */
  'invite.replied': z.object({ roomId: z.string(), invitee: z.string(), reply: inviteReplySchema }),
  'invite.cancelled': z.object({ roomId: z.string(), inviter: z.string(), why: z.enum(['cancelled', 'timeout']) }),
} as const satisfies Record<string, z.ZodType>

/** Events that `room.sync` makes up for: the server may drop them for a client that is far behind. */
export const reconcilableEvents: ReadonlySet<EventName> = new Set<EventName>([
  'room.participantJoined',
  'room.participantLeft',
  'room.participantChanged',
  'feed.published',
  'feed.changed',
  'feed.unpublished',
  'feed.subscribed',
  'feed.unsubscribed',
])

export type RequestName = keyof typeof requests
export type RequestParams<N extends RequestName> = z.infer<(typeof requests)[N]['params']>
export type RequestResult<N extends RequestName> = z.infer<(typeof requests)[N]['result']>
export type EventName = keyof typeof events
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>
export type AnyEvent = { [N in EventName]: { readonly name: N; readonly payload: EventPayload<N> } }[EventName]
