import type { Happening } from '@mrtc/server/usage'
import type { ScriptedDay } from './scripted-day.ts'

type Untimed<T> = T extends unknown ? Omit<T, 'at' | 'app'> : never
type Entry = {
  readonly atS: number
  readonly isEnd: boolean
  readonly bizName: string
  readonly what: Untimed<Happening>
}

/** What a server would tell of this day, in order: of what is at the same second, ends come first. */
export function happeningsOf(day: ScriptedDay, midnightMs: number): Happening[] {
  const entries: Entry[] = []
  const starts = (atS: number, bizName: string, what: Untimed<Happening>) =>
    entries.push({ atS, isEnd: false, bizName, what })
  const ends = (atS: number, bizName: string, what: Untimed<Happening>) =>
    entries.push({ atS, isEnd: true, bizName, what })

  for (const { bizName, uid, sessionId, fromS, toS, gaps } of day.sessions) {
    const session = { sessionId, uid }
    starts(fromS, bizName, { kind: 'session.connected', ...session })
    for (const gap of gaps) {
      ends(gap.fromS, bizName, { kind: 'session.suspended', ...session, roomId: undefined })
      if (gap.toS < toS) {
        starts(gap.toS, bizName, { kind: 'session.resumed', ...session, roomId: undefined, awayMs: 1 })
      }
    }
    ends(toS, bizName, { kind: 'session.disconnected', ...session, roomId: undefined, end: 'closed' })
  }
  for (const { bizName, roomId, creatorUid, fromS } of day.rooms) {
    starts(fromS, bizName, { kind: 'room.created', roomId, uid: creatorUid })
  }
  for (const { bizName, roomId, uid, fromS, toS } of day.places) {
    const more = {
      sessionId: '',
      displayName: undefined,
      client: { platform: 'proof', version: '1' },
      returning: false,
    }
    starts(fromS, bizName, { kind: 'room.joined', roomId, uid, ...more })
    ends(toS, bizName, { kind: 'room.left', roomId, uid, reason: 'left' })
  }
  for (const { bizName, roomId, creatorUid, toS } of day.rooms) {
    ends(toS, bizName, { kind: 'room.ended', roomId, creatorUid })
  }
  for (const { bizName, roomId, uid, feedId, fromS, toS } of day.feeds) {
    const media = { tag: '', source: 'camera', kinds: ['audio', 'video'], muted: [], size: undefined } as const
    starts(fromS, bizName, { kind: 'feed.published', roomId, uid, feedId, ...media })
    ends(toS, bizName, { kind: 'feed.ended', roomId, uid, feedId, reason: 'unpublished' })
  }
  for (const { bizName, roomId, uid, subscriptionId, feedId, publisherUid, fromS, toS, sizes } of day.subscriptions) {
    const ids = { roomId, uid, subscriptionId, feedId }
    const [first, ...changes] = sizes
    const kinds = ['audio', 'video'] as const
    starts(fromS, bizName, { kind: 'subscription.started', ...ids, publisherUid, kinds, size: first?.size })
    for (const { fromS: changeS, size } of changes) {
      starts(changeS, bizName, { kind: 'subscription.resized', ...ids, size })
    }
    ends(toS, bizName, { kind: 'subscription.ended', ...ids })
  }

  return entries
    .sort((a, b) => a.atS - b.atS || Number(b.isEnd) - Number(a.isEnd))
    .map(({ atS, bizName, what }) => {
      const app = { bizName, appId: 'usage-proof', workspaceId: 'default' }
      return { ...what, at: midnightMs + atS * 1_000, app } as Happening
    })
}
