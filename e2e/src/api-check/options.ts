import { readOptions, whole } from '../support/command-line.ts'

export interface ApiCheckOptions {
  readonly examples: number
  readonly seed: number
}

export const usage = `npm run api:check -- [options]

Checks the OpenAPI document of the HTTP API, then starts a server in memory and has schemathesis ask every operation of
the document: what it allows, what it does not, and the limits of each parameter. An answer is wrong when it is a
failure of the server (5xx), or when its status, content type or body are not as the document says. Exits with 1 when
there is one.

  --examples N   requests an operation and kind of test, 1-1000 (40)
  --seed N       other requests (1)
  --help         this text`

/** @returns null when help was asked for */
export function parseApiCheckOptions(args: readonly string[]): ApiCheckOptions | null {
  const values = readOptions(args, {
    examples: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  })
  return (
    values && {
      examples: whole('examples', values.examples, 1, 1_000),
      seed: whole('seed', values.seed, 0, 2 ** 32 - 1),
    }
  )
}
