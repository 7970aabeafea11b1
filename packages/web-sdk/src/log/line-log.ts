import type { Logger } from '@mrtc/client'

/** Guide 6.3.2, DownloadLog: "10000 lines at most". */
export const maxLogLines = 10_000

type Fields = Readonly<Record<string, unknown>>

/** Keeps the last lines of what is logged. */
export class LineLog implements Logger {
  readonly #lines: string[] = []
  readonly #now: () => Date
  /** Where the next line goes once the log is full. */
  #next = 0

  constructor(now: () => Date = () => new Date()) {
    this.#now = now
  }

  debug(message: string, data?: Fields): void {
    this.#add('debug', message, data)
  }

  info(message: string, data?: Fields): void {
    this.#add('info', message, data)
  }

  warn(message: string, data?: Fields): void {
    this.#add('warn', message, data)
  }

  error(message: string, data?: Fields): void {
    this.#add('error', message, data)
  }

  /** All lines, the oldest first. */
  text(): string {
    return [...this.#lines.slice(this.#next), ...this.#lines.slice(0, this.#next)].map((line) => `${line}\n`).join('')
  }

  #add(level: string, message: string, data: object | undefined): void {
    const line = `${this.#now().toISOString()} ${level} ${message}${data === undefined ? '' : ` ${asText(data)}`}`
    if (this.#lines.length < maxLogLines) {
      this.#lines.push(line)
      return
    }
    this.#lines[this.#next] = line
    this.#next = (this.#next + 1) % maxLogLines
  }
}

/** Objects of the page (streams, nodes) have no text of their own, and may lead in circles. */
function asText(data: object): string {
  try {
    return JSON.stringify(data, (_key, value: unknown) => (value instanceof Error ? String(value) : value))
  } catch {
    return '(cannot be written)'
  }
}
