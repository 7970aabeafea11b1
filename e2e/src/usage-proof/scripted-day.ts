/** A day of calls, written down before anything happens. Times are whole seconds since its midnight; ends are excluded. */
import type { PictureSize } from '@mrtc/server/usage'
import { between, type Random } from '../support/random.ts'

export interface Span {
  readonly fromS: number
  readonly toS: number
}

export interface ScriptedSession extends Span {
  readonly bizName: string
  readonly uid: string
  readonly sessionId: string
  /** Without a socket, in order. */
  readonly gaps: readonly Span[]
}

export interface ScriptedRoom extends Span {
  readonly bizName: string
  readonly roomId: string
  readonly creatorUid: string
}

/** A person in a room, a feed or a subscription. */
export interface ScriptedPart extends Span {
  readonly bizName: string
  readonly roomId: string
  readonly uid: string
}

export interface ScriptedFeed extends ScriptedPart {
  readonly feedId: string
}

export interface ScriptedSubscription extends ScriptedPart {
  readonly feedId: string
  readonly publisherUid: string
  readonly subscriptionId: string
  /** What the subscriber gets from when on: the first entry from the start; undefined is sound alone. */
  readonly sizes: readonly { readonly fromS: number; readonly size: PictureSize | undefined }[]
}

export interface ScriptedDay {
  readonly sessions: readonly ScriptedSession[]
  readonly rooms: readonly ScriptedRoom[]
  readonly places: readonly ScriptedPart[]
  readonly feeds: readonly ScriptedFeed[]
  readonly subscriptions: readonly ScriptedSubscription[]
}

const dayS = 24 * 60 * 60
const longestCallS = 3 * 60 * 60
const sizes: readonly (PictureSize | undefined)[] = [
  undefined,
  { widthPx: 320, heightPx: 180 },
  { widthPx: 640, heightPx: 360 },
  { widthPx: 360, heightPx: 640 },
  { widthPx: 960, heightPx: 540 },
  { widthPx: 1280, heightPx: 720 },
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 2560, heightPx: 1440 },
]

/**
 * Writes a day in which people connect, lose their connection, call each other, publish, watch and come back: calls over
 * midnight at both ends of the day, people in two windows, rooms that nobody joins.
 */
export function writeDay(
  random: Random,
  { calls, apps }: { readonly calls: number; readonly apps: readonly string[] },
) {
  const int = (from: number, to: number) => between(random, from, to)
  const day = { sessions: [], rooms: [], places: [], feeds: [], subscriptions: [] } as {
    -readonly [K in keyof ScriptedDay]: ScriptedDay[K][number][]
  }

  for (let call = 0; call < calls; call += 1) {
    const bizName = apps[int(0, apps.length - 1)] ?? 'app'
    // The first began yesterday, the second ends tomorrow.
    const fromS = call === 0 ? -600 : call === 1 ? dayS - 300 : int(0, dayS - 60)
    const toS = call === 0 ? 900 : fromS + int(2, longestCallS)
    const roomId = `room-${call}`
    const within = (span: Span): Span => {
      const start = int(span.fromS, span.toS - 1)
      return { fromS: start, toS: int(start + 1, span.toS) }
    }

    const present = Array.from({ length: int(1, 5) }, (_, index) => {
      const place = index === 0 ? { fromS, toS } : within({ fromS, toS })
      // Few names, so that people are seen more than once.
      return { bizName, roomId, uid: `person-${call % 7}-${index}`, ...place }
    })
    day.rooms.push({ bizName, roomId, creatorUid: present[0]?.uid ?? '', fromS, toS })
    day.places.push(...present)

    for (const place of present) {
      const sessionId = `session-${call}-${place.uid}`
      const online = { fromS: place.fromS - int(0, 120), toS: place.toS + int(0, 120) }
      const gap = random() < 0.3 ? [within(online)] : []
      // A gap lasts to the end of the session at most.
      day.sessions.push({ bizName, uid: place.uid, sessionId, ...online, gaps: gap })
    }

    const feeds = present.flatMap((place, index) =>
      Array.from({ length: int(0, 2) }, (_, tag) => ({
        ...place,
        ...within(place),
        feedId: `feed-${call}-${index}-${tag}`,
      })),
    )
    day.feeds.push(...feeds)
    for (const feed of feeds) {
      for (const place of present) {
        const shared = { fromS: Math.max(feed.fromS, place.fromS), toS: Math.min(feed.toS, place.toS) }
        if (place.uid === feed.uid || shared.fromS >= shared.toS || random() < 0.2) continue
        const span = within(shared)
        const changes =
          random() < 0.5 ? [] : [int(span.fromS, span.toS - 1), int(span.fromS, span.toS - 1)].sort((a, b) => a - b)
        day.subscriptions.push({
          ...place,
          ...span,
          feedId: feed.feedId,
          publisherUid: feed.uid,
          subscriptionId: `subscription-${feed.feedId}-${place.uid}`,
          sizes: [span.fromS, ...changes].map((changeS) => ({ fromS: changeS, size: sizes[int(0, sizes.length - 1)] })),
        })
      }
    }
  }
  return day satisfies ScriptedDay
}
