/** The server as a program of its own, which can be killed and started again on the same port and data. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { connectPlatform, type SigningPlatform } from './platform.ts'
import { waitFor } from './wait.ts'

const program = fileURLToPath(new URL('../../../apps/server/src/main.ts', import.meta.url))
/** A database is made at the first start. */
const startTimeoutMs = 60_000

export class ServerProgram implements AsyncDisposable {
  /** Where it keeps what it keeps, for as long as this is not disposed of. */
  readonly dataDir: string
  readonly #settings: Readonly<Record<string, string>>
  #child: ChildProcess | undefined
  #port = '0'
  #platform: SigningPlatform | undefined

  private constructor(dataDir: string, settings: Readonly<Record<string, string>>) {
    this.dataDir = dataDir
    this.#settings = settings
  }

  /** @param settings as in the environment, `MRTC_...` */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<ServerProgram> {
    const server = new ServerProgram(await mkdtemp(join(tmpdir(), 'mrtc-e2e-')), settings)
    await server.start()
    return server
  }

  get platform(): SigningPlatform {
    if (!this.#platform) throw new Error('the server was never started')
    return this.#platform
  }

  /** Of its process, while it runs. */
  get pid(): number {
    const pid = this.#child?.pid
    if (pid === undefined) throw new Error('the server does not run')
    return pid
  }

  async start(): Promise<void> {
    const { MEDIASOUP_WORKER_BIN, PATH } = process.env
    const child = spawn(process.execPath, [program], {
      env: {
        ...(PATH === undefined ? {} : { PATH }),
        ...(MEDIASOUP_WORKER_BIN === undefined ? {} : { MEDIASOUP_WORKER_BIN }),
        MRTC_HTTP_PORT: this.#port,
        MRTC_DATA_DIR: this.dataDir,
        MRTC_LOG_LEVEL: 'warn',
        ...this.#settings,
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    this.#child = child
    let printed = ''
    child.stdout.on('data', (data) => {
      printed += String(data)
    })
    const url = await waitFor(
      () => {
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}: ${printed}`)
        return /ws:\/\/(\S+?):(\d+)\/ws/.exec(printed)
      },
      { what: 'the server to start', timeoutMs: startTimeoutMs },
    )
    this.#port = url[2] ?? this.#port
    this.#platform = await connectPlatform(`http://${url[1]}:${this.#port}`)
  }

  /** Stops the process, sockets and all, and lets it go on. */
  async pause(durationMs: number): Promise<void> {
    this.#child?.kill('SIGSTOP')
    try {
      await delay(durationMs)
    } finally {
      this.#child?.kill('SIGCONT')
    }
  }

  /** Ends it and waits until it is gone. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end('SIGKILL')
    await rm(this.dataDir, { recursive: true, force: true })
  }
}
