import { parseArgs } from 'node:util'
import { UsageError } from '../call/options.ts'

export interface TilesOptions {
  readonly people: number
  readonly seconds: number
  readonly screenshots: string | undefined
  readonly json: boolean
}

export const usage = `npm run tiles -- [options]

Makes a call of many and prints how the call page fares, which receives what is seen of it, beside a page that receives
everything at full size; then what one publisher sends while nobody, a thumbnail and a large tile watch.

  --people N          in the call, 3-49 (25)
  --seconds N         how long to measure each, 2-120 (10)
  --screenshots PATH  leave pictures of the call page in PATH-grid.png and PATH-speaker.png
  --json              print the result as JSON
  --help              this text`

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new UsageError(`--${name} ${text}: give a whole number from ${min} to ${max}`)
}

/** @returns null when help was asked for */
export function parseTilesOptions(args: readonly string[]): TilesOptions | null {
  let values: ReturnType<typeof parse>['values']
  try {
    values = parse(args).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
  if (values.help) return null
  return {
    people: whole('people', values.people, 3, 49),
    seconds: whole('seconds', values.seconds, 2, 120),
    screenshots: values.screenshots,
    json: values.json,
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      people: { type: 'string', default: '25' },
      seconds: { type: 'string', default: '10' },
      screenshots: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
}
