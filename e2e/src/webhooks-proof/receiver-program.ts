import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { waitFor } from '../support/wait.ts'

const program = fileURLToPath(new URL('./receiver-main.ts', import.meta.url))

export interface ReceivedWebhook {
  readonly isGenuine: boolean
  readonly body: {
    readonly bizRequestId: string
    readonly roomId: string
    readonly uid: string
    readonly eventCode: number
  }
}

/** The receiver as a program that can be killed and started again on its port. */
export class ReceiverProgram implements AsyncDisposable {
  readonly url: string
  readonly #file: string
  readonly #port: string
  #secret = ''
  #child: ChildProcess | undefined

  private constructor(file: string, port: number) {
    this.#file = file
    this.#port = String(port)
    this.url = `http://127.0.0.1:${port}/rooms`
  }

  /** Its port is known from now on; it listens after `start`. */
  static async reserve(file: string): Promise<ReceiverProgram> {
    const probe = createServer().listen(0, '127.0.0.1')
    await once(probe, 'listening')
    const address = probe.address()
    probe.close()
    await once(probe, 'close')
    if (typeof address !== 'object' || address === null) throw new Error('no port is free')
    return new ReceiverProgram(file, address.port)
  }

  async start(secret: string = this.#secret): Promise<void> {
    this.#secret = secret
    const child = spawn(process.execPath, [program], {
      env: {
        PATH: process.env.PATH,
        MRTC_PROOF_FILE: this.#file,
        MRTC_PROOF_PORT: this.#port,
        MRTC_PROOF_SECRET: secret,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    let printed = ''
    child.stdout.on('data', (data) => {
      printed += String(data)
    })
    await waitFor(() => printed.includes('listening'), { what: 'the receiver to start', timeoutMs: 60_000 })
  }

  async kill(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  /** In the order in which they came. */
  async received(): Promise<ReceivedWebhook[]> {
    const text = await readFile(this.#file, 'utf8').catch(() => '')
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n')
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ReceivedWebhook)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill()
  }
}
