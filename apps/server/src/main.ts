/** The server as a program: settings, parts, signals. `--help` lists the settings. */
import { parseArgs } from 'node:util'
import { banner } from './banner.ts'
import { createCalls } from './calls/index.ts'
import { loadConfig, redactConfig, settingsHelp } from './config/index.ts'
import { createServer } from './server.ts'
import { StartupError } from './startup-error.ts'

/** What has not closed by then is left to the operating system. */
const shutdownTimeoutMs = 5_000
/** One Ctrl-C comes more than once: from the terminal and from each program that watches over this one. */
const sameKeystrokeMs = 500
const failure = 1

const { values: options } = readArguments()
if (options.help) {
  console.log(
    `npm run serve -- [--config file.yaml]\n\nRuns the server. Settings, in the file and in the environment:\n${settingsHelp()}`,
  )
  process.exit()
}

try {
  const file = options.config === undefined ? {} : { file: options.config }
  const config = loadConfig({ ...file, environment: process.env })
  const server = await createServer(config, createCalls)
  const { log } = server
  log.debug({ config: redactConfig(config) }, 'settings')
  console.log(banner(server, config))
  log.info({ httpUrl: server.httpUrl, wsUrl: server.wsUrl }, 'server runs')

  const draining = new AbortController()
  let state: 'running' | 'draining' | 'closing' = 'running'
  let askedAtMs = 0
  const stop = (signal: NodeJS.Signals) => {
    const now = performance.now()
    if (state !== 'running' && now - askedAtMs < sameKeystrokeMs) return
    askedAtMs = now
    // Whoever asks again does not want to wait.
    if (state === 'draining') draining.abort()
    if (state === 'closing') process.exit(failure)
    if (state === 'running') shutDown(signal).catch(fail)
  }
  const shutDown = async (signal: NodeJS.Signals) => {
    const { drainMs } = config.shutdown
    if (signal === 'SIGTERM' && drainMs > 0) {
      state = 'draining'
      log.info({ drainMs }, 'draining: no new rooms, calls go on')
      await server.drain(AbortSignal.any([draining.signal, AbortSignal.timeout(drainMs)]))
    }
    state = 'closing'
    log.info({ signal }, 'shutting down')
    setTimeout(() => {
      log.error(`shutting down took longer than ${shutdownTimeoutMs} ms`)
      process.exit(failure)
    }, shutdownTimeoutMs).unref()
    await server.close()
    process.exit()
  }
  const fail = (error: unknown) => {
    log.fatal({ err: error }, 'unexpected failure')
    process.exit(failure)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  process.on('uncaughtException', fail).on('unhandledRejection', fail)
} catch (error) {
  if (!(error instanceof StartupError)) throw error
  for (const line of error.lines) console.error(line)
  process.exit(failure)
}

function readArguments() {
  try {
    return parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean', short: 'h' } } })
  } catch (error) {
    console.error(`${(error as Error).message.split('. ')[0]}. There are --config and --help.`)
    process.exit(failure)
  }
}
