import type { Logger } from 'pino'
import type { Happening } from '../happenings/index.ts'
import type { CallQuery, StoredCall, StoredCalls, StoredEvent } from '../store/stored-calls.ts'
import type { CallChanges, QualitySample } from './call-changes.ts'
import { CallLedger, seenEveryMs } from './call-ledger.ts'
import { type CallReport, callReport } from './call-report.ts'

/** A crash loses at most so much. */
const writeEveryMs = 2_000
/** A running call that no server has seen for so long was lost with its server. */
const lostAfterMs = 3 * seenEveryMs
const sweepEveryMs = 60_000
const dayMs = 24 * 60 * 60 * 1_000
/** When the store takes nothing for longer, the oldest is given up: five minutes. */
const batchesKept = 150
/** Read at once, to be told of as a whole: more than are kept of a call. */
const eventsOfReport = 50_000

interface InspectorOptions {
  readonly store: StoredCalls
  readonly keepDays: number
  readonly log: Logger
}

/** Keeps what happens in calls in the store, at most {@link writeEveryMs} behind, and tells it again. */
export class Inspector {
  readonly #store: StoredCalls
  readonly #keepDays: number
  readonly #log: Logger
  readonly #ledger = new CallLedger()
  readonly #timers: readonly NodeJS.Timeout[]
  /** Not written yet, because the store did not take it. */
  #left: CallChanges[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor({ store, keepDays, log }: InspectorOptions) {
    this.#store = store
    this.#keepDays = keepDays
    this.#log = log
    this.#timers = [
      setInterval(() => void this.write(), writeEveryMs).unref(),
      setInterval(() => void this.sweep(), sweepEveryMs).unref(),
    ]
  }

  happened(happening: Happening): void {
    this.#ledger.happened(happening)
  }

  /** Writes what happened so far. Never rejects: what the store does not take is kept for the next time. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeNow())
    return this.#writing
  }

  /** Ends calls that were lost with their server, and forgets what is kept no longer. Never rejects. */
  async sweep(): Promise<void> {
    await this.write()
    const now = Date.now()
    try {
      await this.#store.endLost(new Date(now - lostAfterMs))
      await this.#store.removeBefore(new Date(now - this.#keepDays * dayMs))
    } catch (error) {
      this.#log.warn({ err: error }, 'old calls could not be removed, trying again')
    }
  }

  /** Up to this moment, as are all answers here. The latest first. */
  async list(query: CallQuery): Promise<StoredCall[]> {
    await this.write()
    return this.#store.list(query)
  }

  async find(roomId: string): Promise<StoredCall | undefined> {
    await this.write()
    return this.#store.find(roomId)
  }

  /** @returns undefined: no such call is kept */
  async report(roomId: string): Promise<CallReport | undefined> {
    const call = await this.find(roomId)
    if (call === undefined) return undefined
    const [people, events] = await Promise.all([
      this.#store.people(roomId),
      this.#store.events(roomId, { afterSeq: 0, limit: eventsOfReport }),
    ])
    return callReport({ call, people, events })
  }

  /** In order. */
  async events(roomId: string, page: { readonly afterSeq: number; readonly limit: number }): Promise<StoredEvent[]> {
    await this.write()
    return this.#store.events(roomId, page)
  }

  async samples(roomId: string, uid: string): Promise<QualitySample[]> {
    await this.write()
    return this.#store.samples(roomId, uid)
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.write()
  }

  async #writeNow(): Promise<void> {
    const changes = this.#ledger.take(Date.now())
    const isSome = changes.calls.length > 0 || changes.events.length > 0 || changes.samples.length > 0
    const waiting = isSome ? [...this.#left, changes] : this.#left
    this.#left = []
    while (waiting.length > 0) {
      const [next] = waiting
      if (next === undefined) return
      try {
        const kept = await this.#store.write(next)
        for (const [roomId, events] of kept) this.#ledger.stored(roomId, events)
        waiting.shift()
      } catch (error) {
        this.#log.error({ err: error, waiting: waiting.length }, 'calls could not be stored, trying again')
        this.#left = waiting.slice(-batchesKept)
        return
      }
    }
  }
}
