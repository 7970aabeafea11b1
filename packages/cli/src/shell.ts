/** What commands have from around them: the server, where to print, when to stop. */
import { type ApiClient, createApiClient } from '@mrtc/api-client'
import { keyCredentials } from '@mrtc/api-client/signed'
import Table from 'cli-table3'
import { readProfile } from './profile.ts'

export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  /** For what is no result. */
  readonly note: (text: string) => void
  /** The next line that is typed or piped in; the prompt is for people. */
  readonly ask: (prompt: string) => Promise<string>
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** A column: its heading and what is in it. */
export type Columns<T> = Readonly<Record<string, (item: T) => string | number | boolean | null>>

export class Shell {
  readonly terminal: Terminal
  /** Whether results are for programs. */
  readonly #isJson: () => boolean
  #hasFailed = false

  constructor(terminal: Terminal, isJson: () => boolean) {
    this.terminal = terminal
    this.#isJson = isJson
  }

  get isForPrograms(): boolean {
    return this.#isJson()
  }

  /** Whether the answer was one that scripts take for a failure. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  fail(): void {
    this.#hasFailed = true
  }

  /** @throws CliError when nobody is logged in */
  async api(): Promise<ApiClient> {
    const { url, keyId, secret } = await readProfile(this.terminal.environment)
    return createApiClient({ url, credentials: keyCredentials({ keyId, secret }) })
  }

  /** A table for people, else what the server answered. */
  list<T>(items: readonly T[], columns: Columns<T>, nothing: string): void {
    if (this.#isJson()) {
      this.#json(items)
    } else if (items.length === 0) {
      this.terminal.note(nothing)
    } else {
      const table = new Table({ head: Object.keys(columns), style: { head: [], border: [], compact: true } })
      for (const item of items) table.push(Object.values(columns).map((cell) => shown(cell(item))))
      this.terminal.out(table.toString())
    }
  }

  /** Names and values for people, else what the server answered. */
  one<T>(item: T, columns: Columns<T>): void {
    if (this.#isJson()) {
      this.#json(item)
      return
    }
    const width = Math.max(...Object.keys(columns).map((name) => name.length))
    for (const [name, cell] of Object.entries(columns)) {
      this.terminal.out(`${name.padEnd(width)}  ${shown(cell(item))}`)
    }
  }

  /** What was done, for people; programs get the answer, if there is one. */
  done(text: string, answer?: unknown): void {
    if (!this.#isJson()) this.terminal.out(text)
    else if (answer !== undefined) this.#json(answer)
  }

  #json(value: unknown): void {
    this.terminal.out(JSON.stringify(value, undefined, 2))
  }
}

function shown(value: string | number | boolean | null): string {
  if (value === null) return '-'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

/** Those of a list, with a bound so that a long list does not run for ever. */
export async function firstOf<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) {
    if (found.length === count) break
    found.push(item)
  }
  return found
}
