/** Reads everything about once a second while a trial runs. */
import { setTimeout as delay } from 'node:timers/promises'
import type { NetLab, PortCounters } from '@mrtc/netlab'
import type { Drain } from '../page/index.ts'
import type { HostLinks } from './links.ts'
import { ourNowMs, type Participant } from './participant.ts'
import { CpuMeter, type ProcessInfo, treeOf } from './processes.ts'
import type { LinkSample, SystemSample } from './recording.ts'
import type { Stage } from './steps.ts'

const everyMs = 1_000

/** Drains one client until told to stop; one that does not answer, because it is dead or asleep, holds up nobody else. */
export async function drainEverySecond(client: Participant, drains: Drain[], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const startedAt = ourNowMs()
    // A client that was killed on purpose has nothing more to say.
    const drain = await client.drain().catch(() => null)
    if (drain) drains.push(drain)
    await pause(everyMs - (ourNowMs() - startedAt), signal)
  }
}

export async function sampleEverySecond(stage: Stage, samples: SystemSample[], signal: AbortSignal): Promise<void> {
  const cpu = new CpuMeter()
  let lastEmulatorAt = ourNowMs()
  while (!signal.aborted) {
    const startedAt = ourNowMs()
    const [counters, server, cpuMs] = await Promise.all([
      stage.lab.counters(),
      // It does not answer while it restarts.
      stage.server.metrics().catch(() => ({})),
      cpu.read((processes) => groupsOf(stage, processes)),
    ])
    const emulatorMs = (counters.emulatorCpuPercent / 100) * (startedAt - lastEmulatorAt)
    lastEmulatorAt = startedAt
    const links = Object.fromEntries(
      [...stage.links].map(([name, hostLinks]) => [name, linkSample(stage.lab, name, hostLinks, counters)]),
    )
    samples.push({ atMs: startedAt, links, cpuMs: { ...cpuMs, emulator: emulatorMs }, server })
    await pause(everyMs - (ourNowMs() - startedAt), signal)
  }
}

function groupsOf({ server, participants }: Stage, processes: readonly ProcessInfo[]): Record<string, ProcessInfo[]> {
  const serverTree = server.pid === undefined ? [] : treeOf(server.pid, processes)
  const groups: Record<string, ProcessInfo[]> = {
    server: serverTree.filter(({ pid }) => pid === server.pid),
    worker: serverTree.filter(({ pid }) => pid !== server.pid),
  }
  for (const { name, pid } of participants.values()) groups[name] = pid === undefined ? [] : treeOf(pid, processes)
  return groups
}

type Counters = Awaited<ReturnType<NetLab['counters']>>

function linkSample(lab: NetLab, name: string, links: HostLinks, counters: Counters): LinkSample {
  const host = lab.host(name)
  const ports = links.devices.map((device) => counters.port(host, device))
  return { up: total(ports, 'up'), down: total(ports, 'down'), capacityKbps: links.readCapacity() }
}

function total(ports: readonly PortCounters[], direction: 'up' | 'down'): PortCounters['up'] {
  const [first, ...rest] = ports.map((port) => port[direction])
  if (!first) throw new Error('a host without interfaces')
  return rest.reduce(
    (sum, port) =>
      Object.fromEntries(
        Object.entries(sum).map(([name, value]) => [name, value + port[name as keyof typeof port]]),
      ) as unknown as PortCounters['up'],
    first,
  )
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(Math.max(0, ms), undefined, { signal }).catch(() => {})
}
