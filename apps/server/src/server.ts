/** The server as the sum of its parts. */

import { signalingPath } from '@mrtc/protocol'
import { sign } from '@mrtc/protocol/signature'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import { ensureFirstOwner, firstOwnerName } from './accounts/index.ts'
import { addApi } from './api/index.ts'
import { AppDirectory, type AppSettingsLookup } from './apps/index.ts'
import type { RoomDirectory } from './calls/contract.ts'
import type { Config } from './config/index.ts'
import { makeExampleApp } from './demo/index.ts'
import { addFileRoutes, type FileDesk, FileService } from './files/index.ts'
import { Happenings } from './happenings/index.ts'
import { builtConsoleDir, builtMeetingDir, consolePath, createHttp, type DemoSigner } from './http/index.ts'
import { Inspector } from './inspector/index.ts'
import { createLog } from './log.ts'
import { createMetrics, createRegistry } from './metrics/index.ts'
import { openObjects } from './objects/index.ts'
import { openRecorder, type RecorderService, type RoomRecorder } from './recorder/index.ts'
import {
  isOriginAllowed,
  type RequestHandlers,
  type SessionObserver,
  type SignatureCheck,
  startSignaling,
} from './signaling/index.ts'
import { StartupError } from './startup-error.ts'
import { AppSignatures, demoApp, ensureDemoApp, openStore, type Store, type StoredRooms } from './store/index.ts'
import { calendarOf, UsageKeeper } from './usage/index.ts'
import { createVod, type VodPlayer } from './vod/index.ts'
import { openWebhooks } from './webhooks/index.ts'

const metricsTokenName = 'metrics-token'
const metricsTokenBytes = 24
/** The file that keeps what the first owner logs in with. */
export const consolePasswordName = 'console-password'
/** 20 characters. */
const consolePasswordBytes = 15
const fileKeyName = 'files.key'
const fileKeyBytes = 32
const wildcardHosts: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

/** Rooms and media, as this composition needs them. */
export interface CallsPart {
  readonly handlers: RequestHandlers
  readonly observer: SessionObserver
  /** Rooms for the API. */
  readonly rooms: RoomDirectory
  /** Whether a media worker is there. */
  ready(): boolean
  /** Takes no new rooms from now on. Resolves when the last one has ended. */
  drain(): Promise<void>
  /** Whether rooms can be created as far as the server's own plans go. */
  accepting(): boolean
  close(): Promise<void>
}

export interface CallsPartOptions {
  readonly config: Config['media'] & Config['rooms']
  readonly turn: Config['turn']
  readonly signatures: SignatureCheck
  readonly settings: AppSettingsLookup
  readonly rooms: StoredRooms
  readonly files: FileDesk
  readonly happenings: Happenings
  readonly recorder: RoomRecorder
  readonly vod: VodPlayer
  /** Whether sessions may ask for trouble of their own. */
  readonly allowsSimulation: boolean
  readonly log: Logger
  readonly registry: Registry
}

export type CreateCalls = (options: CallsPartOptions) => Promise<CallsPart>

export interface RunningServer {
  /** `http://127.0.0.1:8080`, with the port that was taken. */
  readonly httpUrl: string
  readonly wsUrl: string
  readonly metricsToken: string
  readonly console: {
    readonly url: string
    /** The first owner, when this start made it. Later only the file has the password, until it is changed. */
    readonly firstOwner: { readonly name: string; readonly password: string } | undefined
  }
  readonly recorder: RecorderService
  /** The demo app; signs for any uid. */
  readonly demo: DemoSigner
  readonly log: Logger
  /**
   * Takes no new rooms from now on and is not ready any more, while calls go on. Resolves when the last call has ended
   * or the signal is aborted: then close.
   */
  drain(signal: AbortSignal): Promise<void>
  /** Says goodbye to clients, who come back if it is started again in time; then closes every part. */
  close(): Promise<void>
}

/**
 * Starts every part; when one fails, those before it are closed again.
 * @throws StartupError for what a person can put right: a taken port, a data folder in use
 */
export async function createServer(config: Config, createCalls: CreateCalls): Promise<RunningServer> {
  await using starting = new AsyncDisposableStack()
  const log = createLog(config.log)
  const registry = createRegistry()
  const metrics = createMetrics(registry)

  const store = starting.adopt(await openStore(config.data, log.child({ part: 'store' })), (it) => it.close())
  const demo = demoSigner(await ensureDemoApp(store.callApps), config.demo.signatureTtlMs)
  const metricsToken = config.metrics.token ?? (await store.secret(metricsTokenName, metricsTokenBytes))

  const password = () => store.secret(consolePasswordName, consolePasswordBytes)
  const isFirstStart = await ensureFirstOwner(store.accounts, password)

  if (isFirstStart && config.demo.enabled && !config.data.ephemeral) {
    await makeExampleApp({ store, timeZone: config.usage.timeZone, log })
  }

  const signatures = starting.adopt(new AppSignatures(store.callApps), (it) => it.close())
  const apps = starting.adopt(await AppDirectory.open(store.callApps, log.child({ part: 'apps' })), (it) => it.close())
  // Listeners are handed in here, before calls begin, and close after them.
  const happenings = new Happenings(log.child({ part: 'happenings' }))
  const webhooks = starting.adopt(
    await openWebhooks({ config, store, settings: apps, log: log.child({ part: 'webhooks' }) }),
    (it) => it.close(),
  )
  happenings.listen((happening) => webhooks.happened(happening))
  const objects = await openObjects(config.data, store)
  const fileKey = await store.secret(fileKeyName, fileKeyBytes)
  const fileLog = log.child({ part: 'files' })
  const files = starting.adopt(
    await FileService.open({ config: config.files, objects, stored: store.files, key: fileKey, log: fileLog }),
    (it) => it.close(),
  )
  const recorder = starting.adopt(
    await openRecorder({
      config: config.recorder,
      data: config.data,
      store,
      objects,
      log: log.child({ part: 'recorder' }),
    }),
    (it) => it.close(),
  )
  const vod = starting.adopt(createVod({ config, log: log.child({ part: 'vod' }) }), (it) => it.close())
  const { timeZone, keepDays } = config.usage
  const usage = starting.adopt(
    new UsageKeeper({
      store: store.usage,
      calendar: calendarOf(timeZone),
      keepDays,
      log: log.child({ part: 'usage' }),
    }),
    (it) => it.close(),
  )
  happenings.listen((happening) => usage.happened(happening))
  const inspector = starting.adopt(
    new Inspector({ store: store.calls, keepDays: config.inspector.keepDays, log: log.child({ part: 'inspector' }) }),
    (it) => it.close(),
  )
  happenings.listen((happening) => inspector.happened(happening))
  recorder.events.on('told', (notice) => webhooks.recorded(notice))
  await recorder.restore()
  const calls = starting.adopt(
    await createCalls({
      config: { ...config.media, ...config.rooms },
      turn: config.turn,
      signatures,
      settings: apps,
      rooms: store.rooms,
      files,
      happenings,
      recorder,
      vod,
      allowsSimulation: config.demo.enabled,
      log,
      registry,
    }),
    (it) => it.close(),
  )
  webhooks.start()
  await inspector.sweep()

  const readiness = { store: () => isAnswering(store), media: () => calls.ready(), rooms: () => calls.accepting() }
  const { allowedOrigins } = config.signaling
  const allowsOrigin = (origin: string | undefined, host: string | undefined) =>
    isOriginAllowed(origin, host, allowedOrigins)
  const http = await createHttp({
    config,
    log,
    registry,
    metricsToken,
    demo,
    readiness,
    pages: { meeting: builtMeetingDir(), console: builtConsoleDir() },
    parts: [
      (app) =>
        addApi(app, {
          config,
          store,
          parts: { usage, webhooks, rooms: calls.rooms, recorder, inspector },
          log: log.child({ part: 'api' }),
        }),
      (app) => addFileRoutes(app, { files, allowsOrigin }),
    ],
  })
  const signaling = startSignaling({
    server: http.server,
    config: config.signaling,
    trustProxy: config.http.trustProxy,
    handlers: calls.handlers,
    observer: calls.observer,
    signatures,
    metrics,
    log,
  })
  // Together: the one stops listening, the other closes the WebSockets that the first waits for.
  starting.defer(async () => {
    await Promise.all([http.close(), signaling.close()])
  })
  const httpUrl = await listen(http, config.http)

  const running = starting.move()
  let closing: Promise<void> | undefined
  return {
    httpUrl,
    wsUrl: `${httpUrl.replace('http', 'ws')}${signalingPath}`,
    metricsToken,
    console: {
      url: `${httpUrl}${consolePath}`,
      firstOwner: isFirstStart ? { name: firstOwnerName, password: await password() } : undefined,
    },
    recorder,
    demo,
    log,
    drain: async (signal) => {
      const { promise: aborted, resolve } = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => resolve(), { once: true })
      if (signal.aborted) resolve()
      await Promise.race([calls.drain(), aborted])
    },
    close: () => {
      closing ??= running.disposeAsync()
      return closing
    },
  }
}

function demoSigner(privateKey: string, defaultTtlMs: number): DemoSigner {
  return {
    ...demoApp,
    sign: (uid, ttlMs = defaultTtlMs) => {
      const expireTime = Date.now() + ttlMs
      return { sign: sign({ ...demoApp, uid, expireTime }, privateKey), expireTime }
    },
  }
}

async function isAnswering(store: Store): Promise<boolean> {
  await store.ping()
  return true
}

async function listen(http: FastifyInstance, { host, port }: Config['http']): Promise<string> {
  try {
    await http.listen({ host, port })
  } catch (error) {
    throw listenError(error, host, port)
  }
  const address = http.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server listens on no port')
  // Whoever runs it here reaches every interface by this name.
  const name = wildcardHosts.has(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${address.port}`
}

function listenError(error: unknown, host: string, port: number): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartupError([
        `Port ${port} on ${host} is taken: stop what listens there, or set http.port (MRTC_HTTP_PORT) to another one.`,
      ])
    case 'EACCES':
      return new StartupError([
        `Port ${port} on ${host} may not be used by this user: set http.port (MRTC_HTTP_PORT) to one above 1023.`,
      ])
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError([
        `${host} is no address of this machine: set http.host (MRTC_HTTP_HOST) to one, or 0.0.0.0 for all.`,
      ])
    default:
      return error
  }
}
