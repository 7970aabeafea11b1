import { readOptions, whole } from '../support/command-line.ts'

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

/** @returns null when help was asked for */
export function parseTilesOptions(args: readonly string[]): TilesOptions | null {
  const values = readOptions(args, {
    people: { type: 'string', default: '25' },
    seconds: { type: 'string', default: '10' },
    screenshots: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  return (
    values && {
      people: whole('people', values.people, 3, 49),
      seconds: whole('seconds', values.seconds, 2, 120),
      screenshots: values.screenshots,
      json: values.json,
    }
  )
}
