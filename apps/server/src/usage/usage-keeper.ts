import type { Logger } from 'pino'
import type { Happening } from '../happenings/index.ts'
import type { StoredUsage, UsageRange } from '../store/stored-usage.ts'
import type { Calendar } from './calendar.ts'
import type { DayUsage } from './day-usage.ts'
import { UsageMeter } from './usage-meter.ts'
import { type UsageReport, usageReport } from './usage-report.ts'

/**
 * How often what was counted is written: a crash loses at most so much. A transaction with a row for each app that is in
 * use, and one for each person who is new today.
 */
const writeEveryMs = 1_000

/** How often days that are kept no longer are looked for. */
const removeEveryMs = 60 * 60 * 1_000
const dayMs = 24 * 60 * 60 * 1_000

interface KeeperOptions {
  readonly store: StoredUsage
  readonly calendar: Calendar
  readonly keepDays: number
  readonly log: Logger
}

/** Counts what happens on this server and keeps it in the store, at most {@link writeEveryMs} behind. */
export class UsageKeeper {
  readonly calendar: Calendar
  readonly #store: StoredUsage
  readonly #keepDays: number
  readonly #log: Logger
  readonly #meter: UsageMeter
  readonly #timers: readonly NodeJS.Timeout[]
  /** Counted and not written yet, because the store did not take it. */
  #left: DayUsage[] = []
  #writing: Promise<void> = Promise.resolve()
  #isWriting = false

  constructor({ store, calendar, keepDays, log }: KeeperOptions) {
    this.calendar = calendar
    this.#store = store
    this.#keepDays = keepDays
    this.#log = log
    this.#meter = new UsageMeter(calendar, Date.now())
    this.#timers = [
      setInterval(() => this.#writeUnlessWriting(), writeEveryMs).unref(),
      setInterval(() => void this.#removeOld(), removeEveryMs).unref(),
    ]
  }

  happened(happening: Happening): void {
    this.#meter.happened(happening)
  }

  /** Writes what was counted so far. Never rejects: what the store does not take is kept for the next time. */
  write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeNow())
    return this.#writing
  }

  /** A store that takes longer gets more at a time, not more often. */
  #writeUnlessWriting(): void {
    if (!this.#isWriting) void this.write()
  }

  async #writeNow(): Promise<void> {
    const usages = [...this.#left, ...this.#meter.take(Date.now())]
    this.#left = []
    if (usages.length === 0) return
    this.#isWriting = true
    try {
      await this.#store.add(usages)
    } catch (error) {
      this.#log.error({ err: error }, 'usage could not be stored, trying again')
      this.#left = usages
    } finally {
      this.#isWriting = false
    }
  }

  /** Of a range that `faultOf` finds nothing wrong with, up to this moment. */
  async report(range: UsageRange): Promise<UsageReport> {
    await this.write()
    return usageReport(this.#store, range)
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    await this.write()
  }

  async #removeOld(): Promise<void> {
    try {
      await this.#store.removeBefore(this.calendar.dayOf(Date.now() - this.#keepDays * dayMs))
    } catch (error) {
      this.#log.warn({ err: error }, 'old usage could not be removed, trying again')
    }
  }
}
