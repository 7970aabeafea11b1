import { readOptions, UsageError } from '../support/command-line.ts'

export interface BrowsersOptions {
  /** Tries the features with this in their name alone. */
  readonly only: string | undefined
  readonly update: boolean
}

export const usage = `npm run browsers -- --browser firefox [options]

Builds the Web SDK and lets the system's Firefox and Chromium call each other over a server of its own, feature by feature.
Prints what works, what does not, and why. Exits with 1 when something fails that worked in the record (record.json).

  --browser NAME  the browser that is tried; firefox is the only one so far. @default firefox
  --only TEXT     only the features whose name contains this
  --update        write what came out into the record
  --help          this text`

/** @returns null when help was asked for */
export function parseOptions(args: readonly string[]): BrowsersOptions | null {
  const values = readOptions(args, {
    browser: { type: 'string', default: 'firefox' },
    only: { type: 'string' },
    update: { type: 'boolean', default: false },
  })
  if (!values) return null
  if (values.browser !== 'firefox') throw new UsageError(`--browser ${values.browser}: only firefox can be driven here`)
  if (values.update && values.only !== undefined) {
    throw new UsageError('--update needs all features: leave --only out')
  }
  return { only: values.only, update: values.update }
}
