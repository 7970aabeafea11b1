/** How interfaces of hosts reach the emulator: over TUN devices, or where there are none, over the kernel's VXLAN. */
import { access, constants } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { hubNetwork, networkOfPort, vxlanPort } from '../emulator/vxlan.ts'
import { EmulatorProcess } from './emulator-process.ts'
import { ip, system } from './ip.ts'

/** `tun` is exact to tens of microseconds, `vxlan` to about a millisecond. */
export type LabBackend = 'tun' | 'vxlan'

export interface Cable {
  readonly emulator: EmulatorProcess
  attachHub(namespace: string, device: string): Promise<void>
  /** @returns the emulator's port */
  attach(namespace: string, device: string): Promise<number>
}

export interface CableOptions {
  readonly seed: number
  /** Makes a namespace of the lab that goes with it. @returns its full name */
  readonly makeNamespace: (name: string) => Promise<string>
}

const script = (name: string) => fileURLToPath(new URL(`../emulator/${name}`, import.meta.url))
const mtu = '1500'

export async function bestBackend(): Promise<LabBackend> {
  const hasTun = await access('/dev/net/tun', constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  )
  return hasTun ? 'tun' : 'vxlan'
}

export function openCable(backend: LabBackend, options: CableOptions): Promise<Cable> {
  return backend === 'tun' ? openTunCable(options) : openVxlanCable(options)
}

async function openTunCable({ seed, makeNamespace }: CableOptions): Promise<Cable> {
  const hubDevice = 'nlhub'
  const namespace = await makeNamespace('emu')
  const emulator = await EmulatorProcess.start(namespace, script('tun-main.ts'), [`${seed}`, hubDevice])
  let made = 0
  const move = async (from: string, to: string, device: string) => {
    await ip(namespace, 'link', 'set', from, 'netns', to)
    await ip(to, 'link', 'set', from, 'name', device)
    await ip(to, 'link', 'set', device, 'mtu', mtu, 'txqueuelen', '1000')
  }
  return {
    emulator,
    attachHub: (to, device) => move(hubDevice, to, device),
    attach: async (to, device) => {
      // Names must differ until the device has moved.
      const temporary = `nlt${++made}`
      const { port } = await emulator.send({ command: 'add', device: temporary })
      await move(temporary, to, device)
      return portFrom(port)
    },
  }
}

const emulatorAddress = '10.231.254.1'
const kernelAddress = '10.231.254.2'

/** The tunnels end in a namespace of their own: between two ends of one namespace the kernel takes a short cut. */
async function openVxlanCable({ seed, makeNamespace }: CableOptions): Promise<Cable> {
  const [inner, outer] = [await makeNamespace('emu'), await makeNamespace('vx')]
  await ip(
    inner,
    'link',
    'add',
    'u0',
    'mtu',
    '9000',
    'type',
    'veth',
    'peer',
    'name',
    'u1',
    'mtu',
    '9000',
    'netns',
    outer,
  )
  for (const [namespace, device, address] of [
    [inner, 'u0', emulatorAddress],
    [outer, 'u1', kernelAddress],
  ] as const) {
    await ip(namespace, 'addr', 'add', `${address}/30`, 'dev', device)
    await ip(namespace, 'link', 'set', device, 'up')
  }
  const emulator = await EmulatorProcess.start(inner, script('vxlan-main.ts'), [
    `${seed}`,
    emulatorAddress,
    kernelAddress,
  ])
  const plug = async (network: number, to: string, device: string) => {
    const temporary = `vx${network}`
    const ends = ['local', kernelAddress, 'remote', emulatorAddress, 'dstport', `${vxlanPort}`]
    await ip(
      outer,
      'link',
      'add',
      temporary,
      'mtu',
      mtu,
      'type',
      'vxlan',
      'id',
      `${network}`,
      ...ends,
      'nolearning',
      'noudpcsum',
    )
    await ip(outer, 'link', 'set', temporary, 'netns', to)
    await ip(to, 'link', 'set', temporary, 'name', device)
    // Without these the kernel leaves checksums and segments to hardware that is not there.
    const offloads = ['tx', 'off', 'tso', 'off', 'gso', 'off', 'gro', 'off']
    await system('ip', 'netns', 'exec', to, 'ethtool', '-K', device, ...offloads)
  }
  return {
    emulator,
    attachHub: (to, device) => plug(hubNetwork, to, device),
    attach: async (to, device) => {
      const { port } = await emulator.send({ command: 'add', device })
      await plug(networkOfPort(portFrom(port)), to, device)
      return portFrom(port)
    },
  }
}

function portFrom(port: number | undefined): number {
  if (port === undefined) throw new Error('the emulator gave no port')
  return port
}
