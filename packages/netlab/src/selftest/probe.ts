import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Host } from '../lab/index.ts'
import type { Reception } from './probe-main.ts'

const script = fileURLToPath(new URL('./probe-main.ts', import.meta.url))

/** A receiver that runs on a host; `stop` gives what came. */
export interface Receiver {
  stop(): Promise<Reception>
}

export async function startReceiver(host: Host, protocol: 'udp' | 'tcp', port: number): Promise<Receiver> {
  const child = host.spawn(process.execPath, [script, 'receive', protocol, `${port}`], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('the probe has no pipes')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    stop: async () => {
      stdin.end()
      const { value } = await lines.next()
      return JSON.parse(String(value)) as Reception
    },
  }
}

export interface Sending {
  readonly to: string
  readonly port: number
  readonly packetsPerSecond: number
  readonly sizeBytes: number
  readonly seconds: number
}

/** Sends UDP packets at a steady pace from a host; resolves when the last has left. */
export async function sendPackets(
  host: Host,
  { to, port, packetsPerSecond, sizeBytes, seconds }: Sending,
): Promise<void> {
  const args = [script, 'send', to, port, packetsPerSecond, sizeBytes, seconds].map(String)
  await once(host.spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
}

/** Sends over TCP as much as goes. */
export async function pourTcp(host: Host, to: string, port: number, seconds: number): Promise<void> {
  const args = [script, 'pour', to, port, seconds].map(String)
  await once(host.spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
}
