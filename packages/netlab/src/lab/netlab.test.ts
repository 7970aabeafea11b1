import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { checks } from '../selftest/checks.ts'
import { checkSeed, runSelfTest } from '../selftest/run.ts'
import { listNamespaces } from './namespaces.ts'
import { NetLab, netLabObstacle } from './netlab.ts'

const obstacle = await netLabObstacle()
const timeoutMs = 60_000

/** A process of its own that holds a lab with something running in it. */
async function startHolder(): Promise<{ holder: ChildProcess; namespaces: string[] }> {
  const holder = spawn(process.execPath, [fileURLToPath(new URL('./testing/holder-main.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  if (!holder.stdout) throw new Error('the holder has no output')
  const [line] = await once(holder.stdout, 'data')
  return { holder, namespaces: JSON.parse(String(line)) as string[] }
}

async function remaining(namespaces: readonly string[], withinMs: number): Promise<string[]> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const present = await listNamespaces()
    const left = namespaces.filter((name) => present.includes(name))
    if (left.length === 0 || Date.now() > deadline) return left
    await delay(100)
  }
}

describe.skipIf(obstacle !== null)('a lab', { timeout: timeoutMs }, () => {
  it('gives its links the delay, loss and port translation that were set', async () => {
    const chosen = checks.filter((check) => ['delay 20 ms', 'loss 20 %', 'NAT rebinding', 'IPv6'].includes(check.name))
    const rows = await runSelfTest({ seed: 1, chosen })
    expect(rows.filter((row) => !row.ok)).toEqual([])
    expect(rows.length).toBeGreaterThanOrEqual(4)
  })

  it('does without TUN devices where there are none', async () => {
    const chosen = checks.filter((check) => ['delay 100 ms', 'NAT rebinding', 'IPv6'].includes(check.name))
    const rows = await runSelfTest({ seed: 1, chosen, backend: 'vxlan' })
    expect(rows.filter((row) => !row.ok)).toEqual([])
  })

  it('loses the same packets for the same seed', async () => {
    expect(await checkSeed(5)).toMatchObject({ ok: true })
  })

  it('is gone after close, with all that ran in it', async () => {
    const lab = await NetLab.open()
    const alice = await lab.addHost('alice')
    const sleeper = alice.spawn('sleep', ['60'])
    const ended = once(sleeper, 'exit')
    const names = [alice.namespace, lab.hub.namespace]
    expect(await listNamespaces()).toEqual(expect.arrayContaining(names))
    await Promise.all([lab.close(), lab.close()])
    await ended
    expect(await remaining(names, 0)).toEqual([])
  })

  it('is gone after its process was killed', async () => {
    const { holder, namespaces } = await startHolder()
    expect(namespaces.length).toBe(3)
    holder.kill('SIGKILL')
    expect(await remaining(namespaces, 10_000)).toEqual([])
  })

  it('is swept by the next one when its process was killed together with who cleans up after it', async () => {
    const { holder, namespaces } = await startHolder()
    const janitors = execFileSync('pgrep', ['-P', `${holder.pid}`, '-f', 'janitor-main'], { encoding: 'utf8' })
    for (const pid of janitors.trim().split('\n')) process.kill(Number(pid), 'SIGKILL')
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await using _next = await NetLab.open()
    expect(await remaining(namespaces, 0)).toEqual([])
  })

  it('refuses a bad profile, a bad name and a second host of a name, saying why', async () => {
    await using lab = await NetLab.open()
    await lab.addHost('alice')
    await expect(lab.addHost('alice')).rejects.toThrow('there is a host alice already')
    await expect(lab.addHost('Alice Smith')).rejects.toThrow('letters a-z, digits and underscore')
    await expect(lab.host('alice').setLink('wlan0', { up: { lossShare: 40 } })).rejects.toThrow(
      'link profile: lossShare',
    )
    await expect(lab.host('alice').setLink('eth7', {})).rejects.toThrow('alice has no interface eth7')
  })
})

describe.runIf(obstacle !== null)('without a lab', () => {
  it('says what the machine lacks', async () => {
    await expect(NetLab.open()).rejects.toThrow(obstacle ?? '')
  })
})
