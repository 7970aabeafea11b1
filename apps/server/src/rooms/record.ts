/** A room as it is kept while the server is down. Its own past versions may have written it: it is checked when read. */
import { feedSourceSchema, feedTrackSchema, participantSchema, trackKindsSchema } from '@mrtc/protocol'
import * as z from 'zod'
import type { RoomState } from './state.ts'

const recordSchema = z.object({
  roomId: z.string(),
  rtoken: z.string(),
  appKey: z.string(),
  version: z.number().int(),
  creatorUid: z.string(),
  createdAt: z.number(),
  participants: z.array(
    z.object({
      info: participantSchema,
      subscriptions: z.array(z.object({ subscriptionId: z.string(), feedId: z.string(), kinds: trackKindsSchema })),
    }),
  ),
  feeds: z.array(
    z.object({
      feedId: z.string(),
      uid: z.string(),
      tag: z.string(),
      source: feedSourceSchema,
      kinds: trackKindsSchema,
      tracks: z.array(feedTrackSchema),
    }),
  ),
})
export type RoomRecord = z.infer<typeof recordSchema>

/** Feeds that were only declared are left out: nobody knows of them, and their publishers declare them again. */
export function recordOf(state: RoomState): RoomRecord {
  const { roomId, rtoken, appKey, version, creatorUid, createdAt } = state
  return {
    roomId,
    rtoken,
    appKey,
    version,
    creatorUid,
    createdAt,
    participants: [...state.participants.values()].map(({ info, subscriptions }) => ({
      info,
      subscriptions: [...subscriptions.values()].map((subscription) => ({
        ...subscription,
        kinds: [...subscription.kinds],
      })),
    })),
    feeds: [...state.feeds.values()]
      .filter((feed) => feed.state === 'published')
      .map(({ feedId, uid, tag, source, kinds, tracks }) => ({
        feedId,
        uid,
        tag,
        source,
        kinds: [...kinds],
        tracks: [...tracks],
      })),
  }
}

/**
 * The room after the server came back: everyone's place is kept but nobody is connected, and all feeds are without media.
 * @returns undefined for what is no record
 */
export function restoreRoom(record: unknown): RoomState | undefined {
  const parsed = recordSchema.safeParse(record)
  if (!parsed.success) return undefined
  const { participants, feeds, ...room } = parsed.data
  return {
    ...room,
    phase: 'open',
    participants: new Map(
      // Links between pages are made anew, if at all.
      participants.map(({ info: { displayName, direct, route: _, ...info }, subscriptions }) => {
        const name = { ...(displayName === undefined ? {} : { displayName }), ...(direct ? { direct } : {}) }
        const byFeed = new Map(subscriptions.map((subscription) => [subscription.feedId, subscription]))
        return [info.uid, { info: { ...info, ...name, connected: false }, subscriptions: byFeed }]
      }),
    ),
    feeds: new Map(
      feeds.map((feed) => [
        feed.feedId,
        { ...feed, state: 'published', detached: feed.tracks.map(({ kind }) => kind) } as const,
      ]),
    ),
  }
}
