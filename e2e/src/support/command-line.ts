/** What our commands have in common: reading options, telling mistakes, exit codes. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

const wrongUsage = 2
const failed = 1

/** A mistake on the command line; its message is the whole story. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const help = { help: { type: 'boolean', short: 'h', default: false } } as const

/** @returns null when help was asked for @throws UsageError */
export function readOptions<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  const { values } = parse(args, options)
  return (values as { readonly help?: boolean }).help ? null : values
}

function parse<T extends ParseArgsOptionsConfig>(args: readonly string[], options: T) {
  try {
    return parseArgs<{ args: string[]; options: T & typeof help }>({
      args: [...args],
      options: { ...options, ...help },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** @throws UsageError */
export function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new UsageError(`--${name} ${text}: give a whole number from ${min} to ${max}`)
}

interface Command<O> {
  readonly usage: string
  /** @returns null when help was asked for @throws UsageError */
  readonly parse: (args: readonly string[]) => O | null
  readonly run: (options: O) => Promise<void>
}

/** Runs the program's command. Exits with 2 after a mistake on the command line, with 1 when it fails. */
export async function runCommand<O>({ usage, parse: read, run }: Command<O>): Promise<void> {
  try {
    const options = read(process.argv.slice(2))
    if (options === null) console.log(usage)
    else await run(options)
  } catch (error) {
    const isMistake = error instanceof UsageError
    const text = error instanceof Error ? (isMistake ? error.message : (error.stack ?? error.message)) : String(error)
    process.stderr.write(`${text}\n${isMistake ? '--help tells the options\n' : ''}`)
    process.exitCode = isMistake ? wrongUsage : failed
  }
}

/** On the side, not among the results. */
export const progress = (line: string): void => void process.stderr.write(`${line}\n`)
