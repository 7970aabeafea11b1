import type { Logger } from '@mrtc/client'

export type LogLevel = 'none' | 'error' | 'warn' | 'info' | 'debug'

const levels = ['error', 'warn', 'info', 'debug'] as const

/** One line of text for each entry, on standard error. */
export function consoleLogger(threshold: LogLevel): Logger {
  const enabled = threshold === 'none' ? [] : levels.slice(0, levels.indexOf(threshold) + 1)
  const write =
    (level: (typeof levels)[number]) =>
    (message: string, fields?: Readonly<Record<string, unknown>>): void => {
      if (!enabled.includes(level)) return
      const data = fields === undefined ? '' : ` ${JSON.stringify(fields, readable)}`
      console.error(`${new Date().toISOString()} ${level.toUpperCase().padEnd(5)} ${message}${data}`)
    }
  return { error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') }
}

/** Errors have no properties that JSON would show. */
const readable = (_key: string, value: unknown): unknown => (value instanceof Error ? String(value) : value)
