import { parseArgs } from 'node:util'

export interface CallOptions {
  readonly browsers: number
  readonly bots: number
  readonly seconds: number
  /** A running server's address; without it one is started for this call. */
  readonly url: string | undefined
  readonly json: boolean
}

export const usage = `npm run call -- [options]

Makes a real call through a real server and prints what every participant saw and heard of every other.
Exits with 1 when any subscription is dead.

  --browsers N   Chromium participants, 0-8 (2)
  --bots N       headless Node participants, 0-8 (1)
  --seconds N    how long to measure, 2-600 (20)
  --url URL      use this running server in demo mode (http://host:port) instead of starting one
  --json         print the result as JSON
  --help         this text`

/** A mistake on the command line; its message is the whole story. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new UsageError(`--${name} ${text}: give a whole number from ${min} to ${max}`)
  }
  return value
}

/** @returns null when help was asked for */
export function parseCallOptions(args: readonly string[]): CallOptions | null {
  let values: ReturnType<typeof parse>['values']
  try {
    values = parse(args).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if (values.help) return null
  const browsers = whole('browsers', values.browsers, 0, 8)
  const bots = whole('bots', values.bots, 0, 8)
  if (browsers + bots < 2) throw new UsageError('a call needs two participants: raise --browsers or --bots')
  if (values.url !== undefined && !/^https?:\/\//.test(values.url)) {
    throw new UsageError(`--url ${values.url}: give the server's http:// or https:// address`)
  }
  return { browsers, bots, seconds: whole('seconds', values.seconds, 2, 600), url: values.url, json: values.json }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      browsers: { type: 'string', default: '2' },
      bots: { type: 'string', default: '1' },
      seconds: { type: 'string', default: '20' },
      url: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}
