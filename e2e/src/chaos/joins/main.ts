/** `npm run joins`: how long joining takes over a link that loses packets. */
import { readOptions, runCommand, UsageError, whole } from '../../support/command-line.ts'
import { type JoinsOptions, joinOverLoss, percentile } from './joins.ts'

const usage = `npm run joins -- [options]

Joins one after the other over an emulated link (RTT 50 ms) that loses packets, with real TCP, and says how long each
step took. Needs root on Linux. Exits with 1 unless all joins succeed.

  --joins N         1-100 (10)
  --loss PERCENT    0-90 (40)
  --direction WAY   up, down or both (up)
  --seed N          which packets are lost (1)
  --texts N         write so many texts then, one each half second: how the call's signalling does, 0-200 (0)
  --send            send sound once in the room: ICE and DTLS over the same link
  --help            this text`

const wholePercent = 100

function direction(text: string): JoinsOptions['direction'] {
  if (text === 'up' || text === 'down' || text === 'both') return text
  throw new UsageError(`--direction ${text}: give up, down or both`)
}

function parse(args: readonly string[]): JoinsOptions | null {
  const values = readOptions(args, {
    joins: { type: 'string', default: '10' },
    loss: { type: 'string', default: '40' },
    direction: { type: 'string', default: 'up' },
    seed: { type: 'string', default: '1' },
    texts: { type: 'string', default: '0' },
    send: { type: 'boolean', default: false },
  })
  return (
    values && {
      joins: whole('joins', values.joins, 1, 100),
      lossShare: whole('loss', values.loss, 0, 90) / wholePercent,
      direction: direction(values.direction),
      sends: values.send,
      texts: whole('texts', values.texts, 0, 200),
      seed: whole('seed', values.seed, 0, 0xffff_ffff),
    }
  )
}

await runCommand({
  usage,
  parse,
  run: async (options) => {
    const reports = await joinOverLoss(options)
    for (const { uid, connectedMs = '-', joinedMs = '-', sendingMs = '-', failure } of reports) {
      console.log(
        `${uid}: connected ${connectedMs} ms, in the room ${joinedMs} ms, sending ${sendingMs} ms ${failure ?? ''}`,
      )
    }
    const lines = [
      { what: 'connected', times: reports.map(({ connectedMs }) => connectedMs) },
      { what: 'in the room', times: reports.map(({ joinedMs }) => joinedMs) },
      { what: 'texts answered', times: reports.flatMap(({ textMs = [] }) => textMs.map((ms) => ms ?? undefined)) },
      { what: 'sending', times: options.sends ? reports.map(({ sendingMs }) => sendingMs) : [] },
    ]
    for (const { what, times } of lines.filter((line) => line.times.length > 0)) {
      const reached = times.filter((time) => time !== undefined).length
      const [median, late, latest] = [0.5, 0.95, 1].map((share) => percentile(times, share))
      console.log(`${what}: ${reached} of ${times.length}, p50 ${median} ms, p95 ${late} ms, longest ${latest} ms`)
    }
    if (reports.some(({ failure }) => failure !== undefined)) process.exitCode = 1
  },
})
