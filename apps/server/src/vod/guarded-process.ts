/**
 * A program that works on an open file and ends with this server however that ends: a shell watches over it, whose input
 * is a pipe from here, which closes when we die.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { FileHandle } from 'node:fs/promises'
import { createInterface } from 'node:readline'

/** Behind calls, but not so far that what plays would stumble. */
const niceness = 5
/** Of what it says when it fails. */
const keptLines = 8
/** The shell's own, as every shell gives it. */
const notFoundCode = 127
const fileDescriptor = 3

/** What the program is to read. Also where the file has no name any more. */
export const guardedFile = `file:/dev/fd/${fileDescriptor}`

// The pipe is moved out of the way of background jobs, which would not get it as their input.
const watchOver = `exec 4<&0
nice -n ${niceness} "$@" </dev/null 4<&- &
program=$!
(cat <&4; kill -KILL $program) >/dev/null 2>&1 3<&- &
watch=$!
exec 4<&-
wait $program
code=$?
kill $watch 2>/dev/null
exit $code`

export class ProgramMissingError extends Error {
  override readonly name = 'ProgramMissingError'
}

export class ProgramFailedError extends Error {
  override readonly name = 'ProgramFailedError'
}

export interface GuardedOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly file: FileHandle
  readonly signal: AbortSignal
  readonly onLine: (line: string) => void
}

/** Resolves when it is done. @throws ProgramMissingError; ProgramFailedError with what it said; the signal's reason, when it has ended */
export async function runGuarded({ program, args, file, signal, onLine }: GuardedOptions): Promise<void> {
  signal.throwIfAborted()
  const child = spawn('/bin/sh', ['-c', watchOver, 'sh', program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe', file.fd],
  })
  const { stdin, stdout, stderr } = child
  if (!stdin || !stdout || !stderr) throw new Error('a process without pipes')
  // It may have ended before: then there is nobody to tell.
  stdin.on('error', () => {})
  const stop = () => stdin.end()
  signal.addEventListener('abort', stop, { once: true })
  child.once('exit', stop)
  const said: string[] = []
  createInterface({ input: stderr }).on('line', (line) => {
    said.push(line)
    if (said.length > keptLines) said.shift()
  })
  createInterface({ input: stdout }).on('line', onLine)
  try {
    const [code] = await once(child, 'close')
    signal.throwIfAborted()
    if (code === notFoundCode) throw new ProgramMissingError(`${program} could not be run: ${said.join(' | ')}`)
    if (code !== 0) throw new ProgramFailedError(`${program} failed (${code}): ${said.join(' | ')}`)
  } finally {
    signal.removeEventListener('abort', stop)
    stop()
  }
}
