/** `npm run webhooks:proof`: proves that webhooks are not lost and come in order, whoever is killed. */
import { readOptions, runCommand, whole } from '../support/command-line.ts'
import { proveWebhooks } from './run.ts'

const usage = `npm run webhooks:proof -- [options]

Real clients create, join and leave rooms on a real server, which tells a business server of it (guide section 5.1.2). Both
servers are killed at random (SIGKILL) and started again; the business server fails and goes silent now and then. Counts
the webhooks that were lost, out of order and forged; exits with 1 unless that is 0.

  --events N   events that clients bring about, 20-100000 (1000)
  --seed N     other calls (1)
  --help       this text`

await runCommand({
  usage,
  parse: (args) => {
    const values = readOptions(args, {
      events: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
    })
    return (
      values && {
        events: whole('events', values.events, 20, 100_000),
        seed: whole('seed', values.seed, 0, 0xffff_ffff),
      }
    )
  },
  run: async ({ events, seed }) => {
    const onProgress = (done: number) => process.stderr.write(`\r${done} of ${events}`)
    const result = await proveWebhooks({ events, seed, onProgress })
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
  },
})
