/** All commands of `mrtc`. */
import { ApiError } from '@mrtc/api-client'
import { MrtcError } from '@mrtc/protocol'
import { Command, CommanderError } from 'commander'
import { CliError } from './cli-error.ts'
import { addApps } from './commands/apps.ts'
import { addJoin } from './commands/join.ts'
import { addKeys } from './commands/keys.ts'
import { addLogin } from './commands/login.ts'
import { addRecordings } from './commands/recordings.ts'
import { addRooms } from './commands/rooms.ts'
import { addSignatures } from './commands/signatures.ts'
import { addUsage } from './commands/usage.ts'
import { addWebhooks } from './commands/webhooks.ts'
import { Shell, type Terminal } from './shell.ts'

export const exitCodes = { done: 0, failed: 1, misused: 2 } as const

/**
 * Runs one command.
 * @param args as typed, without the program
 * @returns the exit code: 0 done, 1 failed or refused by the server, 2 a mistake on the command line
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = new Command('mrtc')
    .description('Administers an mrtc server over its HTTP API.')
    .option('--json', 'results for programs')
    .addHelpText(
      'after',
      '\nOf the environment: MRTC_API_URL, MRTC_API_KEY, MRTC_API_SECRET; else what mrtc login kept.\nExit codes: 0 done, 1 failed, 2 a mistake on the command line.',
    )
  const shell = new Shell(terminal, () => program.opts<{ json?: true }>().json === true)
  for (const add of [
    addLogin,
    addApps,
    addSignatures,
    addRooms,
    addJoin,
    addRecordings,
    addUsage,
    addWebhooks,
    addKeys,
  ]) {
    add(program, shell)
  }
  forEachCommand(program, (command) => {
    command.exitOverride().configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.note(text.trimEnd()),
    })
    // Wherever it stands on the line.
    if (command !== program)
      command.option('--json', 'results for programs').on('option:json', () => program.setOptionValue('json', true))
  })
  try {
    await program.parseAsync([...args], { from: 'user' })
    return shell.hasFailed ? exitCodes.failed : exitCodes.done
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.misused
    terminal.note(explained(error, terminal.signal))
    return exitCodes.failed
  }
}

function forEachCommand(command: Command, visit: (command: Command) => void): void {
  visit(command)
  for (const child of command.commands) forEachCommand(child, visit)
}

/** @throws what nobody foresaw */
function explained(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'stopped'
  if (error instanceof CliError) return error.message
  if (error instanceof MrtcError) return `${error.code}: ${error.message}`
  if (!(error instanceof ApiError)) throw error
  const field = error.field === undefined || error.message.startsWith(error.field) ? '' : `${error.field}: `
  return `${error.code ?? error.status}: ${field}${error.message}${advice(error)}`
}

/** What the server cannot know: how things are called here. */
function advice({ code }: ApiError): string {
  switch (code) {
    case 'API_KEY_UNKNOWN':
    case 'API_KEY_DISABLED':
    case 'API_KEY_EXPIRED':
    case 'REQUEST_SIGNATURE_INVALID':
      return '\nGive another key: mrtc login, or MRTC_API_KEY and MRTC_API_SECRET.'
    default:
      return ''
  }
}
