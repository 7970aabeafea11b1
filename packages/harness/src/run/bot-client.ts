import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Host } from '@mrtc/netlab'
import type { Drain, JoinPlan, RoomAddress } from '../page/index.ts'
import type { BotMethods } from './bot-main.ts'
import { compareClocks, keepLine, type Participant } from './participant.ts'
import { RpcClient } from './rpc.ts'

const script = fileURLToPath(new URL('bot-main.ts', import.meta.url))
const joinTimeoutMs = 40_000
const leaveTimeoutMs = 3_000

/** A participant in a Node process of its own. */
export class BotClient implements Participant {
  readonly kind = 'bot'
  readonly name: string
  readonly log: string[] = []
  readonly #child: ChildProcess
  readonly #rpc: RpcClient<BotMethods>

  constructor(host: Host) {
    this.name = host.name
    this.#child = host.spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => keepLine(this.log, text.trim()))
    this.#rpc = new RpcClient(`bot ${host.name}`, this.#child)
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  clock(): Promise<{ offsetMs: number; errorMs: number }> {
    return compareClocks(() => this.#rpc.call('now', undefined))
  }

  join(plan: JoinPlan): Promise<RoomAddress> {
    return this.#rpc.call('join', plan, joinTimeoutMs)
  }

  drain(): Promise<Drain> {
    return this.#rpc.call('drain', undefined)
  }

  pauseVideo(): Promise<void> {
    return Promise.reject(new Error('a bot cannot pause its video: let a Chromium client do it'))
  }

  async leave(): Promise<void> {
    await this.#rpc.call('leave', undefined, leaveTimeoutMs)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const exit = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exit
  }
}
