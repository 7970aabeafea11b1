/** The schemas of what a room consists of; the plain types are in `room-model.ts`. */
import * as z from 'zod'
import { limits } from './limits.ts'
import type {
  EndReason,
  Feed,
  FeedSource,
  FeedTrack,
  LeaveReason,
  MediaRoute,
  Participant,
  TrackKind,
} from './room-model.ts'

export const uidSchema = z
  .string()
  .min(1)
  .max(limits.uidLength)
  .regex(/^[A-Za-z0-9_]+$/, 'may have letters, digits and underscore only')

export const trackKindSchema = z.enum(['audio', 'video']) satisfies z.ZodType<TrackKind>

/** Audio, video or both, each named once: a feed has one track of a kind. */
export const trackKindsSchema = z
  .array(trackKindSchema)
  .min(1)
  .max(2)
  .refine((kinds) => new Set(kinds).size === kinds.length, 'must name a kind once')

export const feedSourceSchema = z.enum(['camera', 'screen', 'file', 'region', 'custom']) satisfies z.ZodType<FeedSource>

export const feedTrackSchema = z.object({
  kind: trackKindSchema,
  muted: z.boolean(),
  mimeType: z.string(),
}) satisfies z.ZodType<FeedTrack>

export const feedSchema = z.object({
  feedId: z.string(),
  uid: z.string(),
  tag: z.string(),
  source: feedSourceSchema,
  tracks: z.array(feedTrackSchema),
}) satisfies z.ZodType<Feed>

export const mediaRouteSchema = z.enum(['server', 'direct', 'relay']) satisfies z.ZodType<MediaRoute>

export const participantSchema = z.object({
  uid: z.string(),
  userType: z.number().int(),
  joinedAt: z.number(),
  connected: z.boolean(),
  displayName: z.string().optional(),
  direct: z.boolean().optional(),
  route: mediaRouteSchema.exclude(['server']).optional(),
}) satisfies z.ZodType<Participant>

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

export const leaveReasonSchema = z.enum([
  'left',
  'lost',
  'kicked',
  'takenOver',
  'roomEnded',
]) satisfies z.ZodType<LeaveReason>

export const endReasonSchema = z.enum([
  'unpublished',
  'unsubscribed',
  'participantLeft',
  'roomEnded',
  'mediaFailed',
]) satisfies z.ZodType<EndReason>
