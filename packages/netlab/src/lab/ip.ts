import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)
const commandTimeoutMs = 10_000

/** Runs a system command of the set-up. @throws Error with the command and what it complained of */
export async function system(command: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await run(command, args, { timeout: commandTimeoutMs })
    return stdout
  } catch (error) {
    const complaint = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new Error(`${command} ${args.join(' ')}: ${complaint || 'failed'}`, { cause: error })
  }
}

/** `ip` within a namespace. */
export function ip(namespace: string, ...args: string[]): Promise<string> {
  return system('ip', '-n', namespace, ...args)
}
