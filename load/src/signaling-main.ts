/** `npm run load:signaling`: what the reliable signalling costs beside bare WebSockets, on loopback, bounded in time. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { freePort, startChild } from './child-server.ts'
import { type DriveResult, drive } from './drive.ts'
import { openEchoPair, openMrtcPair, type Pair } from './pairs.ts'

const usage = `npm run load:signaling -- [--pairs 50] [--rate 20] [--seconds 10]

Pairs of participants write to each other; prints latency and server CPU of the platform and, measured in the same run
with the same load, of a bare WebSocket relay. Only loopback; at most 500 pairs, 200 texts a second each, 60 seconds.`

interface Measured extends DriveResult {
  readonly cpuSeconds: number
}

function bounded(name: string, text: string, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > max)
    throw new Error(`--${name} ${text}: give a whole number from 1 to ${max}`)
  return value
}

async function answers(url: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    await delay(50)
  }
  throw new Error(`the server did not become ready at ${url}`)
}

async function withPairs(
  count: number,
  open: (n: number) => Promise<Pair>,
  run: (pairs: readonly Pair[]) => Promise<Measured>,
): Promise<Measured> {
  const pairs: Pair[] = []
  try {
    for (let n = 0; n < count; n++) pairs.push(await open(n))
    return await run(pairs)
  } finally {
    await Promise.allSettled(pairs.map((pair) => pair.close()))
  }
}

async function measureMrtc(count: number, rate: number, seconds: number): Promise<Measured> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mrtc-load-'))
  const port = await freePort()
  try {
    await using server = await startChild(fileURLToPath(new URL('../../apps/server/src/main.ts', import.meta.url)), {
      MRTC_HTTP_PORT: `${port}`,
      MRTC_DATA_DIR: dataDir,
      MRTC_LOG_LEVEL: 'error',
      // One address makes all connections here, which the limits for strangers would slow down.
      MRTC_SIGNALING_CONNECTIONS_PER_SECOND: '10000',
      MRTC_SIGNALING_CONNECTION_BURST: '10000',
      MRTC_SIGNALING_REQUESTS_PER_SECOND: '1000',
      MRTC_DEMO_SIGNATURES_PER_MINUTE: '100000',
    })
    const url = `http://127.0.0.1:${port}`
    await answers(`${url}/readyz`)
    return await withPairs(
      count,
      (n) => openMrtcPair(url, n),
      async (pairs) => {
        const before = await server.cpuSeconds()
        const result = await drive(pairs, { rate, seconds })
        return { ...result, cpuSeconds: (await server.cpuSeconds()) - before }
      },
    )
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
}

async function measureEcho(count: number, rate: number, seconds: number): Promise<Measured> {
  const port = await freePort()
  await using server = await startChild(fileURLToPath(new URL('./echo-main.ts', import.meta.url)), { PORT: `${port}` })
  await delay(500)
  return await withPairs(
    count,
    (n) => openEchoPair(port, n),
    async (pairs) => {
      const before = await server.cpuSeconds()
      const result = await drive(pairs, { rate, seconds })
      return { ...result, cpuSeconds: (await server.cpuSeconds()) - before }
    },
  )
}

function render(rows: readonly (readonly [string, Measured])[]): string {
  const table = new Table({
    head: ['', 'texts/s', 'arrived', 'p50', 'p95', 'p99', 'max', 'server CPU', 'µs CPU a text'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  })
  const ms = (value: number) => `${value.toFixed(2)} ms`
  for (const [name, m] of rows) {
    table.push([
      name,
      (m.sent / m.seconds).toFixed(0),
      `${m.received} of ${m.sent}`,
      ms(m.latencyMs.p50),
      ms(m.latencyMs.p95),
      ms(m.latencyMs.p99),
      ms(m.latencyMs.max),
      `${((100 * m.cpuSeconds) / m.seconds).toFixed(0)} %`,
      ((1e6 * m.cpuSeconds) / m.sent).toFixed(0),
    ])
  }
  return table.toString()
}

try {
  const { values } = parseArgs({
    options: {
      pairs: { type: 'string', default: '50' },
      rate: { type: 'string', default: '20' },
      seconds: { type: 'string', default: '10' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) {
    console.log(usage)
  } else {
    const plan = [
      bounded('pairs', values.pairs, 500),
      bounded('rate', values.rate, 200),
      bounded('seconds', values.seconds, 60),
    ] as const
    process.stderr.write('bare WebSocket relay\n')
    const echo = await measureEcho(...plan)
    process.stderr.write('mrtc\n')
    const mrtc = await measureMrtc(...plan)
    console.log(
      render([
        ['bare WebSocket relay', echo],
        ['mrtc', mrtc],
      ]),
    )
    if (mrtc.received < mrtc.sent) process.exitCode = 1
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
