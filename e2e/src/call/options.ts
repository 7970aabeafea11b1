import { readOptions, UsageError, whole } from '../support/command-line.ts'

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

/** @returns null when help was asked for */
export function parseCallOptions(args: readonly string[]): CallOptions | null {
  const values = readOptions(args, {
    browsers: { type: 'string', default: '2' },
    bots: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '20' },
    url: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  if (!values) return null
  const browsers = whole('browsers', values.browsers, 0, 8)
  const bots = whole('bots', values.bots, 0, 8)
  if (browsers + bots < 2) throw new UsageError('a call needs two participants: raise --browsers or --bots')
  if (values.url !== undefined && !/^https?:\/\//.test(values.url)) {
    throw new UsageError(`--url ${values.url}: give the server's http:// or https:// address`)
  }
  return { browsers, bots, seconds: whole('seconds', values.seconds, 2, 600), url: values.url, json: values.json }
}
