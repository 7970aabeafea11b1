import { type LabBackend, NetLab } from '../lab/index.ts'
import { type Check, checks, type Figure } from './checks.ts'
import { sendPackets, startReceiver } from './probe.ts'
import { missing } from './statistics.ts'

export interface Row extends Figure {
  readonly check: string
  readonly ok: boolean
}

const within = (figure: Figure) => Math.abs(figure.measured - figure.set) <= figure.tolerance

export interface SelfTestOptions {
  readonly seed: number
  readonly backend?: LabBackend | undefined
  /** All of them by default. */
  readonly chosen?: readonly Check[]
  readonly progress?: (name: string) => void
}

/** Runs checks one after the other, each on a host of its own, so that they do not disturb each other. */
export async function runSelfTest({
  seed,
  backend,
  chosen = checks,
  progress = () => {},
}: SelfTestOptions): Promise<Row[]> {
  await using lab = await NetLab.open({ seed, ...(backend ? { backend } : {}) })
  const rows: Row[] = []
  for (const [index, check] of chosen.entries()) {
    progress(check.name)
    const host = await lab.addHost(`check${index}`)
    for (const figure of await check.run({ lab, host })) rows.push({ check: check.name, ...figure, ok: within(figure) })
  }
  return rows
}

/** Which of 1,000 packets a lab of this seed loses at 30 %. */
export async function lossPattern(seed: number): Promise<number[]> {
  await using lab = await NetLab.open({ seed })
  const host = await lab.addHost('alice', { up: { lossShare: 0.3 } })
  const receiver = await startReceiver(lab.hub, 'udp', 9000)
  // The first packets would be lost to the kernel's own neighbour and router messages if those were counted; wait for none.
  const before = (await lab.counters()).port(host, 'wlan0').up.arrived
  await sendPackets(host, { to: lab.hubAddress, port: 9000, packetsPerSecond: 1_000, sizeBytes: 100, seconds: 1 })
  return missing(await receiver.stop(), 1_000).map((n) => n + before)
}

/** The same seed must lose the same packets, counted from the first that the link saw. */
export async function checkSeed(seed: number): Promise<Row> {
  const [first, second] = [await lossPattern(seed), await lossPattern(seed)]
  const shared = first.filter((n) => second.includes(n)).length
  const measured = (100 * shared) / Math.max(first.length, second.length)
  return {
    check: 'seed',
    property: 'same losses for the same seed',
    set: 100,
    measured,
    unit: '%',
    tolerance: 5,
    ok: measured >= 95,
  }
}
