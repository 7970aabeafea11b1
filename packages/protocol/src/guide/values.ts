/** Numbers that the guide's SDKs take and give in place of words. Sections are of the guide. */
import type { FeedSource, InviteReply, LeaveReason, TrackKind } from '../room-model.ts'

/** `publish_device`, 6.3.2. */
export const publishDevices = {
  1: 'camera',
  2: 'screen',
  3: 'file',
  4: 'region',
  5: 'custom',
} as const satisfies Record<number, FeedSource>
export type PublishDevice = keyof typeof publishDevices

/** `media_type`, 6.3.2: which tracks. */
export const mediaTypes = {
  1: ['audio', 'video'],
  2: ['audio'],
  3: ['video'],
} as const satisfies Record<number, readonly TrackKind[]>
export type MediaType = keyof typeof mediaTypes

interface AutoMode {
  readonly subscribe: boolean
  /** `withOthers`: once somebody else is in the room. */
  readonly publish: 'never' | 'always' | 'withOthers'
}

/** `auto_publish_subscribe`, 6.3.2: what is done without being asked. */
export const autoPublishSubscribeModes = {
  1: { subscribe: true, publish: 'never' },
  2: { subscribe: false, publish: 'always' },
  3: { subscribe: true, publish: 'always' },
  4: { subscribe: false, publish: 'never' },
  5: { subscribe: true, publish: 'withOthers' },
} as const satisfies Record<number, AutoMode>
export type AutoPublishSubscribeMode = keyof typeof autoPublishSubscribeModes

/** `engine`, 6.3.2. */
export const engineTypes = { 0: 'alipay', 1: 'aliyun', 2: 'p2p' } as const
export type EngineType = keyof typeof engineTypes

/** `publish_type`, 6.3.2. */
export const publishTypes = { 2: 'rtc', 3: 'live' } as const

/** `degradationType`, 6.3.2: what to keep when there is not enough bandwidth; 1 unless the application says otherwise. */
export const degradationTypes = { 1: 'maintain-framerate', 2: 'maintain-resolution' } as const
export type DegradationType = keyof typeof degradationTypes

/** What `SetLocalCodecType` takes, 6.3.2. */
export const videoCodecs = ['H264', 'VP8', 'VP9', 'AV1'] as const
export type VideoCodec = (typeof videoCodecs)[number]

/** `leaveType` of one's own OnLeaveRoom, 6.3.2: 1 is normal, 2 abnormal, 3 kicked. */
export const leaveTypes = {
  left: 1,
  lost: 2,
  kicked: 3,
  takenOver: 2,
  roomEnded: 2,
} as const satisfies Record<LeaveReason, 1 | 2 | 3>

/** `exitType` of another's OnParticipantLeaveRoom, 6.3.3: 1 is normal, 2 abnormal. */
export const exitTypes = {
  left: 1,
  lost: 2,
  kicked: 2,
  takenOver: 2,
  roomEnded: 2,
} as const satisfies Record<LeaveReason, 1 | 2>

/** `userType` of a participant, 6.3.3. */
export const userTypes = { person: 0, vod: 101 } as const

/** `eventType` of OnParticipantEvent, 6.3.3. The guide lists none: these are ours. */
export const participantEventTypes = {
  sourceChanged: 1,
  audioMuted: 2,
  videoMuted: 3,
  connectionChanged: 4,
} as const

/** `channelType` of an invitation, 6.3.2. */
export const inviteChannels = { 0: 'web', 1: 'alipay' } as const

/** `reply` to an invitation, 6.3.2 (given) and 6.3.3 (received, where 1 tells that nobody was there to answer). */
export const inviteReplies = { 0: 'accepted', 1: 'offline', 2: 'declined' } as const

/** The same from what became of an invitation here: who is busy declines, who never replied was not there. */
export const inviteReplyCodes = {
  accepted: 0,
  offline: 1,
  timeout: 1,
  declined: 2,
  busy: 2,
} as const satisfies Record<InviteReply, keyof typeof inviteReplies>

/** `type` and `picture_type` of TakePicture, 6.3.2. */
export const pictureSides = { 0: 'local', 1: 'remote' } as const
export const pictureTypes = { 1: 'image/png', 2: 'image/jpeg' } as const

/** `weak_bitrate` unless set, 6.3.2, in kbit/s: the guide gives 20 to 25 for audio alone. */
export const weakBitrateDefaultsKbps = { audioAndVideo: 200, audioOnly: 20 } as const
