import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { ChaosProxyOptions, FaultCounts } from './proxy.ts'

const script = fileURLToPath(new URL('proxy-main.ts', import.meta.url))
const answerTimeoutMs = 30_000

/** The proxy in a process of its own. */
export class ProxyProgram implements AsyncDisposable {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start({ targetPort, seed }: ChaosProxyOptions): Promise<ProxyProgram> {
    const child = spawn(process.execPath, [script, `${targetPort}`, `${seed}`], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const { port } = await nextMessage<{ port: number }>(child)
    return new ProxyProgram(child, port)
  }

  /** From now on connections are let be. @returns what was done until now */
  async calm(): Promise<FaultCounts> {
    const answer = nextMessage<{ counts: FaultCounts }>(this.#child)
    this.#child.send('calm')
    return (await answer).counts
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}

/** What our own program says. */
async function nextMessage<T>(child: ChildProcess): Promise<T> {
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(answerTimeoutMs) })
  return message as T
}
