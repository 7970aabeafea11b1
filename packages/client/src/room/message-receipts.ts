import { limits } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import { hasCode } from '../errors.ts'
import type { Logger } from '../logger.ts'

/** What arrives within this of the acknowledgement before shares the next one: ten a second at most, however many messages. */
const intervalMs = 100

export interface MessageReceiptsOptions {
  readonly send: (messageIds: readonly string[]) => Promise<void>
  readonly clock: Clock
  readonly log: Logger
}

/**
 * Acknowledges the messages that arrived. One message is under way at a time and the next one names all that came since:
 * thousands of messages after an outage are no burst of requests.
 */
export class MessageReceipts {
  readonly #options: MessageReceiptsOptions
  #waiting: string[] = []
  #state: 'idle' | 'sending' | 'pausing' | 'closed' = 'idle'
  #cancelPause: (() => void) | undefined

  constructor(options: MessageReceiptsOptions) {
    this.#options = options
  }

  add(messageId: string): void {
    this.#waiting.push(messageId)
    if (this.#state === 'idle') void this.#send()
  }

  close(): void {
    this.#state = 'closed'
    this.#waiting = []
    this.#cancelPause?.()
  }

  /** Never rejects. */
  async #send(): Promise<void> {
    const messageIds = this.#waiting.splice(0, limits.messagesAcknowledged)
    this.#state = 'sending'
    try {
      await this.#options.send(messageIds)
    } catch (error) {
      this.#options.log.debug('messages could not be acknowledged', { count: messageIds.length, error })
      // Only then it is for sure that nothing was done and that later it can be.
      if (hasCode(error, 'RATE_LIMITED')) this.#waiting.unshift(...messageIds)
    }
    if (this.#isClosed()) return
    this.#state = 'pausing'
    this.#cancelPause = this.#options.clock.setTimer(intervalMs, () => {
      this.#state = 'idle'
      if (this.#waiting.length > 0) void this.#send()
    })
  }

  /** The room may be left while we wait, which the compiler does not see. */
  #isClosed(): boolean {
    return this.#state === 'closed'
  }
}
