/** Carries out what a timeline says. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Host, NetLab } from '@mrtc/netlab'
import type { Step } from '../scenario/index.ts'
import type { HostLinks } from './links.ts'
import type { Participant } from './participant.ts'
import { listProcesses, treeOf } from './processes.ts'
import type { ServerProcess } from './server.ts'
import { transfer } from './tcp-transfer.ts'

export interface Stage {
  readonly lab: NetLab
  readonly server: ServerProcess
  readonly participants: ReadonlyMap<string, Participant>
  readonly links: ReadonlyMap<string, HostLinks>
}

function found<T>(map: ReadonlyMap<string, T>, name: string): T {
  const value = map.get(name)
  if (value === undefined) throw new Error(`the scenario has no client ${name}`)
  return value
}

/** @returns when it is done, also what lasts a while */
export async function carryOut(action: Step, stage: Stage, signal: AbortSignal): Promise<void> {
  if (!('client' in action)) {
    await (action.step === 'killMediaWorker' ? stage.server.killWorker() : stage.server.restart())
    return
  }
  const host = stage.lab.host(action.client)
  const links = found(stage.links, action.client)
  switch (action.step) {
    case 'setLink': {
      const { device, up, down } = action
      return links.set(device, { ...(up ? { up } : {}), ...(down ? { down } : {}) })
    }
    case 'outage':
      await links.set(action.device, { blackhole: true })
      await delay(action.seconds * 1_000, undefined, { signal })
      return links.set(action.device, { blackhole: false })
    case 'blockUdp':
      return links.set(action.device, { blockUdp: action.blocked })
    case 'tcpTransfer':
      return transfer(action, stage.lab, signal)
    case 'pauseVideo':
      return found(stage.participants, action.client).pauseVideo(action.paused)
    case 'killClient':
    case 'pauseClient':
      return signalClient(action, found(stage.participants, action.client), signal)
    default:
      return changeInterface(action, { host, links, lab: stage.lab })
  }
}

type InterfaceStep = Extract<Step, { device: string }>
type InterfaceContext = { readonly host: Host; readonly links: HostLinks; readonly lab: NetLab }

async function changeInterface(action: InterfaceStep, { host, links, lab }: InterfaceContext): Promise<void> {
  const { device } = action
  switch (action.step) {
    case 'addInterface': {
      const profiles = { ...(action.up ? { up: action.up } : {}), ...(action.down ? { down: action.down } : {}) }
      await host.addInterface(device, lab.nextAddresses(), profiles)
      links.add(device, profiles)
      return
    }
    case 'leaveInterface':
      await host.leave(device)
      links.setPresent(device, false)
      return
    case 'enterInterface':
      await host.enter(device)
      links.setPresent(device, true)
      return
    case 'changeAddress':
      return host.changeAddress(device, lab.nextAddresses()[0])
    case 'setCarrier':
      return host.setCarrier(device, action.on)
    case 'rebindPorts':
      return host.rebindPorts(device)
  }
}

type ClientStep = Extract<Step, { step: 'killClient' | 'pauseClient' }>

/** To the whole tree: a browser's helpers would live on, or go on, without their main process. */
async function signalClient(action: ClientStep, { pid, name }: Participant, signal: AbortSignal): Promise<void> {
  if (pid === undefined) throw new Error(`${name} has no process`)
  const send = async (what: NodeJS.Signals) => {
    for (const member of treeOf(pid, await listProcesses())) {
      try {
        process.kill(member.pid, what)
      } catch {
        // It ended meanwhile.
      }
    }
  }
  if (action.step === 'killClient') return send('SIGKILL')
  await send('SIGSTOP')
  try {
    await delay(action.seconds * 1_000, undefined, { signal })
  } finally {
    await send('SIGCONT')
  }
}
