/** A week of calls that never were, for a console that is looked at for the first time. The same for the same week. */
import type { Happening, PictureSize } from '../happenings/index.ts'
import type { AppIdentity } from '../signaling/contract.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
const days = 7
/** Of the day, in the time zone of the days. */
const firstHour = 8
const hours = 10
/** Calls of the last days have their quality as well. */
const daysWithQuality = 2
const reportEveryMs = 30_000

const people = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi', 'ivan', 'judy'] as const
const sizes: readonly (PictureSize | undefined)[] = [
  { widthPx: 640, heightPx: 360 },
  { widthPx: 1280, heightPx: 720 },
  undefined,
  { widthPx: 960, heightPx: 540 },
  { widthPx: 1920, heightPx: 1080 },
]
const client = { platform: 'web', version: '0.1.0' }

/** One of these for a number, spread so that neighbours differ. */
function pick<T>(list: readonly T[], number: number): T | undefined {
  return list[(number * 7 + 3) % list.length]
}

/**
 * @param todayAtMs when today began: the calls are of the days before
 * @returns in order
 */
export function madeUpCalls(app: AppIdentity, todayAtMs: number): Happening[] {
  return Array.from({ length: days }, (_, index) => index)
    .flatMap((day) => {
      const dayAtMs = todayAtMs - (days - day) * dayMs
      const count = 4 + ((day * 5) % 7)
      return Array.from({ length: count }, (_, call) => {
        const number = day * 16 + call
        const atMs = dayAtMs + (firstHour + (call * hours) / count) * hourMs + (number % 9) * minuteMs
        return oneCall({ app, number, atMs, hasQuality: days - day <= daysWithQuality })
      })
    })
    .flat()
    .sort((a, b) => a.at - b.at)
}

interface CallOptions {
  readonly app: AppIdentity
  readonly number: number
  readonly atMs: number
  readonly hasQuality: boolean
}

/** Everybody publishes and watches everybody else; the last one comes late; in some somebody's network is bad. */
function oneCall({ app, number, atMs, hasQuality }: CallOptions): Happening[] {
  const roomId = `example${String(number).padStart(9, '0')}`
  const lengthMs = (3 + ((number * 11) % 23)) * minuteMs
  const uids = Array.from({ length: 2 + (number % 3) }, (_, index) => pick(people, number + index * 3) ?? people[0])
  const present = [...new Set(uids)]
  const size = pick(sizes, number)
  const endMs = atMs + lengthMs
  const joinedAt = (index: number) => atMs + index * 20_000
  const at = (time: number) => ({ at: time, app })
  const happened: Happening[] = []

  for (const [index, uid] of present.entries()) {
    const sessionId = `${roomId}-${uid}`
    const feed = { roomId, uid, feedId: `${roomId}-feed-${index}` }
    const media = { kinds: size ? (['audio', 'video'] as const) : (['audio'] as const), size }
    const joinMs = joinedAt(index)
    happened.push({ kind: 'session.connected', ...at(joinMs - 2_000), sessionId, uid })
    if (index === 0) happened.push({ kind: 'room.created', ...at(joinMs), roomId, uid })
    const name = `${uid.slice(0, 1).toUpperCase()}${uid.slice(1)}`
    const joined = { roomId, uid, sessionId, displayName: name, client, returning: false }
    happened.push({ kind: 'room.joined', ...at(joinMs), ...joined })
    happened.push({
      kind: 'feed.published',
      ...at(joinMs + 500),
      ...feed,
      tag: '',
      source: 'camera',
      muted: [],
      ...media,
    })
    for (const [other, publisherUid] of present.entries()) {
      if (other === index) continue
      const ids = { roomId, uid, subscriptionId: `${roomId}-${index}-${other}`, feedId: `${roomId}-feed-${other}` }
      const startMs = Math.max(joinMs, joinedAt(other)) + 900
      happened.push({ kind: 'subscription.started', ...at(startMs), ...ids, publisherUid, ...media })
      happened.push({ kind: 'subscription.ended', ...at(endMs - 10), ...ids })
    }
    happened.push({ kind: 'feed.ended', ...at(endMs - 5), ...feed, reason: 'participantLeft' })
    happened.push({ kind: 'room.left', ...at(endMs), roomId, uid, reason: 'left' })
    happened.push({
      kind: 'session.disconnected',
      ...at(endMs + 1_000),
      sessionId,
      uid,
      roomId: undefined,
      end: 'closed',
    })
    if (number % 4 === 1 && index === 0) {
      const lostMs = atMs + lengthMs / 2
      happened.push({ kind: 'session.suspended', ...at(lostMs), sessionId, uid, roomId })
      const back = { sessionId, uid, roomId, awayMs: 3_200 }
      happened.push({ kind: 'session.resumed', ...at(lostMs + 3_200), ...back })
    }
    if (hasQuality)
      happened.push(...quality({ ...feed, app, number, index, others: present.length, size, fromMs: joinMs, endMs }))
  }
  const creatorUid = present[0] ?? ''
  happened.push({ kind: 'room.ended', ...at(endMs + 1), roomId, creatorUid })
  return happened
}

interface QualityOptions extends CallOptionsOfOne {
  readonly fromMs: number
  readonly endMs: number
}

interface CallOptionsOfOne {
  readonly app: AppIdentity
  readonly number: number
  readonly roomId: string
  readonly uid: string
  readonly feedId: string
  readonly index: number
  readonly others: number
  readonly size: PictureSize | undefined
}

/** Good, but for somebody's network in the middle of every third call. */
function quality({
  app,
  number,
  roomId,
  uid,
  feedId,
  index,
  others,
  size,
  fromMs,
  endMs,
}: QualityOptions): Happening[] {
  const reports: Happening[] = []
  const picture = size ? { widthPx: size.widthPx, heightPx: size.heightPx } : {}
  for (let at = fromMs + reportEveryMs; at < endMs; at += reportEveryMs) {
    const through = (at - fromMs) / (endMs - fromMs)
    const isBad = number % 3 === 0 && index === 1 && through > 0.4 && through < 0.6
    const lossShare = isBad ? 0.18 : 0.002
    const bitrateBps = Math.round((size ? size.widthPx * size.heightPx * 1.2 : 32_000) * (isBad ? 0.4 : 1))
    const rttMs = (isBad ? 220 : 38) + ((at / reportEveryMs + index) % 7)
    const path = { bitrateBps, lossShare, rttMs, jitterMs: isBad ? 42 : 4 }
    const framesPerSecond = size ? (isBad ? 9 : 24) : undefined
    const subscriptions = Array.from({ length: others }, (_, other) => other)
      .filter((other) => other !== index)
      .map((other) => ({
        subscriptionId: `${roomId}-${index}-${other}`,
        feedId: `${roomId}-feed-${other}`,
        bitrateBps,
        lossShare,
        jitterMs: path.jitterMs,
        frozenShare: isBad ? 0.12 : 0,
        concealedShare: isBad ? 0.03 : 0,
        framesPerSecond,
        ...picture,
      }))
    const feeds = [{ feedId, bitrateBps, framesPerSecond, ...picture }]
    const report = { periodMs: reportEveryMs, up: path, down: path, feeds, subscriptions }
    reports.push({ kind: 'quality.reported', at, app, roomId, uid, report })
  }
  return reports
}
