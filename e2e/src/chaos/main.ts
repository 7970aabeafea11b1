/** `npm run chaos`: proves how reliable signalling is, on connections that break all the time. */
import { readOptions, runCommand, whole } from '../support/command-line.ts'
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

await runCommand({
  usage,
  parse: (args) => {
    const values = readOptions(args, {
      operations: { type: 'string', default: '10000' },
      clients: { type: 'string', default: '8' },
      seed: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    })
    return (
      values && {
        operations: whole('operations', values.operations, 100, 10_000_000),
        clients: whole('clients', values.clients, 2, 64),
        seed: whole('seed', values.seed, 0, 0xffff_ffff),
        json: values.json,
      }
    )
  },
  run: async ({ json, ...options }) => {
    const onProgress = (done: number) => process.stderr.write(`\r${done} of ${options.operations}`)
    const result = await runChaos({ ...options, onProgress })
    process.stderr.write('\r')
    console.log(json ? JSON.stringify(result, null, 2) : renderChaos(result))
    if (!keepsThePromise(result)) process.exitCode = 1
  },
})
