import { readOptions, UsageError } from '../support/command-line.ts'

export interface ConformanceOptions {
  /** A list of names taken from the guide, to compare ours with. */
  readonly names: string | undefined
  /** Plays the scenarios with this in their name alone. */
  readonly only: string | undefined
  readonly update: boolean
}

export const usage = `npm run sdk:conformance -- [options]

Builds the Web SDK, drives it in Chromium against a server of its own, and prints which of the guide's methods succeeded,
which of its callbacks were made and which of its codes were given by the running system, with the reasons for the rest.
Exits with 1 when something that was observed before is not any more, or is missing without a reason.

  --names FILE   also compare our list of names with one taken from the guide (api-names.json)
  --only TEXT    only the scenarios whose name contains this; nothing is held against the record then
  --update       write what was observed into the record
  --help         this text`

/** @returns null when help was asked for */
export function parseOptions(args: readonly string[]): ConformanceOptions | null {
  const values = readOptions(args, {
    names: { type: 'string' },
    only: { type: 'string' },
    update: { type: 'boolean', default: false },
  })
  if (!values) return null
  if (values.update && values.only !== undefined) {
    throw new UsageError('--update needs all scenarios: leave --only out')
  }
  return { names: values.names, only: values.only, update: values.update }
}
