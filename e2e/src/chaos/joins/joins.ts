/** Joins over a link that loses packets: real programs and real TCP in network namespaces. */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type LinkProfiles, NetLab } from '@mrtc/netlab'
import type { Identity } from '../../page/api.ts'
import { waitFor } from '../../support/wait.ts'
import type { JoinReport, JoinTask } from './joiner-main.ts'

export interface JoinsOptions {
  readonly joins: number
  readonly lossShare: number
  /** Which direction loses: what clients send, what they receive, or both. */
  readonly direction: 'up' | 'down' | 'both'
  readonly seed: number
  /** Whether those who joined send sound, which takes ICE and DTLS over the same link. */
  readonly sends: boolean
  /** How many texts each of them writes, one each half second. */
  readonly texts: number
}

/** One way; the round trip is twice this. */
const delayMs = 25
/** Clients begin this long after one another, so that a busy machine does not take part in what is measured. */
const apartMs = 400
const startTimeoutMs = 60_000
const endTimeoutMs = 5_000
/** Longer than everything that a client waits for by itself. */
const joinTimeoutMs = 90_000

const serverScript = fileURLToPath(new URL('server-main.ts', import.meta.url))
const joinerScript = fileURLToPath(new URL('joiner-main.ts', import.meta.url))
const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const

/** The room is made over a clean link, then everybody else joins it over one that is not. */
export async function joinOverLoss(options: JoinsOptions): Promise<JoinReport[]> {
  const { joins, lossShare, direction, seed, sends, texts } = options
  await using lab = await NetLab.open({ seed })
  const uids = Array.from({ length: joins + 1 }, (_, index) => `joiner_${index}`)
  const server = lab.hub.spawn(process.execPath, [serverScript, lab.hubAddress, uids.join(',')], { stdio: [...stdio] })
  await using _server = ended(server)
  const { url, identities } = await firstMessage<{ url: string; identities: Identity[] }>(server, startTimeoutMs)

  const host = await lab.addHost('joiners', { up: { delayMs }, down: { delayMs } })
  const joiner = host.spawn(process.execPath, [joinerScript], { stdio: [...stdio] })
  await using _joiner = ended(joiner)
  const reports: JoinReport[] = []
  joiner.on('message', (report) => reports.push(report as JoinReport))
  const [first, ...others] = identities
  if (!first) throw new Error('nobody is to join')
  const tell = (task: JoinTask) => joiner.send(task)

  tell({ url, identity: first, afterMs: 0, sends: false, texts: 0 })
  await waitFor(() => reports.length === 1, { what: 'the room to be made', timeoutMs: startTimeoutMs })
  const room = reports[0]?.room
  if (!room) throw new Error(`the room could not be made: ${reports[0]?.failure}`)
  await host.setLink('wlan0', profiles(lossShare, direction))
  others.forEach((identity, index) => {
    tell({ url, identity, room, afterMs: index * apartMs, sends, texts })
  })
  await waitFor(() => reports.length === identities.length, {
    what: 'all joins to end',
    timeoutMs: joinTimeoutMs + joins * apartMs,
  })
  return reports.slice(1)
}

function profiles(lossShare: number, direction: JoinsOptions['direction']): LinkProfiles {
  const lossy = { delayMs, lossShare }
  return {
    up: direction === 'down' ? { delayMs } : lossy,
    down: direction === 'up' ? { delayMs } : lossy,
  }
}

async function firstMessage<T>(child: ChildProcess, timeoutMs: number): Promise<T> {
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(timeoutMs) })
  return message as T
}

/** Ends a program that ends with its parent: as it does by itself, so that it leaves nothing behind, or else at once. */
function ended(child: ChildProcess): AsyncDisposable {
  return {
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exit = once(child, 'exit')
      const late = setTimeout(() => child.kill('SIGKILL'), endTimeoutMs)
      if (child.connected) child.disconnect()
      await exit
      clearTimeout(late)
    },
  }
}

/** The value below which this share of the joins lies; those that failed count as longer than any. */
export function percentile(values: readonly (number | undefined)[], share: number): number {
  const sorted = values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
