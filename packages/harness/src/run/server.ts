import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { NetLab } from '@mrtc/netlab'
import type { Identity, RawStats } from '../page/index.ts'
import { childrenOf } from './processes.ts'
import { RpcClient } from './rpc.ts'
import type { ServerMethods } from './server-main.ts'

const script = fileURLToPath(new URL('server-main.ts', import.meta.url))
const port = 8080
const startTimeoutMs = 30_000
const closeTimeoutMs = 8_000
const workerName = 'mediasoup-worker'

/** The server in the hub's namespace. */
export class ServerProcess implements AsyncDisposable {
  readonly #lab: NetLab
  #child: ChildProcess
  #rpc: RpcClient<ServerMethods>

  private constructor(lab: NetLab) {
    this.#lab = lab
    ;[this.#child, this.#rpc] = this.#spawn()
  }

  static async start(lab: NetLab): Promise<ServerProcess> {
    const server = new ServerProcess(lab)
    await server.#rpc.call('url', undefined, startTimeoutMs)
    return server
  }

  /** By which pages and bots reach it. */
  get origin(): string {
    return `http://${this.#lab.hubAddress}:${port}`
  }

  get url(): string {
    return `ws://${this.#lab.hubAddress}:${port}/ws`
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  identity(uid: string): Promise<Identity> {
    return this.#rpc.call('identity', uid)
  }

  metrics(): Promise<RawStats> {
    return this.#rpc.call('metrics', undefined, 2_000)
  }

  async workerPids(): Promise<number[]> {
    const children = this.pid === undefined ? [] : await childrenOf(this.pid)
    return children.filter(({ name }) => workerName.startsWith(name)).map(({ pid }) => pid)
  }

  async killWorker(): Promise<void> {
    const pids = await this.workerPids()
    if (pids.length === 0) throw new Error('the server has no media worker to kill')
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  }

  async restart(): Promise<void> {
    await this.#stop()
    ;[this.#child, this.#rpc] = this.#spawn()
    await this.#rpc.call('url', undefined, startTimeoutMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop()
  }

  #spawn(): [ChildProcess, RpcClient<ServerMethods>] {
    const child = this.#lab.hub.spawn(process.execPath, [script, this.#lab.hubAddress, `${port}`], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return [child, new RpcClient('the server', child)]
  }

  async #stop(): Promise<void> {
    const child = this.#child
    if (child.exitCode !== null || child.signalCode !== null) return
    const exit = once(child, 'exit')
    const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs)
    await this.#rpc.call('close', undefined, closeTimeoutMs).catch(() => {})
    // It ends when its parent lets go of the channel.
    if (child.connected) child.disconnect()
    await exit
    clearTimeout(timer)
  }
}
