import { setTimeout as delay } from 'node:timers/promises'
import { ip, system } from './ip.ts'
import { isLeftover } from './names.ts'

/** Makes a network namespace with a loopback interface. */
export async function addNamespace(name: string): Promise<void> {
  await system('ip', 'netns', 'add', name)
  await ip(name, 'link', 'set', 'lo', 'up')
  // Without promote_secondaries the removal of an old address takes the new one of the same subnet with it.
  const settings = ['net.ipv4.conf.all.promote_secondaries=1', 'net.ipv4.conf.default.promote_secondaries=1']
  await system('ip', 'netns', 'exec', name, 'sysctl', '-qw', ...settings)
}

async function processesIn(name: string): Promise<number[]> {
  const pids = await system('ip', 'netns', 'pids', name).catch(() => '')
  return pids.split('\n').filter(Boolean).map(Number)
}

/** How long processes may take to end by themselves. */
const graceMs = 1_000

/** Ends what runs in a namespace, then removes it. A namespace that is gone is fine. */
export async function removeNamespace(name: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const pids = await processesIn(name)
    if (pids.length === 0) break
    for (const pid of pids) {
      try {
        process.kill(pid, signal)
      } catch {
        // It ended meanwhile.
      }
    }
    for (let waited = 0; waited < graceMs && (await processesIn(name)).length > 0; waited += 50) await delay(50)
  }
  await system('ip', 'netns', 'del', name).catch(async (error: unknown) => {
    if ((await listNamespaces()).includes(name)) throw error
  })
}

export async function listNamespaces(): Promise<string[]> {
  const lines = await system('ip', 'netns', 'list')
  return lines
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter(Boolean)
}

/** Removes what labs of dead processes left. @returns the names */
export async function sweepLeftovers(): Promise<string[]> {
  const leftovers = (await listNamespaces()).filter(isLeftover)
  for (const name of leftovers) await removeNamespace(name)
  return leftovers
}
