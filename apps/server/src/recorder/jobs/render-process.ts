/** One rendering in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { RenderedFile, RenderFailure, RenderMessage, RenderOrder } from '../render/contract.ts'

const program = join(import.meta.dirname, '..', 'render', 'main.ts')

export class RenderFailedError extends Error {
  override readonly name = 'RenderFailedError'
  readonly failure: RenderFailure | 'crashed'

  constructor(failure: RenderFailure | 'crashed', reason: string) {
    super(reason)
    this.failure = failure
  }
}

export interface RunRenderOptions {
  readonly order: RenderOrder
  readonly signal: AbortSignal
  /** From 0 to 1. */
  readonly onProgress: (share: number) => void
}

/** @throws RenderFailedError; the signal's reason once the process is gone */
export async function runRender({ order, signal, onProgress }: RunRenderOptions): Promise<readonly RenderedFile[]> {
  signal.throwIfAborted()
  const child = fork(program, { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  // When its server's end of the line closes it stops FFmpeg and ends.
  const stop = () => child.connected && child.disconnect()
  signal.addEventListener('abort', stop, { once: true })
  let outcome: Exclude<RenderMessage, { message: 'progress' }> | undefined
  child.on('message', (message: RenderMessage) => {
    if (message.message === 'progress') onProgress(message.share)
    else outcome = message
  })
  try {
    child.send(order)
    const [code, endSignal] = await once(child, 'exit')
    signal.throwIfAborted()
    if (outcome?.message === 'done') return outcome.files
    if (outcome) throw new RenderFailedError(outcome.failure, outcome.reason)
    throw new RenderFailedError('crashed', `The rendering process ended without a result (${code ?? endSignal}).`)
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
