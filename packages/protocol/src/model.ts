/** What a room consists of, as both sides see it. */
import * as z from 'zod'
import { limits } from './limits.ts'

export const uidSchema = z
  .string()
  .min(1)
  .max(limits.uidLength)
  .regex(/^[A-Za-z0-9_]+$/, 'may have letters, digits and underscore only')

export const trackKindSchema = z.enum(['audio', 'video'])
export type TrackKind = z.infer<typeof trackKindSchema>

/** Audio, video or both, each named once: a feed has one track of a kind. */
export const trackKindsSchema = z
  .array(trackKindSchema)
  .min(1)
  .max(2)
  .refine((kinds) => new Set(kinds).size === kinds.length, 'must name a kind once')

/** What a feed shows (guide 6.3.2, publish_device). */
export const feedSourceSchema = z.enum(['camera', 'screen', 'file', 'region', 'custom'])
export type FeedSource = z.infer<typeof feedSourceSchema>

export const feedTrackSchema = z.object({
  kind: trackKindSchema,
  /** The publisher muted it: no packets flow. */
  muted: z.boolean(),
  /** For example `video/VP8`. */
  mimeType: z.string(),
})
export type FeedTrack = z.infer<typeof feedTrackSchema>

/** One published stream: audio, video or both, with a tag of the application's. */
export const feedSchema = z.object({
  feedId: z.string(),
  uid: z.string(),
  tag: z.string(),
  source: feedSourceSchema,
  tracks: z.array(feedTrackSchema),
})
export type Feed = z.infer<typeof feedSchema>

/** Guide 6.3.3, OnRoomAttendanceList: 0 is a person, 101 a VOD service. */
export const participantSchema = z.object({
  uid: z.string(),
  userType: z.number().int(),
  /** Milliseconds since the epoch, of the server's clock. */
  joinedAt: z.number(),
  /** False while its session has no socket; it comes back or leaves within the session's time to live. */
  connected: z.boolean(),
  /** A name for people to read, if the client gave one. */
  displayName: z.string().optional(),
})
export type Participant = z.infer<typeof participantSchema>

/** The whole state of a room at a version. Each change adds one to the version. */
export const roomSnapshotSchema = z.object({
  roomId: z.string(),
  version: z.number().int(),
  creatorUid: z.string(),
  createdAt: z.number(),
  participants: z.array(participantSchema),
  feeds: z.array(feedSchema),
})
export type RoomSnapshot = z.infer<typeof roomSnapshotSchema>

/** Guide 6.3.3, OnParticipantLeaveRoom: `left` is 1 (normal), the others are 2 (abnormal). */
export const leaveReasonSchema = z.enum(['left', 'lost', 'kicked', 'takenOver', 'roomEnded'])
export type LeaveReason = z.infer<typeof leaveReasonSchema>

/** Why a feed or subscription ended. */
export const endReasonSchema = z.enum(['unpublished', 'unsubscribed', 'participantLeft', 'roomEnded', 'mediaFailed'])
export type EndReason = z.infer<typeof endReasonSchema>
