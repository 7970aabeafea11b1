import type { Logger } from 'pino'
import { Webhook } from 'standardwebhooks'
import type { AppSettingsLookup } from '../apps/index.ts'
import type { WebhookDeliveries } from '../store/webhook-deliveries.ts'
import type { WebhookSecrets } from '../store/webhook-secrets.ts'
import { type Delivery, retryDelayMs } from './delivery.ts'
import type { Posted, Poster } from './post.ts'

const inFlightMax = 32
/** A receiver that is slow holds up no other app. */
const inFlightPerAppMax = 8
/** Longer than an attempt may take: a server that has not settled by then has died. */
const claimMs = 20_000
/** While something is left that is not due: others may add to it. */
const longestSleepMs = 5_000
const sleepAfterFailureMs = 1_000

interface DispatcherOptions {
  readonly deliveries: WebhookDeliveries
  readonly secrets: WebhookSecrets
  readonly settings: AppSettingsLookup
  readonly poster: Poster
  readonly log: Logger
}

/** Sends what is due, each room's messages one after another. */
export class Dispatcher {
  readonly #options: DispatcherOptions
  readonly #stopping = new AbortController()
  /** By delivery id. */
  readonly #inFlight = new Map<string, { readonly bizName: string; readonly done: Promise<void> }>()
  #waking = Promise.withResolvers<void>()
  readonly #running: Promise<void>

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#running = this.#run()
  }

  /** Something new may be due. */
  wake(): void {
    this.#waking.resolve()
  }

  /** What is being sent is broken off, and sent again by whoever comes next. */
  async close(): Promise<void> {
    this.#stopping.abort()
    this.wake()
    await this.#running
    await Promise.all([...this.#inFlight.values()].map(({ done }) => done))
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      this.#waking = Promise.withResolvers<void>()
      let sleepMs = sleepAfterFailureMs
      try {
        const claimed = await this.#claim()
        for (const delivery of claimed) this.#start(delivery)
        sleepMs = claimed.length > 0 ? 0 : await this.#untilNextMs()
      } catch (error) {
        if (!this.#stopping.signal.aborted)
          this.#options.log.warn({ err: error }, 'webhooks could not be read, trying again')
      }
      await this.#sleep(sleepMs)
    }
  }

  async #untilNextMs(): Promise<number> {
    const now = new Date()
    const dueAt = await this.#options.deliveries.nextDueAt(now)
    const dueInMs = (dueAt?.getTime() ?? Number.POSITIVE_INFINITY) - now.getTime()
    // What is due and was not claimed waits for one in flight, whose end wakes us.
    return dueInMs > 0 ? Math.min(dueInMs, longestSleepMs) : longestSleepMs
  }

  #claim(): Promise<Delivery[]> {
    const limit = inFlightMax - this.#inFlight.size
    if (limit <= 0) return Promise.resolve([])
    const counts = Map.groupBy(this.#inFlight.values(), ({ bizName }) => bizName)
    const busyApps = [...counts].flatMap(([bizName, { length }]) => (length >= inFlightPerAppMax ? [bizName] : []))
    const now = new Date()
    const until = new Date(now.getTime() + claimMs)
    return this.#options.deliveries.claim({ now, until, limit: Math.min(limit, inFlightPerAppMax), busyApps })
  }

  #start(delivery: Delivery): void {
    const { deliveryId, bizName } = delivery
    const done = this.#deliver(delivery)
      .catch((error: unknown) => {
        // Its claim runs out.
        if (!this.#stopping.signal.aborted)
          this.#options.log.warn({ err: error, deliveryId }, 'a webhook was not settled')
      })
      .finally(() => {
        this.#inFlight.delete(deliveryId)
        this.wake()
      })
    this.#inFlight.set(deliveryId, { bizName, done })
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { deliveries, log } = this.#options
    const { deliveryId, bizName, topic, roomId, eventCode, attemptCount, retryUntil } = delivery
    const startedMs = Date.now()
    const { status, problem } = await this.#post(delivery)
    if (this.#stopping.signal.aborted) return
    const now = Date.now()
    const attempt = {
      at: startedMs,
      durationMs: now - startedMs,
      ...(status === undefined ? {} : { status }),
      ...(problem === undefined ? {} : { problem }),
    }
    if (problem === undefined) {
      return deliveries.settle(deliveryId, attempt, { state: 'delivered', nextAttemptAt: new Date(now) })
    }
    const nextAttemptAt = new Date(now + retryDelayMs(attemptCount + 1, Math.random()))
    const state = nextAttemptAt > retryUntil ? 'dead' : 'pending'
    log.info({ deliveryId, bizName, topic, roomId, eventCode, status, problem, state }, 'a webhook was not taken')
    await deliveries.settle(deliveryId, attempt, { state, nextAttemptAt })
  }

  async #post({ deliveryId, bizName, topic, body }: Delivery): Promise<Posted> {
    const { settings, secrets, poster } = this.#options
    const { rooms, recording } = settings.settingsOf(bizName)
    const url = topic === 'rooms' ? rooms.callbackUrl : recording.callbackUrl
    if (url === null) return { problem: 'the call app has no address for it any more' }
    const text = JSON.stringify(body)
    const now = new Date()
    const headers = {
      'webhook-id': deliveryId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'webhook-signature': new Webhook(await secrets.of(bizName)).sign(deliveryId, now, text),
    }
    return poster.post({ url, headers, body: text, bizRequestId: deliveryId, signal: this.#stopping.signal })
  }

  async #sleep(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    await Promise.race([promise, this.#waking.promise])
    clearTimeout(timer)
  }
}
