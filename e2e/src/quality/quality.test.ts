/** The quality harness on real calls. Margins are wide: that figures are sane is tested here, not how good a call is. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type CompletedTrial, runResultSchema, runScenarios, type Scenario, scenarios } from '@mrtc/harness'
import { netLabObstacle } from '@mrtc/netlab'
import { afterAll, describe, expect, it } from 'vitest'
import { waitFor } from '../support/wait.ts'

const run = promisify(execFile)
const obstacle = await netLabObstacle()
const cli = fileURLToPath(new URL('../../../packages/harness/src/cli/main.ts', import.meta.url))

function short(name: string): Scenario {
  const scenario = scenarios.find((one) => one.name === name)
  if (!scenario) throw new Error(`there is no scenario ${name}`)
  return { ...scenario, warmupSeconds: 3, seconds: 6, expectations: [] }
}

async function trialOf(scenario: Scenario): Promise<CompletedTrial> {
  const result = await runScenarios({
    scenarios: [scenario],
    seed: 1,
    repeat: 1,
    arguments: [],
    observer: { began: () => {}, says: () => {}, ended: () => {} },
    signal: AbortSignal.timeout(90_000),
  })
  const [trial] = runResultSchema.parse(result).scenarios[0]?.trials ?? []
  if (trial?.state !== 'completed') throw new Error(trial?.error ?? 'no trial was made')
  return trial
}

function figuresOf(trial: CompletedTrial, subscriber: string) {
  const subscription = trial.subscriptions.find((one) => one.subscriber === subscriber)
  if (!subscription) throw new Error(`${subscriber} has no subscription`)
  const { videoLatencyP50, latencyByStats, audioLatencyP50, fps, ssim, packetsLostShare, concealedShare } =
    subscription.metrics
  return {
    videoLatencyP50: videoLatencyP50 ?? Number.NaN,
    latencyByStats: latencyByStats ?? Number.NaN,
    audioLatencyP50: audioLatencyP50 ?? Number.NaN,
    fps: fps ?? Number.NaN,
    ssim: ssim ?? Number.NaN,
    packetsLostShare: packetsLostShare ?? Number.NaN,
    concealedShare: concealedShare ?? Number.NaN,
  }
}

/** Command lines of all processes that have this text in them. */
async function processesWith(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return lines.filter((line) => line.includes(text))
}

async function namespacesOf(pid: number): Promise<string[]> {
  const { stdout } = await run('ip', ['netns', 'list'])
  return stdout.split('\n').filter((line) => line.startsWith(`mrtc-${pid}-`))
}

async function saidBy(child: ChildProcess, word: string): Promise<void> {
  if (!child.stderr) throw new Error('its progress is not read')
  for await (const line of createInterface({ input: child.stderr })) if (line.includes(word)) return
  throw new Error(`it ended before it said ${word}`)
}

describe.skipIf(obstacle !== null)('a measured call', () => {
  const folders: string[] = []
  let killedPid = 0
  afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))))

  it('leaves no namespace and no process when it is killed in the middle', async () => {
    const out = await mkdtemp(join(tmpdir(), 'mrtc-e2e-quality-'))
    folders.push(out)
    const child = spawn(process.execPath, [cli, 'clean', '--out', out], { stdio: ['ignore', 'ignore', 'pipe'] })
    const pid = child.pid
    if (pid === undefined) throw new Error('it did not start')
    killedPid = pid
    const exit = once(child, 'exit')
    try {
      await saidBy(child, 'measuring')
      expect((await namespacesOf(pid)).length).toBeGreaterThan(2)
      expect((await processesWith(`mrtc-quality-${pid}-`)).length).toBeGreaterThan(2)
    } finally {
      child.kill('SIGKILL')
      await exit
    }
    await waitFor(async () => (await namespacesOf(pid)).length === 0, { what: 'its namespaces to go' })
    await waitFor(async () => (await processesWith(`mrtc-quality-${pid}-`)).length === 0, {
      what: 'its processes to end',
    })
  })

  it('without loss has a latency that two methods agree on, and clears up after one that was killed', async () => {
    const trial = await trialOf(short('clean'))
    for (const subscriber of ['alice', 'bob']) {
      const figures = figuresOf(trial, subscriber)
      // 50 ms are the links'.
      expect(figures.videoLatencyP50).toBeGreaterThan(50)
      expect(figures.videoLatencyP50).toBeLessThan(1_000)
      expect(figures.audioLatencyP50).toBeGreaterThan(50)
      expect(Math.abs(figures.videoLatencyP50 - figures.latencyByStats)).toBeLessThan(100)
      expect(figures.fps).toBeGreaterThan(5)
      expect(figures.ssim).toBeGreaterThan(0.5)
      expect(figures.packetsLostShare).toBe(0)
    }
    expect((await readdir(tmpdir())).filter((name) => name.startsWith(`mrtc-quality-${killedPid}-`))).toEqual([])
  })

  it('on a link that loses 40 % says so, and sees the picture suffer', async () => {
    const figures = figuresOf(await trialOf(short('join-loss-40-downlink')), 'bob')
    expect(figures.packetsLostShare).toBeGreaterThan(30)
    expect(figures.packetsLostShare).toBeLessThan(50)
    expect(figures.videoLatencyP50).toBeGreaterThan(100)
    expect(figures.concealedShare).toBeLessThan(90)
  })
})
