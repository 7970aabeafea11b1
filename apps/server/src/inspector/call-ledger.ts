import type { Happening, HappeningOf } from '../happenings/index.ts'
import type { AppIdentity, ClientSoftware } from '../signaling/contract.ts'
import type { CallChange, CallChanges, PersonChange, QualitySample } from './call-changes.ts'
import { type CallEvent, callEventOf, isDetail } from './call-event.ts'
import { gradeOf, type QualityGrade, worseOf } from './quality.ts'
import { ReconnectFinder } from './reconnect.ts'
import { SampleMerger } from './sample-merger.ts'

/** Of one call; half of it for details. */
const eventsKept = 20_000
/** A call in which nothing happens is said to run so often. */
export const seenEveryMs = 60_000

interface OpenCall {
  readonly roomId: string
  readonly app: AppIdentity
  readonly startedAt: number
  creatorUid: string | undefined
  endedAt: number | undefined
  writtenAt: number
  readonly present: Set<string>
  readonly mergers: Map<string, SampleMerger>
  readonly reconnects: ReconnectFinder
  /** Of it that were kept in all, and the details among them. */
  eventCount: number
  detailCount: number
  /** Undefined: nothing new. */
  changed: Counts | undefined
  readonly people: Map<string, PersonCounts>
}

interface Counts {
  peakPeople: number
  feeds: number
  reconnects: number
  events: number
  eventsDropped: number
  worst: QualityGrade | undefined
}

interface PersonCounts {
  displayName: string | undefined
  client: ClientSoftware | undefined
  reconnects: number
  worst: QualityGrade | undefined
}

/** Takes down what happens in calls, and gives it to be written. Knows neither clock nor store. */
export class CallLedger {
  readonly #open = new Map<string, OpenCall>()
  #events: CallEvent[] = []
  #samples: QualitySample[] = []

  happened(happening: Happening): void {
    if (happening.kind === 'quality.reported') this.#measured(happening)
    const event = callEventOf(happening)
    if (event) this.#note(happening, event)
  }

  /** What is new since this was asked before; also that calls still run. @param now milliseconds since 1970 */
  take(now: number): CallChanges {
    const calls: CallChange[] = []
    const people: PersonChange[] = []
    for (const call of this.#open.values()) {
      if (call.changed === undefined && call.people.size === 0 && now - call.writtenAt < seenEveryMs) continue
      const { roomId, app, creatorUid, startedAt, endedAt } = call
      const counts = call.changed ?? noCounts(call)
      calls.push({ roomId, app, creatorUid, startedAt, endedAt, seenAt: endedAt ?? now, ...counts })
      for (const [uid, one] of call.people) people.push({ roomId, uid, ...one })
      call.people.clear()
      call.changed = undefined
      call.writtenAt = now
      if (endedAt !== undefined) this.#open.delete(roomId)
    }
    const [events, samples] = [this.#events, this.#samples]
    this.#events = []
    this.#samples = []
    return { calls, people, events, samples }
  }

  /** What is stored of a call counts against what is kept of it. @param events how many are stored */
  stored(roomId: string, events: number): void {
    const call = this.#open.get(roomId)
    if (call) call.eventCount = Math.max(call.eventCount, events)
  }

  #note(happening: Happening, event: CallEvent): void {
    const call = this.#callOf(happening.app, event)
    const counts = changedOf(call)
    this.#keep(call, event)
    const { uid } = event
    switch (happening.kind) {
      case 'room.created':
        call.creatorUid = happening.uid
        break
      case 'room.joined':
        call.present.add(happening.uid)
        this.#personOf(call, happening.uid).displayName = happening.displayName
        this.#personOf(call, happening.uid).client = happening.client
        break
      case 'room.restored':
        for (const present of happening.uids) call.present.add(present)
        break
      case 'room.left':
        call.present.delete(happening.uid)
        this.#rest(call, happening.uid)
        break
      case 'feed.published':
        counts.feeds += 1
        break
      case 'room.ended':
        for (const present of call.mergers.keys()) this.#rest(call, present)
        call.endedAt = happening.at
        break
    }
    counts.peakPeople = Math.max(counts.peakPeople, call.present.size)
    if (call.reconnects.next(event) === undefined || uid === undefined) return
    counts.reconnects += 1
    this.#personOf(call, uid).reconnects += 1
  }

  #measured({ app, roomId, uid, at, report }: HappeningOf<'quality.reported'>): void {
    const call = this.#callOf(app, { roomId, at })
    const merger = call.mergers.get(uid) ?? new SampleMerger({ roomId, uid, startedAt: call.startedAt })
    call.mergers.set(uid, merger)
    const sample = merger.add(at, report)
    if (sample) this.#samples.push(sample)
    const grade = gradeOf(report)
    const counts = changedOf(call)
    const person = this.#personOf(call, uid)
    counts.worst = worseOf(counts.worst ?? 'good', grade)
    person.worst = worseOf(person.worst ?? 'good', grade)
  }

  #keep(call: OpenCall, event: CallEvent): void {
    const counts = changedOf(call)
    const isFull = call.eventCount >= eventsKept || (isDetail(event) && call.detailCount >= eventsKept / 2)
    // The end is always told.
    if (isFull && event.kind !== 'room.ended') {
      counts.eventsDropped += 1
      return
    }
    call.eventCount += 1
    if (isDetail(event)) call.detailCount += 1
    counts.events += 1
    this.#events.push(event)
  }

  #rest(call: OpenCall, uid: string): void {
    const rest = call.mergers.get(uid)?.rest()
    call.mergers.delete(uid)
    if (rest) this.#samples.push(rest)
  }

  #callOf(app: AppIdentity, { roomId, at }: Pick<CallEvent, 'roomId' | 'at'>): OpenCall {
    const known = this.#open.get(roomId)
    if (known) return known
    const call: OpenCall = {
      roomId,
      app,
      startedAt: at,
      creatorUid: undefined,
      endedAt: undefined,
      writtenAt: at,
      present: new Set(),
      mergers: new Map(),
      reconnects: new ReconnectFinder(),
      eventCount: 0,
      detailCount: 0,
      changed: undefined,
      people: new Map(),
    }
    this.#open.set(roomId, call)
    return call
  }

  #personOf(call: OpenCall, uid: string): PersonCounts {
    const person = call.people.get(uid) ?? {
      displayName: undefined,
      client: undefined,
      reconnects: 0,
      worst: undefined,
    }
    call.people.set(uid, person)
    return person
  }
}

function changedOf(call: OpenCall): Counts {
  call.changed ??= noCounts(call)
  return call.changed
}

function noCounts({ present }: OpenCall): Counts {
  return { peakPeople: present.size, feeds: 0, reconnects: 0, events: 0, eventsDropped: 0, worst: undefined }
}
