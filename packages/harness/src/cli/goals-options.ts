import { parseArgs } from 'node:util'
import { resultsFolder, UsageError, whole, withUsageErrors } from './options.ts'

export interface GoalsOptions {
  /** Empty: all. */
  readonly only: readonly string[]
  readonly list: boolean
  readonly trials: number
  readonly seed: number
  readonly out: string
  /** Where the table is written between its marks. */
  readonly readme: string | undefined
  readonly chaosOperations: number
  readonly json: boolean
  readonly saveBaseline: boolean
  readonly repair: 'on' | 'off'
}

export const goalsUsage = `npm run quality -- goals [options]

Measures every goal and prints it beside plain mediasoup: what is reached, what is missed. Writes result.json,
goals.json, goals.md and report.html. Exits with 1 unless all are reached. A trial that fails counts as missed.

  --list            print the goals
  --only NAME,...   these alone; names may end with * to mean all that begin so
  --trials N        of each scenario, 1-100 (3)
  --seed N          of the first trial; each further one adds 1 (1)
  --chaos N         operations of the chaos run, 100-10000000 (10000)
  --out DIR         where results go (.data/quality/<time>)
  --readme FILE     write the table into this file as well, between its marks
  --json            print the outcome as JSON instead of a table
  --repair on|off   what our clients do against weak networks; off is plain mediasoup (on)
  --save-baseline   keep the result in packages/harness/baselines, as the "before"; with --repair off
  --help            this text`

/** @returns null when help was asked for */
export function parseGoalsOptions(args: readonly string[], now = new Date()): GoalsOptions | null {
  const { values } = withUsageErrors(() =>
    parseArgs({
      args: [...args],
      options: {
        list: { type: 'boolean', default: false },
        only: { type: 'string', multiple: true, default: [] },
        trials: { type: 'string', default: '3' },
        seed: { type: 'string', default: '1' },
        chaos: { type: 'string', default: '10000' },
        out: { type: 'string' },
        readme: { type: 'string' },
        json: { type: 'boolean', default: false },
        repair: { type: 'string', default: 'on' },
        'save-baseline': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  )
  if (values.help) return null
  const { repair } = values
  if (repair !== 'on' && repair !== 'off') throw new UsageError(`--repair ${repair}: give on or off`)
  if (values['save-baseline'] && repair === 'on') {
    throw new UsageError('--save-baseline keeps plain mediasoup as the "before": add --repair off')
  }
  return {
    only: values.only.flatMap((names) => names.split(',')).filter(Boolean),
    list: values.list,
    trials: whole('trials', values.trials, 1, 100),
    seed: whole('seed', values.seed, 1, 2 ** 31 - 1),
    chaosOperations: whole('chaos', values.chaos, 100, 10_000_000),
    out: values.out ?? resultsFolder(now),
    readme: values.readme,
    json: values.json,
    saveBaseline: values['save-baseline'],
    repair,
  }
}
