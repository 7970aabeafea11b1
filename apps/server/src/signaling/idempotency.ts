import { MrtcError } from '@mrtc/protocol'
import { isLasting, type Outcome } from './outcome.ts'

/** Answers kept for one uid and for all. The oldest go first. */
const answersPerOwner = 256
const answersInAll = 20_000

interface Answer {
  readonly name: string
  readonly outcome: Outcome | Promise<Outcome>
  readonly expiresAtMs: number
}

export interface KeyedRequest {
  /** Who asks, over all of its sessions. */
  readonly owner: string
  readonly key: string
  readonly name: string
}

/**
 * The first answers to requests with an idempotency key. A replay gets the first answer, also while that is still being
 * worked out. What failed for a passing reason is not kept: a replay tries again.
 */
export class Idempotency {
  readonly #ttlMs: number
  readonly #now: () => number
  readonly #owners = new Map<string, Map<string, Answer>>()
  #size = 0

  constructor(ttlMs: number, now: () => number) {
    this.#ttlMs = ttlMs
    this.#now = now
  }

  /** How many answers are kept. */
  get size(): number {
    return this.#size
  }

  run(request: KeyedRequest, execute: () => Outcome | Promise<Outcome>): Outcome | Promise<Outcome> {
    const known = this.#owners.get(request.owner)?.get(request.key)
    if (known && known.expiresAtMs > this.#now()) {
      if (known.name !== request.name) return { error: keyUsed(request, known.name) }
      if (!(known.outcome instanceof Promise)) return known.outcome
      // When the first one came to nothing that lasts, whoever comes next runs it.
      return known.outcome.then((outcome) => (isLasting(outcome) ? outcome : this.run(request, execute)))
    }
    const outcome = execute()
    if (!(outcome instanceof Promise)) {
      if (isLasting(outcome)) this.#keep(request, outcome)
      return outcome
    }
    const answer = this.#keep(request, outcome)
    return outcome.then((settled) => {
      this.#settle(request, answer, settled)
      return settled
    })
  }

  /** Forgets what has expired. */
  sweep(): void {
    const nowMs = this.#now()
    for (const [owner, answers] of this.#owners) {
      for (const [key, answer] of answers) {
        // In the order of their making, so that the first one still good ends it.
        if (answer.expiresAtMs > nowMs) break
        this.#forget(owner, key)
      }
    }
  }

  #keep({ owner, key, name }: KeyedRequest, outcome: Outcome | Promise<Outcome>): Answer {
    this.#forget(owner, key)
    const answers = this.#owners.get(owner) ?? new Map<string, Answer>()
    const answer = { name, outcome, expiresAtMs: this.#now() + this.#ttlMs }
    answers.set(key, answer)
    this.#size += 1
    // Set again, owners stand in the order of their last use.
    this.#owners.delete(owner)
    this.#owners.set(owner, answers)
    if (answers.size > answersPerOwner) this.#forgetOldest(owner)
    if (this.#size > answersInAll) this.#forgetOldest(this.#owners.keys().next().value ?? owner)
    return answer
  }

  #settle(request: KeyedRequest, answer: Answer, outcome: Outcome): void {
    const isKept = this.#owners.get(request.owner)?.get(request.key) === answer
    if (isKept && !isLasting(outcome)) this.#forget(request.owner, request.key)
  }

  #forgetOldest(owner: string): void {
    const oldest = this.#owners.get(owner)?.keys().next()
    if (oldest && !oldest.done) this.#forget(owner, oldest.value)
  }

  #forget(owner: string, key: string): void {
    const answers = this.#owners.get(owner)
    if (!answers?.delete(key)) return
    this.#size -= 1
    if (answers.size === 0) this.#owners.delete(owner)
  }
}

function keyUsed({ key, name }: KeyedRequest, firstName: string): MrtcError {
  return new MrtcError(
    'PARAMETER_INVALID',
    `key: '${key}' was used for ${firstName}; ${name} needs a key of its own.`,
    {
      field: 'key',
    },
  )
}
