import type { Happening } from '../happenings/index.ts'
import type { Calendar } from './calendar.ts'
import { type CallClass, callClassOf, dearestOf } from './call-class.ts'
import type { DayUsage, Person } from './day-usage.ts'
import { type Duration, Tally } from './tally.ts'

/** Something that lasts and is counted by the millisecond. */
interface Running {
  readonly what: Duration
  readonly bizName: string
  sinceMs: number
}

/** A person of an app. */
interface Who {
  readonly bizName: string
  readonly uid: string
}

/** What one person gets at the moment. */
interface Receiver extends Who {
  readonly classes: Map<string, CallClass>
  sinceMs: number
}

/**
 * Counts what is used from what happens. Pure: it has no clock but the times of what happens and those it is told.
 *
 * People are counted once however many windows they have. A session without a socket is not online; its feeds and
 * subscriptions go on, as their media may. A picture that is held back counts as the sound that is left.
 */
export class UsageMeter {
  readonly #calendar: Calendar
  readonly #tallies = new Map<string | undefined, Tally>()
  /** Sessions with a socket, feeds and subscriptions that flow, by their ids. */
  readonly #running = new Map<string, Running>()
  /** How many sessions with a socket each person has. */
  readonly #online = new Map<string, Who & { sessions: number }>()
  /** By room id. */
  readonly #rooms = new Map<string, { readonly bizName: string; readonly uids: Set<string> }>()
  readonly #inCall = new Map<string, Who & { rooms: number }>()
  readonly #receivers = new Map<string, Receiver>()
  readonly #done: DayUsage[] = []
  #nowMs: number
  #dayEndsAtMs: number

  constructor(calendar: Calendar, nowMs: number) {
    this.#calendar = calendar
    this.#nowMs = nowMs
    this.#dayEndsAtMs = calendar.nextDayStartsAt(nowMs)
  }

  happened(happening: Happening): void {
    this.#goTo(happening.at)
    this.#count(happening)
  }

  /** Everything up to this time that was not taken before. Each app, and all together, has one entry a day. */
  take(nowMs: number): DayUsage[] {
    this.#goTo(nowMs)
    this.#settleAll(this.#nowMs)
    this.#takeDay(this.#nowMs)
    return this.#done.splice(0)
  }

  #count(happening: Happening): void {
    const { bizName } = happening.app
    switch (happening.kind) {
      case 'session.connected':
      case 'session.resumed':
        this.#connect(happening.sessionId, { bizName, uid: happening.uid })
        break
      case 'session.suspended':
      case 'session.disconnected':
        this.#disconnect(happening.sessionId, { bizName, uid: happening.uid })
        break
      case 'room.created':
        this.#open(happening.roomId, bizName)
        this.#eachTally(bizName, (tally) => tally.roomCreated())
        break
      case 'room.restored':
        this.#open(happening.roomId, bizName)
        break
      case 'room.joined':
        this.#enter(happening.roomId, { bizName, uid: happening.uid })
        break
      case 'room.left':
        this.#leave(happening.roomId, { bizName, uid: happening.uid })
        break
      case 'room.ended':
        this.#end(happening.roomId)
        break
      case 'feed.published':
        this.#start(feedKey(happening.feedId), 'publishMs', bizName)
        break
      case 'feed.ended':
        this.#stop(feedKey(happening.feedId))
        break
      case 'subscription.started':
        this.#start(happening.subscriptionId, 'subscribeMs', bizName)
        this.#receive(happening.subscriptionId, { bizName, uid: happening.uid }, callClassOf(happening.size))
        break
      case 'subscription.resized':
        if (!this.#running.has(happening.subscriptionId)) return
        this.#receive(happening.subscriptionId, { bizName, uid: happening.uid }, callClassOf(happening.size))
        break
      case 'subscription.ended':
        this.#stop(happening.subscriptionId)
        this.#receive(happening.subscriptionId, { bizName, uid: happening.uid }, undefined)
        break
    }
  }

  #connect(sessionId: string, who: Who): void {
    if (this.#running.has(sessionId)) return
    this.#start(sessionId, 'onlineMs', who.bizName)
    const person = this.#online.get(keyOf(who))
    if (person) person.sessions += 1
    else {
      this.#online.set(keyOf(who), { ...who, sessions: 1 })
      this.#eachTally(who.bizName, (tally) => {
        tally.changeNow('online', 1)
        tally.seen({ ...who, wasInCall: false })
      })
    }
  }

  #disconnect(sessionId: string, who: Who): void {
    if (!this.#running.has(sessionId)) return
    this.#stop(sessionId)
    const person = this.#online.get(keyOf(who))
    if (!person) return
    person.sessions -= 1
    if (person.sessions > 0) return
    this.#online.delete(keyOf(who))
    this.#eachTally(who.bizName, (tally) => tally.changeNow('online', -1))
  }

  #open(roomId: string, bizName: string): void {
    if (this.#rooms.has(roomId)) return
    this.#rooms.set(roomId, { bizName, uids: new Set() })
    this.#eachTally(bizName, (tally) => tally.changeNow('rooms', 1))
  }

  #end(roomId: string): void {
    const room = this.#rooms.get(roomId)
    if (!room) return
    for (const uid of room.uids) this.#leave(roomId, { bizName: room.bizName, uid })
    this.#rooms.delete(roomId)
    this.#eachTally(room.bizName, (tally) => tally.changeNow('rooms', -1))
  }

  #enter(roomId: string, who: Who): void {
    const room = this.#rooms.get(roomId)
    if (!room || room.uids.has(who.uid)) return
    room.uids.add(who.uid)
    const person = this.#inCall.get(keyOf(who))
    if (person) person.rooms += 1
    else {
      this.#inCall.set(keyOf(who), { ...who, rooms: 1 })
      this.#eachTally(who.bizName, (tally) => {
        tally.changeNow('inCall', 1)
        tally.seen({ ...who, wasInCall: true })
      })
    }
  }

  #leave(roomId: string, who: Who): void {
    if (!this.#rooms.get(roomId)?.uids.delete(who.uid)) return
    const person = this.#inCall.get(keyOf(who))
    if (!person) return
    person.rooms -= 1
    if (person.rooms > 0) return
    this.#inCall.delete(keyOf(who))
    this.#eachTally(who.bizName, (tally) => tally.changeNow('inCall', -1))
  }

  #start(key: string, what: Duration, bizName: string): void {
    if (!this.#running.has(key)) this.#running.set(key, { what, bizName, sinceMs: this.#nowMs })
  }

  #stop(key: string): void {
    const running = this.#running.get(key)
    if (!running) return
    this.#settle(running)
    this.#running.delete(key)
  }

  /** @param callClass undefined: the subscription is over */
  #receive(subscriptionId: string, who: Who, callClass: CallClass | undefined): void {
    const receiver = this.#receivers.get(keyOf(who)) ?? { ...who, classes: new Map(), sinceMs: this.#nowMs }
    this.#settleCall(receiver)
    if (callClass === undefined) receiver.classes.delete(subscriptionId)
    else receiver.classes.set(subscriptionId, callClass)
    if (receiver.classes.size === 0) this.#receivers.delete(keyOf(who))
    else this.#receivers.set(keyOf(who), receiver)
  }

  #settle(running: Running): void {
    const lastedMs = this.#nowMs - running.sinceMs
    running.sinceMs = this.#nowMs
    this.#eachTally(running.bizName, (tally) => tally.lasted(running.what, lastedMs))
  }

  #settleCall(receiver: Receiver): void {
    const callClass = dearestOf(receiver.classes.values())
    const lastedMs = this.#nowMs - receiver.sinceMs
    receiver.sinceMs = this.#nowMs
    if (callClass) this.#eachTally(receiver.bizName, (tally) => tally.called(callClass, lastedMs))
  }

  /** Time does not go back, though clocks do. */
  #goTo(atMs: number): void {
    while (atMs >= this.#dayEndsAtMs) {
      const midnightMs = this.#dayEndsAtMs
      this.#settleAll(midnightMs)
      this.#takeDay(midnightMs - 1)
      for (const { sessions: _, ...who } of this.#online.values()) this.#seenToday({ ...who, wasInCall: false })
      for (const { rooms: _, ...who } of this.#inCall.values()) this.#seenToday({ ...who, wasInCall: true })
      this.#dayEndsAtMs = this.#calendar.nextDayStartsAt(midnightMs)
    }
    this.#nowMs = Math.max(this.#nowMs, atMs)
  }

  #seenToday(person: Person): void {
    this.#eachTally(person.bizName, (tally) => tally.seen(person))
  }

  #settleAll(atMs: number): void {
    this.#nowMs = atMs
    for (const running of this.#running.values()) this.#settle(running)
    for (const receiver of this.#receivers.values()) this.#settleCall(receiver)
  }

  #takeDay(atMs: number): void {
    const day = this.#calendar.dayOf(atMs)
    for (const tally of this.#tallies.values()) {
      const usage = tally.take(day)
      if (usage) this.#done.push(usage)
    }
  }

  #eachTally(bizName: string, change: (tally: Tally) => void): void {
    change(this.#tallyOf(bizName))
    change(this.#tallyOf(undefined))
  }

  #tallyOf(bizName: string | undefined): Tally {
    const tally = this.#tallies.get(bizName) ?? new Tally(bizName)
    this.#tallies.set(bizName, tally)
    return tally
  }
}

function keyOf({ bizName, uid }: Who): string {
  return JSON.stringify([bizName, uid])
}

/** Ids of feeds and subscriptions are made apart. */
function feedKey(feedId: string): string {
  return `feed ${feedId}`
}
