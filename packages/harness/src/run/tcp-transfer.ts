/** Traffic that competes with a call: TCP by the kernel, through the same links. */
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { NetLab } from '@mrtc/netlab'
import type { Step } from '../scenario/index.ts'

const script = fileURLToPath(new URL('tcp-main.ts', import.meta.url))
const firstPort = 9_000
const startTimeoutMs = 10_000

let transfers = 0

/** @returns when it has ended or its time is over */
export async function transfer(
  { client, direction, kilobytes, seconds }: Extract<Step, { step: 'tcpTransfer' }>,
  lab: NetLab,
  signal: AbortSignal,
): Promise<void> {
  const port = `${firstPort + (transfers++ % 1_000)}`
  const [serverRole, clientRole] = direction === 'down' ? ['source', 'fetch'] : ['sink', 'push']
  const end = [lab.hubAddress, port]
  const server = lab.hub.spawn(process.execPath, [script, serverRole, ...end], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    if (server.stdout)
      await once(server.stdout, 'data', { signal: AbortSignal.any([signal, AbortSignal.timeout(startTimeoutMs)]) })
    const args = [script, clientRole, ...end, `${kilobytes * 1_000}`]
    const other = lab.host(client).spawn(process.execPath, args, { stdio: 'ignore' })
    try {
      const over = new AbortController()
      const time = delay(seconds * 1_000, undefined, { signal: AbortSignal.any([signal, over.signal]) })
      time.catch(() => {})
      await Promise.race([once(other, 'exit'), time])
      over.abort()
    } finally {
      other.kill('SIGKILL')
    }
  } finally {
    server.kill('SIGKILL')
  }
}
