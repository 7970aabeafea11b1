import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Answer, Command } from '../emulator/control.ts'
import { system } from './ip.ts'

const answerTimeoutMs = 5_000

interface Waiting {
  resolve(answer: Answer & { ok: true }): void
  reject(error: Error): void
}

/** The emulator as the lab sees it: commands go in order, answers come in order. */
export class EmulatorProcess {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>
  readonly #waiting: Waiting[] = []
  #ended = false

  private constructor(child: ChildProcessByStdio<Writable, Readable, null>) {
    this.#process = child
    createInterface({ input: child.stdout }).on('line', (line) => this.#answer(JSON.parse(line) as Answer))
    // A write to an emulator that is ending fails here as well as in `exit`.
    child.stdin.on('error', () => {})
    child.once('exit', (code, signal) => {
      this.#ended = true
      const error = new Error(`the link emulator ended (${signal ?? `code ${code}`})`)
      for (const waiting of this.#waiting.splice(0)) waiting.reject(error)
    })
  }

  /** Starts it in a namespace, with real-time priority where that is allowed: on a busy machine it keeps time by it. */
  static async start(namespace: string, script: string, args: readonly string[]): Promise<EmulatorProcess> {
    const realtime = ['chrt', '-f', '50']
    const mayRealtime = await system('chrt', '-f', '50', 'true').then(
      () => true,
      () => false,
    )
    const command = ['netns', 'exec', namespace, ...(mayRealtime ? realtime : []), process.execPath, script, ...args]
    const child = spawn('ip', command, { stdio: ['pipe', 'pipe', 'inherit'] })
    const emulator = new EmulatorProcess(child)
    await emulator.#next()
    return emulator
  }

  get pid(): number | undefined {
    return this.#process.pid
  }

  async send(command: Command): Promise<Answer & { ok: true }> {
    if (this.#ended) throw new Error('the link emulator has ended')
    this.#process.stdin.write(`${JSON.stringify(command)}\n`)
    return this.#next()
  }

  async close(): Promise<void> {
    if (this.#ended) return
    const exit = once(this.#process, 'exit')
    this.#process.stdin.end()
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), answerTimeoutMs)
    await exit
    clearTimeout(timer)
  }

  #next(): Promise<Answer & { ok: true }> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the link emulator does not answer')), answerTimeoutMs)
      const settle = () => clearTimeout(timer)
      this.#waiting.push({
        resolve: (answer) => {
          settle()
          resolve(answer)
        },
        reject: (error) => {
          settle()
          reject(error)
        },
      })
    })
  }

  #answer(answer: Answer): void {
    const waiting = this.#waiting.shift()
    if (answer.ok) waiting?.resolve(answer)
    else waiting?.reject(new Error(answer.error))
  }
}
