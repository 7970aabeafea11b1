/** `npm run webhooks:proof`: proves that webhooks are not lost and come in order, whoever is killed. */
import { parseArgs } from 'node:util'
import { proveWebhooks } from './run.ts'

const usage = `npm run webhooks:proof -- [options]

Real clients create, join and leave rooms on a real server, which tells a business server of it (guide section 5.1.2). Both
servers are killed at random (SIGKILL) and started again; the business server fails and goes silent now and then. Counts
the webhooks that were lost, out of order and forged; exits with 1 unless that is 0.

  --events N   events that clients bring about, 20-100000 (1000)
  --seed N     other calls (1)
  --help       this text`

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
        events: { type: 'string', default: '1000' },
        seed: { type: 'string', default: '1' },
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
  const wanted = whole('events', values.events, 20, 100_000)
  const result = await proveWebhooks({
    events: wanted,
    seed: whole('seed', values.seed, 0, 0xffff_ffff),
    onProgress: (done) => process.stderr.write(`\r${done} of ${wanted}`),
  })
  process.stderr.write('\r')
  const seconds = Math.round(result.durationMs / 1_000)
  console.log(
    [
      `events                  ${result.events}`,
      `server killed           ${result.serverKills} times`,
      `receiver killed         ${result.receiverKills} times`,
      `took                    ${seconds} s`,
      `sent more than once     ${result.repeated} (allowed: at least once)`,
      `lost                    ${result.lost}`,
      `out of order            ${result.outOfOrder}`,
      `signature wrong         ${result.forged}`,
      ...result.problems,
    ].join('\n'),
  )
  if (result.lost + result.outOfOrder + result.forged > 0) process.exitCode = 1
}
