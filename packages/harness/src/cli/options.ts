import { parseArgs } from 'node:util'

export interface QualityOptions {
  readonly scenarios: readonly string[]
  readonly list: boolean
  readonly matrix: boolean
  readonly repeat: number
  readonly seed: number
  readonly out: string
  readonly compare: string | undefined
  readonly json: boolean
  readonly saveBaseline: boolean
  /** `off`: plain mediasoup. */
  readonly repair: 'on' | 'off'
  readonly backend: 'tun' | 'vxlan' | undefined
}

export const usage = `npm run quality -- [options] <scenario> ...
       npm run quality -- goals [options], see goals --help

Makes real calls through a real server over emulated networks and measures how good they are: latency from glass to
glass and mouth to ear, frames, freezes, picture and sound against the source, recovery, bandwidth, CPU.
Writes result.json and report.html. Exits with 1 when something expected does not hold or a trial fails.

  --list            print the scenarios; names may end with * to mean all that begin so
  --matrix          every scenario
  --repeat N        trials of each, 1-100 (1)
  --seed N          of the first trial; each further one adds 1 (1)
  --out DIR         where results go (.data/quality/<time>)
  --compare FILE    print what changed against another run's result.json
  --json            print the result as JSON instead of tables
  --repair on|off   what our clients do against weak networks; off is plain mediasoup (on)
  --save-baseline   keep the result in packages/harness/baselines, as the "before" of reports; with --repair off
  --vxlan           links over VXLAN, as on a machine without TUN
  --help            this text`

/** A mistake on the command line; its message is the whole story. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @returns null when help was asked for */
export function parseQualityOptions(args: readonly string[], now = new Date()): QualityOptions | null {
  const { values, positionals } = parse(args)
  if (values.help) return null
  if (positionals.length === 0 && !values.list && !values.matrix) {
    throw new UsageError('name a scenario, or give --matrix for all or --list to see them')
  }
  const { repair } = values
  if (repair !== 'on' && repair !== 'off') throw new UsageError(`--repair ${repair}: give on or off`)
  if (values['save-baseline'] && repair === 'on') {
    throw new UsageError('--save-baseline keeps plain mediasoup as the "before": add --repair off')
  }
  return {
    scenarios: positionals,
    list: values.list,
    matrix: values.matrix,
    repeat: whole('repeat', values.repeat, 1, 100),
    seed: whole('seed', values.seed, 1, 2 ** 31 - 1),
    out: values.out ?? resultsFolder(now),
    compare: values.compare,
    json: values.json,
    saveBaseline: values['save-baseline'],
    repair,
    backend: values.vxlan ? 'vxlan' : undefined,
  }
}

/** Of a run that began then. */
export function resultsFolder(now: Date): string {
  return `.data/quality/${now.toISOString().slice(0, 19).replaceAll(':', '-')}`
}

/** What is meant, each once, in the order of the list. @param what for whoever named one that is none */
export function chooseByName<T extends { readonly name: string }>(
  what: 'scenario' | 'goal',
  all: readonly T[],
  wanted: readonly string[],
): T[] {
  const chosen = new Set<T>()
  for (const want of wanted) {
    const found = all.filter(({ name }) => (want.endsWith('*') ? name.startsWith(want.slice(0, -1)) : name === want))
    if (found.length === 0) throw new UsageError(`there is no ${what} ${want}: --list names them`)
    for (const one of found) chosen.add(one)
  }
  return all.filter((one) => chosen.has(one))
}

export function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new UsageError(`--${name} ${text}: give a whole number from ${min} to ${max}`)
  }
  return value
}

function parse(args: readonly string[]) {
  return withUsageErrors(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        list: { type: 'boolean', default: false },
        matrix: { type: 'boolean', default: false },
        repeat: { type: 'string', default: '1' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
        compare: { type: 'string' },
        json: { type: 'boolean', default: false },
        repair: { type: 'string', default: 'on' },
        'save-baseline': { type: 'boolean', default: false },
        vxlan: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  )
}

/** What cannot be parsed is the user's mistake. */
export function withUsageErrors<T>(parseThem: () => T): T {
  try {
    return parseThem()
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
