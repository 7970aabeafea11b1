import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { AppSettingsLookup } from '../apps/index.ts'
import type { Happening } from '../happenings/index.ts'
import type { RecordingNotice } from '../recorder/index.ts'
import type { WebhookDeliveries } from '../store/webhook-deliveries.ts'
import type { WebhookSecrets } from '../store/webhook-secrets.ts'
import { Dispatcher } from './dispatcher.ts'
import type { Journal } from './journal.ts'
import type { WebhookMessage } from './message.ts'
import type { Poster } from './post.ts'
import type { KnownRoom, RoomLedger } from './room-ledger.ts'

const retryForMs = 24 * 60 * 60 * 1_000
/** Messages of this long are stored at once. The journal has them meanwhile. */
const collectMs = 20
const storeRetryMs = 1_000
const removeEveryMs = 60 * 60 * 1_000
const dayMs = 24 * 60 * 60 * 1_000

/** A line of the journal: what is to be told, and what its room is like from then on. */
interface Entry {
  readonly messages: readonly WebhookMessage[]
  readonly roomId?: string
  /** Undefined: it is gone. */
  readonly room?: KnownRoom | undefined
}

interface WebhooksOptions {
  readonly deliveries: WebhookDeliveries
  readonly secrets: WebhookSecrets
  readonly settings: AppSettingsLookup
  readonly journal: Journal
  readonly ledger: RoomLedger
  readonly poster: Poster
  readonly keepDays: number
  readonly log: Logger
}

/**
 * Tells business servers what happens: at least once, in order for each room. What happened is in the journal before
 * anybody else hears of it, in the store a moment later, and is sent from there until it is taken or 24 h have passed.
 */
export class Webhooks {
  readonly #options: WebhooksOptions
  readonly #restored = new Map<string, ReadonlySet<string>>()
  /** In the journal and not in the store. */
  #waiting: Entry[] = []
  #storing: Promise<void> | undefined
  #dispatcher: Dispatcher | undefined
  readonly #timer: NodeJS.Timeout

  constructor(options: WebhooksOptions) {
    this.#options = options
    this.#timer = setInterval(() => void this.#removeOld(), removeEveryMs).unref()
  }

  happened(happening: Happening): void {
    if (happening.kind === 'room.restored') this.#restored.set(happening.roomId, new Set(happening.uids))
    if (happening.kind === 'room.created' && !this.#wants(happening.app.bizName, 'rooms')) return
    const { ledger } = this.#options
    const messages = ledger.happened(happening)
    if (messages.length > 0 && 'roomId' in happening && happening.roomId !== undefined) {
      this.#take({ messages, roomId: happening.roomId, room: ledger.roomOf(happening.roomId) })
    }
  }

  recorded({ app, roomId, eventCode, at, recordId, feedId, message, recordResult }: RecordingNotice): void {
    if (!this.#wants(app.bizName, 'recording')) return
    const more = {
      recordId,
      ...(feedId === undefined ? {} : { feedId }),
      ...(message === undefined ? {} : { message }),
      ...(recordResult === undefined ? {} : { recordResult }),
    }
    this.#take({
      messages: [{ deliveryId: randomUUID(), topic: 'recording', app, roomId, eventCode, at, more }],
    })
  }

  /** Begins to send, once it is known which rooms are open again: of the others it tells that they are gone. */
  start(): void {
    const { ledger, deliveries, secrets, settings, poster, log } = this.#options
    for (const message of ledger.reconcile(this.#restored, Date.now())) {
      this.#take({ messages: [message], roomId: message.roomId, room: ledger.roomOf(message.roomId) })
    }
    this.#dispatcher = new Dispatcher({ deliveries, secrets, settings, poster, log })
  }

  /** Sends it again from now on, for another 24 h. @returns how many there were */
  async replay(deliveryIds: readonly string[]): Promise<number> {
    const now = new Date()
    const retryUntil = new Date(now.getTime() + retryForMs)
    const count = await this.#options.deliveries.replay({ deliveryIds, now, retryUntil })
    this.#dispatcher?.wake()
    return count
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.#dispatcher?.close()
    await this.#storing
    // What the store does not take now is in the journal for the next start.
    if (this.#waiting.length > 0) await this.#store()
    await this.#options.poster.close()
    this.#options.journal.close()
  }

  #wants(bizName: string, topic: 'rooms' | 'recording'): boolean {
    return this.#options.settings.settingsOf(bizName)[topic].callbackUrl !== null
  }

  #take(entry: Entry): void {
    this.#options.journal.append(entry)
    this.#waiting.push(entry)
    this.#storing ??= this.#storeSoon()
  }

  /** Never rejects. */
  async #storeSoon(): Promise<void> {
    let waitMs = collectMs
    while (this.#waiting.length > 0) {
      await delay(waitMs)
      waitMs = (await this.#store()) ? collectMs : storeRetryMs
    }
    this.#storing = undefined
  }

  async #store(): Promise<boolean> {
    const entries = this.#waiting
    try {
      await storeEntries(this.#options.deliveries, entries)
    } catch (error) {
      this.#options.log.error({ err: error }, 'webhooks could not be stored, trying again')
      return false
    }
    this.#waiting = this.#waiting.slice(entries.length)
    if (this.#waiting.length === 0) this.#options.journal.clear()
    this.#dispatcher?.wake()
    return true
  }

  async #removeOld(): Promise<void> {
    const { deliveries, keepDays, log } = this.#options
    try {
      await deliveries.removeBefore(new Date(Date.now() - keepDays * dayMs))
    } catch (error) {
      log.warn({ err: error }, 'old webhooks could not be removed, trying again')
    }
  }
}

/** Also of what a process before left in its journal: what is in the store already is left as it is. */
export async function storeEntries(deliveries: WebhookDeliveries, entries: readonly unknown[]): Promise<void> {
  const rooms = new Map<string, KnownRoom | undefined>()
  const messages = (entries as readonly Entry[]).flatMap((entry) => {
    if (entry.roomId !== undefined) rooms.set(entry.roomId, entry.room)
    return entry.messages.map((message) => ({ message, retryUntil: new Date(message.at + retryForMs) }))
  })
  await deliveries.record({
    messages,
    rooms: [...rooms.values()].filter((room) => room !== undefined),
    roomsGone: [...rooms].flatMap(([roomId, room]) => (room ? [] : [roomId])),
  })
}
