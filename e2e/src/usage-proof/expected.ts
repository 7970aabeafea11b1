/**
 * What a scripted day comes to, found by looking at each second of it and at everything that is written there: another
 * way than the server's, which adds up what began and ended.
 */
import { type CallClass, callClasses, type StoredDay } from '@mrtc/server/usage'
import type { ScriptedDay, ScriptedSubscription, Span } from './scripted-day.ts'

/** The most lines of a picture that a class takes, as the guide's section 5.4 has them. */
const mostLines: readonly (readonly [CallClass, number])[] = [
  ['1080P', Number.POSITIVE_INFINITY],
  ['720P', 720],
  ['540P', 540],
  ['360P', 360],
]
const secondMs = 1_000
const daySeconds = 24 * 60 * 60

/** @param bizName undefined: all apps together */
export function expectedDay(script: ScriptedDay, date: string, bizName: string | undefined): StoredDay {
  const mine = <T extends { readonly bizName: string }>(parts: readonly T[]) =>
    parts.filter((part) => bizName === undefined || part.bizName === bizName)
  const sessions = mine(script.sessions)
  const rooms = mine(script.rooms)
  const places = mine(script.places)
  const feeds = mine(script.feeds)
  const subscriptions = mine(script.subscriptions)

  const seconds = { audio: 0, '360P': 0, '540P': 0, '720P': 0, '1080P': 0 }
  let [online, published, subscribed] = [0, 0, 0]
  const peaks = { rooms: 0, online: 0, inCall: 0 }
  const seen = new Set<string>()
  const seenInCall = new Set<string>()

  for (let s = 0; s < daySeconds; s += 1) {
    const connected = sessions.filter((it) => covers(it, s) && !it.gaps.some((gap) => covers(gap, s)))
    const present = places.filter((it) => covers(it, s))
    const watched = subscriptions.filter((it) => covers(it, s))
    online += connected.length
    published += feeds.filter((it) => covers(it, s)).length
    subscribed += watched.length
    for (const callClass of bestOfEach(watched, s)) seconds[callClass] += 1

    const people = new Set(connected.map(name))
    const callers = new Set(present.map(name))
    peaks.online = Math.max(peaks.online, people.size)
    peaks.inCall = Math.max(peaks.inCall, callers.size)
    peaks.rooms = Math.max(peaks.rooms, rooms.filter((it) => covers(it, s)).length)
    for (const person of people) seen.add(person)
    for (const person of callers) seenInCall.add(person)
  }

  return {
    day: date,
    callMs: Object.fromEntries(callClasses.map((it) => [it, seconds[it] * secondMs])) as Record<CallClass, number>,
    onlineMs: online * secondMs,
    publishMs: published * secondMs,
    subscribeMs: subscribed * secondMs,
    rooms: rooms.filter(({ fromS }) => fromS >= 0 && fromS < daySeconds).length,
    peaks,
    // Who is in a room counts as connected, also while the connection is lost.
    people: { online: new Set([...seen, ...seenInCall]).size, inCall: seenInCall.size },
  }
}

function covers({ fromS, toS }: Span, s: number): boolean {
  return fromS <= s && s < toS
}

function name({ bizName, uid }: { readonly bizName: string; readonly uid: string }): string {
  return `${bizName} ${uid}`
}

/** One class for each person who gets something. */
function bestOfEach(watched: readonly ScriptedSubscription[], s: number): CallClass[] {
  const best = new Map<string, number>()
  for (const subscription of watched) {
    const now = subscription.sizes.findLast(({ fromS }) => fromS <= s)?.size
    const lines = now ? Math.min(now.widthPx, now.heightPx) : 0
    best.set(name(subscription), Math.max(best.get(name(subscription)) ?? 0, lines))
  }
  return [...best.values()].map((lines) => {
    if (lines === 0) return 'audio'
    return mostLines.findLast(([, most]) => lines <= most)?.[0] ?? '1080P'
  })
}
