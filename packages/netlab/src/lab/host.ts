import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { checkProfile, type LinkProfiles } from '../link/index.ts'
import type { EmulatorProcess } from './emulator-process.ts'
import { ip } from './ip.ts'

/** What a host needs of its lab. */
export interface HostContext {
  readonly emulator: EmulatorProcess
  /** Makes an interface and brings it into a namespace under a device name. @returns the emulator's port */
  attach(namespace: string, device: string): Promise<number>
}

/** An address with the length of its prefix, for example `10.231.1.10/16`. */
export type Cidr = string

/** A machine of the lab: a network namespace with interfaces whose links are emulated. */
export class Host {
  readonly name: string
  readonly namespace: string
  readonly #context: HostContext
  readonly #ports = new Map<string, number>()
  readonly #addresses = new Map<string, readonly Cidr[]>()

  constructor(name: string, namespace: string, context: HostContext) {
    this.name = name
    this.namespace = namespace
    this.#context = context
  }

  /** Names of its interfaces. */
  get devices(): readonly string[] {
    return [...this.#ports.keys()]
  }

  /** The emulator's number of an interface. */
  portOf(device: string): number {
    const port = this.#ports.get(device)
    if (port === undefined) throw new Error(`${this.name} has no interface ${device}`)
    return port
  }

  /** The first address of an interface, without the prefix length. */
  addressOf(device: string): string {
    const address = this.#addresses.get(device)?.[0]?.split('/')[0]
    if (!address) throw new Error(`${this.name} has no address on ${device}`)
    return address
  }

  /** Plugs in another interface, for example `wwan0` beside `wlan0`. */
  async addInterface(device: string, addresses: readonly Cidr[], profiles?: Partial<LinkProfiles>): Promise<void> {
    this.#ports.set(device, await this.#context.attach(this.namespace, device))
    if (profiles) await this.setLink(device, profiles)
    await this.enter(device, addresses)
  }

  /** Changes a link while it runs; packets on their way keep their schedule. */
  async setLink(device: string, { up, down }: Partial<LinkProfiles>): Promise<void> {
    await this.#context.emulator.send({
      command: 'set',
      port: this.portOf(device),
      ...(up ? { up: checkProfile(up) } : {}),
      ...(down ? { down: checkProfile(down) } : {}),
    })
  }

  /** What a phone does when it joins a network: addresses there, link up. */
  async enter(device: string, addresses = this.#addresses.get(device) ?? []): Promise<void> {
    for (const address of addresses) {
      // Duplicate address detection would hold an IPv6 address back for a second, and nobody else has it.
      await ip(this.namespace, 'addr', 'replace', address, 'dev', device, ...(address.includes(':') ? ['nodad'] : []))
    }
    this.#addresses.set(device, addresses)
    await ip(this.namespace, 'link', 'set', device, 'up')
  }

  /**
   * What a phone does when it leaves a network: addresses gone and link down. Link down alone keeps the address, and
   * Linux lets old sockets go on over another interface with it.
   */
  async leave(device: string): Promise<void> {
    await ip(this.namespace, 'addr', 'flush', 'dev', device)
    await ip(this.namespace, 'link', 'set', device, 'down')
  }

  /** Radio lost or found again: the interface stays, its carrier goes. */
  async setCarrier(device: string, on: boolean): Promise<void> {
    await ip(this.namespace, 'link', 'set', device, 'carrier', on ? 'on' : 'off')
  }

  /** DHCP gave another address: sockets bound to the old one are dead, others go on from the new. */
  async changeAddress(device: string, to: Cidr): Promise<void> {
    const [from, ...rest] = this.#addresses.get(device) ?? []
    await ip(this.namespace, 'addr', 'add', to, 'dev', device)
    if (from) await ip(this.namespace, 'addr', 'del', from, 'dev', device)
    this.#addresses.set(device, [to, ...rest])
  }

  /** Puts a router with port translation before an interface (IPv4). */
  async translatePorts(device: string, on: boolean): Promise<void> {
    await this.#context.emulator.send({ command: 'translate', port: this.portOf(device), on })
  }

  /** The router forgets its table: every flow comes from a new port. */
  async rebindPorts(device: string): Promise<void> {
    await this.#context.emulator.send({ command: 'rebind', port: this.portOf(device) })
  }

  /** Command and arguments that run a program on this host, for launchers that take an executable of their own. */
  command(program: string, ...args: readonly string[]): [string, ...string[]] {
    return ['nsenter', `--net=/run/netns/${this.namespace}`, '--', program, ...args]
  }

  /** Runs a program on this host. It is ended with the lab at the latest. */
  spawn(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const [command, ...rest] = this.command(program, ...args)
    return spawn(command, rest, options)
  }
}
