import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { PortCounters } from '../emulator/control.ts'
import type { LinkProfiles } from '../link/index.ts'
import { bestBackend, type Cable, type LabBackend, openCable } from './cable.ts'
import { type Cidr, Host } from './host.ts'
import { namespacePrefix } from './names.ts'
import { addNamespace, sweepLeftovers } from './namespaces.ts'

export interface NetLabOptions {
  /** The same seed does the same to the same packets; 1 by default. */
  readonly seed?: number
  /** How packets reach the emulator; the best that this machine has by default. */
  readonly backend?: LabBackend
}

export interface LabCounters {
  /** Of the emulator, per cent of one core since the last reading. */
  readonly emulatorCpuPercent: number
  port(host: Host, device: string): PortCounters
}

let labs = 0

const janitorScript = fileURLToPath(new URL('./janitor-main.ts', import.meta.url))

/** Why a lab cannot be made on this machine, null if it can. */
export async function netLabObstacle(): Promise<string | null> {
  if (process.platform !== 'linux') return 'network namespaces need Linux'
  if (process.getuid?.() !== 0) return 'network namespaces need root: run as root, or use the UDP relay'
  return null
}

/**
 * A network on this machine: a server host (the hub), clients around it, and between each client interface and the hub
 * a link that loses, delays and limits as told. It disappears with `close`, and also when this process dies.
 */
export class NetLab implements AsyncDisposable {
  /** Where the server runs; its own side has no impairment. */
  readonly hub: Host
  readonly #prefix: string
  readonly #cable: Cable
  readonly #janitor: ChildProcess
  readonly #hosts = new Map<string, Host>()
  #interfaces = 0
  #closed: Promise<void> | null = null

  private constructor(prefix: string, cable: Cable, janitor: ChildProcess) {
    this.#prefix = prefix
    this.#cable = cable
    this.#janitor = janitor
    this.hub = new Host('hub', `${prefix}hub`, {
      emulator: cable.emulator,
      attach: () => Promise.reject(new Error('the hub has one interface')),
    })
  }

  /** @throws Error saying what the machine lacks */
  static async open({ seed = 1, backend }: NetLabOptions = {}): Promise<NetLab> {
    const obstacle = await netLabObstacle()
    if (obstacle) throw new Error(obstacle)
    await sweepLeftovers()
    const prefix = namespacePrefix(++labs)
    const janitor = spawn(process.execPath, [janitorScript], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] })
    janitor.stdin?.on('error', () => {})
    const makeNamespace = async (name: string) => {
      janitor.stdin?.write(`${prefix}${name}\n`)
      await addNamespace(`${prefix}${name}`)
      return `${prefix}${name}`
    }
    try {
      const hub = await makeNamespace('hub')
      const cable = await openCable(backend ?? (await bestBackend()), { seed, makeNamespace })
      await cable.attachHub(hub, 'eth0')
      const lab = new NetLab(prefix, cable, janitor)
      await lab.hub.enter('eth0', ['10.231.0.1/16', 'fd31::1/64'])
      return lab
    } catch (error) {
      janitor.stdin?.end()
      throw error
    }
  }

  /** The hub's address, by which clients reach the server. */
  get hubAddress(): string {
    return this.hub.addressOf('eth0')
  }

  get hosts(): readonly Host[] {
    return [...this.#hosts.values()]
  }

  host(name: string): Host {
    const host = this.#hosts.get(name)
    if (!host) throw new Error(`there is no host ${name}`)
    return host
  }

  /**
   * Adds a client with one interface, `wlan0` if not told otherwise. Addresses are given out by number: the n-th
   * interface of the lab has 10.231.n.10 and fd31::n:10.
   */
  async addHost(
    name: string,
    { device = 'wlan0', ...profiles }: { device?: string } & Partial<LinkProfiles> = {},
  ): Promise<Host> {
    if (!/^[a-z0-9_]{1,32}$/.test(name))
      throw new Error(`host name ${name}: letters a-z, digits and underscore, at most 32`)
    if (this.#hosts.has(name)) throw new Error(`there is a host ${name} already`)
    const namespace = `${this.#prefix}${name}`
    this.#janitor.stdin?.write(`${namespace}\n`)
    await addNamespace(namespace)
    const host = new Host(name, namespace, this.#cable)
    this.#hosts.set(name, host)
    await host.addInterface(device, this.nextAddresses(), profiles)
    return host
  }

  /** Addresses that no interface has yet, for `addInterface` and `changeAddress`. */
  nextAddresses(): readonly [ipv4: Cidr, ipv6: Cidr] {
    const n = ++this.#interfaces
    return [`10.231.${n}.10/16`, `fd31::${n}:10/64`]
  }

  async counters(): Promise<LabCounters> {
    const { cpuPercent = 0, ports = [] } = await this.#cable.emulator.send({ command: 'counters' })
    return {
      emulatorCpuPercent: cpuPercent,
      port: (host, device) => {
        const counters = ports[host.portOf(device)]
        if (!counters) throw new Error(`no counters of ${host.name} ${device}`)
        return counters
      },
    }
  }

  /** Ends everything that runs in the lab and removes it. */
  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    await this.#cable.emulator.close()
    const exit = once(this.#janitor, 'exit')
    this.#janitor.stdin?.end()
    await exit
  }
}
