import { type CallClass, callClasses } from './call-class.ts'
import type { DayUsage, Person } from './day-usage.ts'

export type Duration = 'onlineMs' | 'publishMs' | 'subscribeMs'
export type Concurrent = 'rooms' | 'online' | 'inCall'

/** Counts for one app, or for all of them. What is there at the same time outlives the day, the rest does not. */
export class Tally {
  readonly #bizName: string | undefined
  readonly #now: Record<Concurrent, number> = { rooms: 0, online: 0, inCall: 0 }
  #usage = emptyUsage()

  constructor(bizName: string | undefined) {
    this.#bizName = bizName
  }

  lasted(what: Duration, ms: number): void {
    this.#usage[what] += ms
    this.#usage.isTouched ||= ms > 0
  }

  called(callClass: CallClass, ms: number): void {
    this.#usage.callMs[callClass] += ms
    this.#usage.isTouched ||= ms > 0
  }

  roomCreated(): void {
    this.#usage.rooms += 1
    this.#usage.isTouched = true
  }

  seen(person: Person): void {
    const key = JSON.stringify([person.bizName, person.uid])
    const known = this.#usage.people.get(key)
    if (known && (known.wasInCall || !person.wasInCall)) return
    this.#usage.people.set(key, person)
    this.#usage.isTouched = true
  }

  changeNow(what: Concurrent, by: 1 | -1): void {
    this.#now[what] += by
    if (this.#now[what] <= this.#usage.peaks[what]) return
    this.#usage.peaks[what] = this.#now[what]
    this.#usage.isTouched = true
  }

  /** What came since this was asked last; undefined when that is nothing. What is there now is the first of the new peaks. */
  take(day: string): DayUsage | undefined {
    const { isTouched, people, ...counted } = this.#usage
    this.#usage = emptyUsage()
    this.#usage.peaks = { ...this.#now }
    // A day that begins in a call has that call as its peak, though nothing else may come.
    this.#usage.isTouched = Object.values(this.#now).some((count) => count > 0)
    return isTouched ? { day, bizName: this.#bizName, ...counted, people: [...people.values()] } : undefined
  }
}

function emptyUsage() {
  return {
    callMs: Object.fromEntries(callClasses.map((name) => [name, 0])) as Record<CallClass, number>,
    onlineMs: 0,
    publishMs: 0,
    subscribeMs: 0,
    rooms: 0,
    peaks: { rooms: 0, online: 0, inCall: 0 },
    people: new Map<string, Person>(),
    isTouched: false,
  }
}
