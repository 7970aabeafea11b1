/** Reads off the events of a call who was in, what they sent and got, and what broke. Pure. */
import type { FeedSource, TrackKind } from '@mrtc/protocol'
import type { PictureSize } from '../happenings/index.ts'
import type { ClientSoftware } from '../signaling/contract.ts'
import type { StoredCall, StoredEvent, StoredPerson } from '../store/stored-calls.ts'
import { type Reconnect, ReconnectFinder } from './reconnect.ts'

/** Times are in milliseconds since 1970; an end that is undefined has not come, or was not told before the call was lost. */
interface Lasting {
  readonly startedAt: number
  endedAt: number | undefined
}

export interface ReportedSession extends Lasting {
  readonly sessionId: string
  readonly client: ClientSoftware | undefined
  /** In a word: how they left the room, `shutdown` or `serverRestarted`. */
  end: string | undefined
}

export interface ReportedFeed extends Lasting {
  readonly feedId: string
  readonly tag: string
  readonly source: FeedSource
  readonly kinds: readonly TrackKind[]
  /** The latest; undefined: no picture. */
  size: PictureSize | undefined
  end: string | undefined
}

export interface ReportedSubscription extends Lasting {
  readonly subscriptionId: string
  readonly feedId: string
  readonly publisherUid: string
  readonly kinds: readonly TrackKind[]
  size: PictureSize | undefined
  /** The largest that was reported, from 0 to 1. */
  worstLossShare: number
}

export interface ReportedParticipant {
  readonly person: StoredPerson
  readonly sessions: readonly ReportedSession[]
  readonly feeds: readonly ReportedFeed[]
  readonly subscriptions: readonly ReportedSubscription[]
}

export interface CallReport {
  readonly call: StoredCall
  readonly participants: readonly ReportedParticipant[]
  readonly reconnects: readonly Reconnect[]
}

interface Stored {
  readonly call: StoredCall
  readonly people: readonly StoredPerson[]
  readonly events: readonly StoredEvent[]
}

interface Found {
  readonly sessions: ReportedSession[]
  readonly feeds: Map<string, ReportedFeed>
  readonly subscriptions: Map<string, ReportedSubscription>
}

export function callReport({ call, people, events }: Stored): CallReport {
  const finder = new ReconnectFinder()
  const reader = new EventReader()
  const reconnects = events.flatMap((event) => {
    reader.read(event)
    return finder.next(event) ?? []
  })
  if (call.endedAt) reader.endAll(call.endedAt.getTime(), undefined)
  const participants = people.map((person) => {
    const { sessions, feeds, subscriptions } = reader.of(person.uid)
    return { person, sessions, feeds: [...feeds.values()], subscriptions: [...subscriptions.values()] }
  })
  return { call, participants, reconnects: reconnects.sort((a, b) => a.at - b.at) }
}

class EventReader {
  readonly #people = new Map<string, Found>()
  #lastAt = 0

  of(uid: string): Found {
    const found = this.#people.get(uid) ?? { sessions: [], feeds: new Map(), subscriptions: new Map() }
    this.#people.set(uid, found)
    return found
  }

  read({ kind, at, uid, data }: StoredEvent): void {
    // Until then it was known to be so; nobody knows when in between the server died.
    if (kind === 'room.restored') this.endAll(this.#lastAt, 'serverRestarted')
    this.#lastAt = at
    if (uid === undefined) return
    const person = this.of(uid)
    // What was written is what happenings of these kinds hold, see call-event.ts.
    const said = data as Partial<ReportedFeed & ReportedSubscription & ReportedSession> & {
      readonly reason?: string
      readonly end?: string
      readonly lossShare?: number
    }
    const { feedId = '', subscriptionId = '' } = said
    switch (kind) {
      case 'room.joined':
        person.sessions.push({
          sessionId: said.sessionId ?? '',
          client: said.client,
          startedAt: at,
          endedAt: undefined,
          end: undefined,
        })
        break
      case 'room.left':
        endSession(person, at, said.reason)
        break
      case 'session.disconnected':
        // Its place is kept, and all that it sent and got is over here.
        if (said.end === 'shutdown') endPerson(person, at, said.end)
        break
      case 'feed.published': {
        const { tag = '', source = 'custom', kinds = [], size } = said
        // Again under the same id after a restart of the server.
        const startedAt = person.feeds.get(feedId)?.startedAt ?? at
        person.feeds.set(feedId, { feedId, tag, source, kinds, size, startedAt, endedAt: undefined, end: undefined })
        break
      }
      case 'feed.resized': {
        const feed = person.feeds.get(feedId)
        if (feed) feed.size = said.size ?? feed.size
        break
      }
      case 'feed.ended':
        endFeed(person.feeds.get(feedId), at, said.reason)
        break
      case 'subscription.started': {
        const { publisherUid = '', kinds = [], size } = said
        const { startedAt = at, worstLossShare = 0 } = person.subscriptions.get(subscriptionId) ?? {}
        const begun = { startedAt, endedAt: undefined, worstLossShare }
        person.subscriptions.set(subscriptionId, { subscriptionId, feedId, publisherUid, kinds, size, ...begun })
        break
      }
      case 'subscription.resized': {
        const subscription = person.subscriptions.get(subscriptionId)
        if (subscription) subscription.size = said.size ?? subscription.size
        break
      }
      case 'subscription.qualityReported': {
        const subscription = person.subscriptions.get(subscriptionId)
        if (!subscription) break
        subscription.worstLossShare = Math.max(subscription.worstLossShare, said.lossShare ?? 0)
        break
      }
      case 'subscription.ended': {
        const subscription = person.subscriptions.get(subscriptionId)
        if (subscription) subscription.endedAt ??= at
        break
      }
    }
  }

  endAll(at: number, end: string | undefined): void {
    for (const person of this.#people.values()) endPerson(person, at, end)
  }
}

function endPerson(person: Found, at: number, end: string | undefined): void {
  endSession(person, at, end)
  for (const feed of person.feeds.values()) endFeed(feed, at, end)
  for (const subscription of person.subscriptions.values()) subscription.endedAt ??= at
}

function endSession({ sessions }: Found, at: number, end: string | undefined): void {
  const last = sessions.at(-1)
  if (last === undefined || last.endedAt !== undefined) return
  last.endedAt = at
  last.end = end
}

function endFeed(feed: ReportedFeed | undefined, at: number, end: string | undefined): void {
  if (feed === undefined || feed.endedAt !== undefined) return
  feed.endedAt = at
  feed.end = end
}
