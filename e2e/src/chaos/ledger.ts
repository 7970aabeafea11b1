/** Books on every request and every message (texts and commands): what was asked, what was answered, what arrived. Pure. */

/** Of one run. All of the last three are to be 0. */
export interface Tally {
  readonly operations: number
  readonly answered: number
  /** Failures by error code. */
  readonly failures: Readonly<Record<string, number>>
  /** Requests whose failure is right, such as a text to somebody who is not there. */
  readonly refusedRightly: number
  /** Acknowledged messages times their receivers. */
  readonly deliveriesDue: number
  readonly delivered: number
  readonly lost: number
  readonly doubled: number
  readonly outOfOrder: number
  /** Answers that were not what the request called for, and requests answered twice. */
  readonly wrong: number
}

interface SentText {
  /** Undefined until the server has acknowledged it. */
  recipients: readonly string[] | undefined
  readonly number: number
}

/** Messages carry who sent them and their number, from 1. */
export class Ledger {
  readonly #texts = new Map<string, SentText>()
  /** What each receiver got of each sender: number to times. */
  readonly #received = new Map<string, Map<number, number>>()
  readonly #latest = new Map<string, number>()
  readonly #open = new Set<number>()
  readonly #failures = new Map<string, number>()
  #operations = 0
  #answered = 0
  #refusedRightly = 0
  #outOfOrder = 0
  #wrong = 0

  /** An operation begins. @returns what to settle it with, once */
  begin(): number {
    this.#operations += 1
    this.#open.add(this.#operations)
    return this.#operations
  }

  answered(operation: number): void {
    if (this.#open.delete(operation)) this.#answered += 1
    else this.#wrong += 1
  }

  refusedRightly(operation: number): void {
    this.answered(operation)
    this.#refusedRightly += 1
  }

  failed(operation: number, code: string): void {
    if (!this.#open.delete(operation)) this.#wrong += 1
    this.#failures.set(code, (this.#failures.get(code) ?? 0) + 1)
  }

  /** An answer that makes no sense. */
  wrong(): void {
    this.#wrong += 1
  }

  sent(from: string, number: number): void {
    this.#texts.set(`${from}/${number}`, { number, recipients: undefined })
  }

  acknowledged(from: string, number: number, recipients: readonly string[]): void {
    const text = this.#texts.get(`${from}/${number}`)
    if (text) text.recipients = recipients
  }

  received(by: string, from: string, number: number): void {
    const pair = `${from}>${by}`
    const numbers = this.#received.get(pair) ?? new Map<number, number>()
    this.#received.set(pair, numbers)
    const times = (numbers.get(number) ?? 0) + 1
    numbers.set(number, times)
    if (times > 1) return
    if (number < (this.#latest.get(pair) ?? 0)) this.#outOfOrder += 1
    else this.#latest.set(pair, number)
  }

  /** How many acknowledged messages have yet to arrive. */
  get missing(): number {
    return this.#count().lost
  }

  /** Operations without an answer. */
  get pending(): number {
    return this.#open.size
  }

  tally(): Tally {
    const doubled = [...this.#received.values()].reduce(
      (sum, numbers) => sum + [...numbers.values()].reduce((more, times) => more + times - 1, 0),
      0,
    )
    return {
      operations: this.#operations,
      answered: this.#answered,
      failures: Object.fromEntries(this.#failures),
      refusedRightly: this.#refusedRightly,
      ...this.#count(),
      doubled,
      outOfOrder: this.#outOfOrder,
      wrong: this.#wrong + this.#open.size,
    }
  }

  #count(): Pick<Tally, 'deliveriesDue' | 'delivered' | 'lost'> {
    let deliveriesDue = 0
    let delivered = 0
    for (const [key, { number, recipients = [] }] of this.#texts) {
      const from = key.slice(0, key.lastIndexOf('/'))
      for (const recipient of recipients) {
        deliveriesDue += 1
        if (this.#received.get(`${from}>${recipient}`)?.has(number)) delivered += 1
      }
    }
    return { deliveriesDue, delivered, lost: deliveriesDue - delivered }
  }
}

/** Whether signalling kept its word. */
export function isFlawless({ lost, doubled, outOfOrder, wrong }: Tally): boolean {
  return lost + doubled + outOfOrder + wrong === 0
}

/** The share of requests that were answered, in per cent. */
export function reliabilityPercent({ operations, answered }: Tally): number {
  return operations === 0 ? 100 : (100 * answered) / operations
}
