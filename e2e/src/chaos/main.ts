/** `npm run chaos`: proves how reliable signalling is, on connections that break all the time. */
import { parseArgs } from 'node:util'
import { keepsThePromise, renderChaos } from './report.ts'
import { runChaos } from './run.ts'

const usage = `npm run chaos -- [options]

Real clients talk through a proxy that resets, truncates, stalls and silences their connections, or lets later ones
overtake them, to a real server; server and clients are stopped now and then (SIGSTOP). Counts what was lost, doubled or
out of order; exits with 1 unless that is 0 and the promised share of requests was answered.

  --operations N   requests to make, 100-10000000 (10000)
  --clients N      clients, four to a room, 2-64 (8)
  --seed N         which faults and requests (1)
  --json           print the result as JSON
  --help           this text`

const wrongUsage = 2

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  process.stderr.write(`--${name} ${text}: give a whole number from ${min} to ${max}\n`)
  process.exit(wrongUsage)
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        operations: { type: 'string', default: '10000' },
        clients: { type: 'string', default: '8' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    return values
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`)
    process.exit(wrongUsage)
  }
}

const values = readArguments()
if (values.help) {
  console.log(usage)
} else {
  const operations = whole('operations', values.operations, 100, 10_000_000)
  const result = await runChaos({
    operations,
    clients: whole('clients', values.clients, 2, 64),
    seed: whole('seed', values.seed, 0, 0xffff_ffff),
    onProgress: (done) => process.stderr.write(`\r${done} of ${operations}`),
  })
  process.stderr.write('\r')
  console.log(values.json ? JSON.stringify(result, null, 2) : renderChaos(result))
  if (!keepsThePromise(result)) process.exitCode = 1
}
