import { type ReadableStore, Store } from '@mrtc/client'
import {
  type BeforeCallOptions,
  type CheckName,
  type CheckResult,
  checkNames,
  type Verdict,
  verdictOf,
} from '@mrtc/web-sdk'
import { type Problem, problemOf } from '../problems/problem.ts'

/** One line of what is checked; of TURN servers there is one an address. */
export interface CheckStep {
  readonly check: CheckName
  readonly url?: string
  readonly state:
    | { readonly state: 'waiting' }
    | { readonly state: 'running' }
    | { readonly state: 'done'; readonly result: CheckResult }
}

export type CheckProgress =
  | { readonly phase: 'running'; readonly steps: readonly CheckStep[] }
  | {
      readonly phase: 'done'
      readonly steps: readonly CheckStep[]
      readonly results: readonly CheckResult[]
      readonly verdict: Verdict
    }
  /** There is nobody to sign: nothing was checked. */
  | { readonly phase: 'failed'; readonly steps: readonly CheckStep[]; readonly problem: Problem }

export interface ConnectionCheckOptions {
  readonly findServer: (signal: AbortSignal) => Promise<BeforeCallOptions['server']>
  readonly check: (options: BeforeCallOptions) => Promise<readonly CheckResult[]>
}

const waiting: readonly CheckStep[] = checkNames.map((check) => ({ check, state: { state: 'waiting' } }))

/** The checks before a call, as they go on. */
export class ConnectionCheck {
  readonly #options: ConnectionCheckOptions
  readonly #progress = new Store<CheckProgress>({ phase: 'running', steps: waiting })
  #running: AbortController | undefined

  constructor(options: ConnectionCheckOptions) {
    this.#options = options
  }

  get progress(): ReadableStore<CheckProgress> {
    return this.#progress
  }

  /** Begins, from the first one. */
  async start(): Promise<void> {
    this.stop()
    const running = new AbortController()
    this.#running = running
    const { signal } = running
    const { findServer, check } = this.#options
    this.#progress.set({ phase: 'running', steps: waiting })
    try {
      const server = await findServer(signal)
      const results = await check({
        server,
        signal,
        onStart: (name, url) => this.#show(signal, { check: name, ...(url && { url }), state: { state: 'running' } }),
        onResult: (result) => this.#show(signal, stepOf(result)),
      })
      if (signal.aborted) return
      const { steps } = this.#progress.get()
      this.#progress.set({ phase: 'done', steps, results, verdict: verdictOf(results) })
    } catch (error) {
      if (signal.aborted) return
      this.#progress.set({ phase: 'failed', steps: this.#progress.get().steps, problem: problemOf(error) })
    }
  }

  /** Ends what is under way. */
  stop(): void {
    this.#running?.abort()
    this.#running = undefined
  }

  #show(signal: AbortSignal, step: CheckStep): void {
    if (signal.aborted) return
    this.#progress.update((progress) => ({ ...progress, steps: withStep(progress.steps, step) }))
  }
}

function stepOf(result: CheckResult): CheckStep {
  const { check, url } = result
  return { check, ...(url === undefined ? {} : { url }), state: { state: 'done', result } }
}

/** In place of itself, or of the line that waited for it, or below the last one of its kind. */
export function withStep(steps: readonly CheckStep[], step: CheckStep): readonly CheckStep[] {
  const isSame = (one: CheckStep) => one.check === step.check && one.url === step.url
  const isPlace = (one: CheckStep) => one.check === step.check && one.state.state === 'waiting'
  const at = steps.findIndex(isSame)
  const place = at >= 0 ? at : steps.findIndex(isPlace)
  if (place >= 0) return steps.with(place, step)
  return steps.toSpliced(steps.findLastIndex(({ check }) => check === step.check) + 1, 0, step)
}
