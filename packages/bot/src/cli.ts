/** The participant as a program: `npm run bot`. */
import { setTimeout as sleep } from 'node:timers/promises'
import { MrtcError } from '@mrtc/protocol'
import { BotCall } from './call/index.ts'
import { resolveIdentity } from './cli/identity.ts'
import { type BotOptions, parseBotOptions, UsageError, usage } from './cli/options.ts'
import { statusLine } from './cli/status.ts'
import { monoPcm, stereoPcm } from './codec/index.ts'
import { consoleLogger } from './log.ts'
import { type MediaSource, mergeSources, openSource, testSource } from './source/index.ts'

const statusIntervalMs = 1_000
const failed = 1
const misused = 2

process.exitCode = await main()

async function main(): Promise<number> {
  const leaving = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => leaving.abort())
  try {
    const options = parseBotOptions(process.argv.slice(2))
    if (options === null) {
      console.log(usage)
      return 0
    }
    return await run(options, leaving)
  } catch (error) {
    if (leaving.signal.aborted) return 0
    if (error instanceof UsageError) {
      console.error(`${error.message}\n--help tells the options`)
      return misused
    }
    if (!(error instanceof MrtcError)) throw error
    console.error(`${error.code}: ${error.message}`)
    return failed
  }
}

async function run(options: BotOptions, leaving: AbortController): Promise<number> {
  const say = (text: string) => (options.json ? console.error(text) : console.log(text))
  // Opened first: a wrong file name is told before anyone sees us come and go.
  const source = options.publish ? await sourceOf(options) : undefined
  const identity = await resolveIdentity(options.uid, options.signing, options.url)
  const call = await BotCall.join({
    url: options.url,
    ...identity,
    ...(options.room === undefined ? {} : { room: options.room }),
    ...(options.name === undefined ? {} : { displayName: options.name }),
    autoSubscribe: options.subscribe,
    videoForm: 'count',
    log: consoleLogger(options.verbose ? 'debug' : 'error'),
    signal: leaving.signal,
  })
  let outcome: { code: number; reason: string } = { code: 0, reason: 'left' }
  call.on('closed', (reason) => {
    const { state } = call.client
    const error = state.state === 'closed' ? state.error : undefined
    if (!leaving.signal.aborted) outcome = { code: failed, reason: error?.message ?? reason }
    leaving.abort()
  })
  try {
    const { roomId, rtoken } = call.room
    say(`${identity.uid} is in room ${roomId}; others join with --room ${roomId} --token ${rtoken}`)
    call.on('subscribeFailed', ({ uid }, error) => say(`cannot receive ${uid}: ${error.message}`))
    call.room.on('textReceived', ({ from, text }) => say(`${from}: ${text}`))
    if (source !== undefined) {
      const { ended } = await call.play(source, { loop: options.loop, bitrateMaxBps: options.bitrateMaxBps })
      ended.then(
        () => leaving.signal.aborted || say('the file is at its end'),
        (error: unknown) => {
          outcome = { code: failed, reason: error instanceof Error ? error.message : String(error) }
          leaving.abort()
        },
      )
    }
    await report(call, options, leaving.signal)
  } finally {
    leaving.abort()
    await call.close()
  }
  say(outcome.code === 0 ? 'left the room' : `out of the room: ${outcome.reason}`)
  return outcome.code
}

/** Prints what is received until it is time to leave. */
async function report(call: BotCall, { seconds, json }: BotOptions, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now()
  const elapsed = () => (performance.now() - startedAt) / 1000
  while (!signal.aborted && (seconds === undefined || elapsed() < seconds)) {
    // Aborting is how the wait ends.
    await sleep(statusIntervalMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return
    const reports = call.reports
    console.log(json ? JSON.stringify({ elapsedSeconds: elapsed(), reports }) : statusLine(elapsed(), reports))
  }
}

async function sourceOf(options: BotOptions): Promise<MediaSource> {
  const { file, audioFile, video: videoFormat, toneHertz } = options
  const audioFormat = options.stereo ? stereoPcm : monoPcm
  const audio = audioFile === undefined ? undefined : await openSource(audioFile, { audioFormat })
  const main =
    file === undefined
      ? testSource({ audio: audioFormat, video: videoFormat, toneHertz })
      : await openSource(file, { audioFormat, videoFormat })
  return audio === undefined ? main : mergeSources(audio, main)
}
