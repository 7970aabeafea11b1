import { type ParseArgsConfig, parseArgs } from 'node:util'
import { StartupError } from '../startup-error.ts'

const failure = 1
const wrongUsage = 2

type Values = Readonly<Record<string, string | undefined>>

interface CommandOptions {
  /** Shown with --help. */
  readonly usage: string
  readonly options: Readonly<Record<string, { readonly type: 'string' }>>
  /** Options that have to be there. */
  readonly required?: readonly string[]
  /** Whether words without dashes are taken. */
  readonly allowPositionals?: boolean
  readonly run: (values: Values, positionals: readonly string[]) => Promise<void>
}

/** Runs a command of the server's: reads its arguments, and prints what a person can put right without a stack. */
export async function runCommand({
  usage,
  options,
  required = [],
  allowPositionals = false,
  run,
}: CommandOptions): Promise<void> {
  const config = {
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    allowPositionals,
  } satisfies ParseArgsConfig
  let parsed: ReturnType<typeof parseArgs<typeof config>>
  try {
    parsed = parseArgs(config)
  } catch (error) {
    complain((error as Error).message, usage)
    return
  }
  const { help, ...values } = parsed.values as Values & { readonly help?: boolean }
  if (help) {
    console.log(usage)
    return
  }
  const missing = required.find((name) => values[name] === undefined)
  if (missing !== undefined) {
    complain(`--${missing} is missing.`, usage)
    return
  }
  try {
    await run(values, parsed.positionals)
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    for (const line of error.lines) console.error(line)
    process.exitCode = failure
  }
}

function complain(problem: string, usage: string): void {
  console.error(`${problem}\n\n${usage}`)
  process.exitCode = wrongUsage
}
