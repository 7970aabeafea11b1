/** Runs FFmpeg. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Of what it says when it fails. */
const keptLines = 8

export class FfmpegError extends Error {
  override readonly name = 'FfmpegError'
}

const versionTimeoutMs = 10_000

/** Resolves when the program can be run. @throws FfmpegError that says why not */
export async function checkFfmpeg(program: string): Promise<void> {
  await runFfmpeg({ program, args: ['-version'], signal: AbortSignal.timeout(versionTimeoutMs) })
}

interface FfmpegOptions {
  readonly program: string
  readonly args: readonly string[]
  readonly signal: AbortSignal
  /** Frames that are done so far. */
  readonly onFrame?: (frame: number) => void
}

/** Resolves when it is done. @throws FfmpegError with what it said; the signal's reason */
export async function runFfmpeg({ program, args, signal, onFrame }: FfmpegOptions): Promise<void> {
  const common = ['-hide_banner', '-v', 'error', '-nostdin', '-y', '-progress', 'pipe:1', '-nostats']
  const child = spawn(program, [...common, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  })
  const said: string[] = []
  createInterface({ input: child.stderr }).on('line', (line) => {
    said.push(line)
    if (said.length > keptLines) said.shift()
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const frame = /^frame=(\d+)/.exec(line)
    if (frame) onFrame?.(Number(frame[1]))
  })
  const [code, endSignal] = await once(child, 'close').catch((error: Error) => {
    signal.throwIfAborted()
    throw new FfmpegError(`${program} could not be run: ${error.message}`, { cause: error })
  })
  signal.throwIfAborted()
  if (code !== 0) throw new FfmpegError(`${program} failed (${code ?? endSignal}): ${said.join(' | ')}`)
}
