import type { Clock } from '../clock.ts'

/** What became of a command for one receiver. `delivered`: its client acknowledged it, after its listeners ran. */
export type CommandOutcome =
  | { readonly uid: string; readonly outcome: 'delivered' }
  | {
      readonly uid: string
      readonly outcome: 'failed'
      /** `timeout`: it may arrive all the same. `left`: they left the room. `roomClosed`: we did. */
      readonly why: 'timeout' | 'left' | 'roomClosed'
    }

interface Waiting {
  readonly outcomes: Map<string, CommandOutcome>
  readonly pending: Set<string>
  readonly settle: () => void
}

/** Commands of ours that receivers have yet to acknowledge. */
export class SentCommands {
  readonly #clock: Clock
  readonly #waiting = new Map<string, Waiting>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** To be called before anything that the server sent after its answer is handled: it may be an acknowledgement. */
  track({
    messageId,
    recipients,
    timeoutMs,
  }: {
    readonly messageId: string
    readonly recipients: readonly string[]
    readonly timeoutMs: number
  }): Promise<CommandOutcome[]> {
    const { promise, resolve } = Promise.withResolvers<CommandOutcome[]>()
    const outcomes = new Map<string, CommandOutcome>()
    const cancelTimer = this.#clock.setTimer(timeoutMs, () => this.#failAll(messageId, 'timeout'))
    const settle = () => {
      cancelTimer()
      this.#waiting.delete(messageId)
      resolve(recipients.flatMap((uid) => outcomes.get(uid) ?? []))
    }
    this.#waiting.set(messageId, { outcomes, pending: new Set(recipients), settle })
    if (recipients.length === 0) settle()
    return promise
  }

  delivered(messageIds: readonly string[], uid: string): void {
    for (const messageId of messageIds) this.#decide(messageId, { uid, outcome: 'delivered' })
  }

  left(uid: string): void {
    for (const messageId of [...this.#waiting.keys()]) this.#decide(messageId, { uid, outcome: 'failed', why: 'left' })
  }

  close(): void {
    for (const messageId of [...this.#waiting.keys()]) this.#failAll(messageId, 'roomClosed')
  }

  #failAll(messageId: string, why: 'timeout' | 'roomClosed'): void {
    for (const uid of [...(this.#waiting.get(messageId)?.pending ?? [])]) {
      this.#decide(messageId, { uid, outcome: 'failed', why })
    }
  }

  #decide(messageId: string, outcome: CommandOutcome): void {
    const waiting = this.#waiting.get(messageId)
    if (!waiting?.pending.delete(outcome.uid)) return
    waiting.outcomes.set(outcome.uid, outcome)
    if (waiting.pending.size === 0) waiting.settle()
  }
}
