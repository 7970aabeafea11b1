/** Every setting of the server, once. File keys, environment names, `--help`, errors and types derive from it. */
import { limits } from '@mrtc/protocol'
import * as z from 'zod'
import { fileConfigSchema } from '../files/config.ts'
import { inspectorConfigSchema } from '../inspector/config.ts'
import { mediaConfigSchema } from '../media/config.ts'
import { recorderConfigSchema } from '../recorder/config.ts'
import { roomConfigSchema } from '../rooms/config.ts'
import { turnConfigSchema } from '../turn/index.ts'
import { isTimeZone } from '../usage/calendar.ts'
import { vodConfigSchema } from '../vod/config.ts'
import { webhookConfigSchema } from '../webhooks/config.ts'

const highestPort = 65_535
const tokenLengthMin = 16
const milliseconds = (min: number, max: number) => z.number().int().min(min).max(max)
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const count = (max: number) => z.number().int().min(1).max(max)

const httpSchema = z.object({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on for pages, signalling and metrics. Only this machine reaches the default.'),
  port: z.number().int().min(0).max(highestPort).default(8080).describe('TCP port to listen on; 0 takes a free one.'),
  trustProxy: z
    .boolean()
    .default(false)
    .describe('Take client addresses from X-Forwarded-For. Only behind a proxy that sets it.'),
})

const dataSchema = z.object({
  dir: z
    .string()
    .min(1)
    .describe(
      'Folder of the database, keys and tokens. Unset: .data of the repository, else of the working directory.',
    ),
  databaseUrl: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional()
    .describe('PostgreSQL to use instead of the one in the process: postgresql://user:password@host/database.')
    .meta({ secret: true }),
  ephemeral: z.boolean().default(false).describe('Keep everything in memory and write nothing: for tests.'),
})

const shutdownSchema = z.object({
  drainMs: milliseconds(0, 24 * 60 * 60 * 1_000)
    .default(0)
    .describe(
      'After SIGTERM: how long calls may go on, without new rooms, before clients are sent away. 0 sends them away at once; they come back after a restart.',
    ),
})

const logSchema = z.object({
  level: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('Least level.'),
  format: z.enum(['auto', 'json', 'pretty']).default('auto').describe('auto: pretty on a terminal, JSON elsewhere.'),
})

const meetingSchema = z.object({
  url: z
    .url()
    .optional()
    .describe('Where people find the call page, when it is not this server that serves it (Vite in development).'),
})

const demoSchema = z.object({
  enabled: z
    .boolean()
    .optional()
    .describe(
      'Give out signatures of the demo app at /demo/sign, and make trouble for sessions that ask for it to test themselves. Unset: only when http.host is a loopback address and no proxy is trusted.',
    ),
  signatureTtlMs: milliseconds(1_000, 7 * 24 * 60 * 60 * 1_000)
    .default(60 * 60 * 1_000)
    .describe('How long a demo signature holds.'),
  signaturesPerMinute: count(1_000_000).default(120).describe('Demo signatures for one client address.'),
})

const metricsSchema = z.object({
  token: z
    .string()
    .min(tokenLengthMin)
    .optional()
    .describe('Bearer token of /metrics. Unset: made at first start and kept in <data.dir>/metrics-token.')
    .meta({ secret: true }),
})

const consoleSchema = z.object({
  url: z
    .url()
    .optional()
    .describe('Where people find the console, when it is not this server that serves it (Vite in development).'),
  sessionIdleMs: milliseconds(minuteMs, 7 * dayMs)
    .default(30 * minuteMs)
    .describe('A login of the console that nobody uses for this long is over.'),
  sessionMaxMs: milliseconds(minuteMs, 90 * dayMs)
    .default(12 * 60 * minuteMs)
    .describe('A login of the console is over after this long, used or not.'),
})

const usageSchema = z.object({
  timeZone: z
    .string()
    .refine(isTimeZone, 'names no time zone')
    .default('UTC')
    .describe(
      'Time zone of the days that usage is counted in, for example Asia/Shanghai. Days that are over stay as they were.',
    ),
  keepDays: count(10 * 366)
    .default(366)
    .describe('Usage of days before is removed.'),
})

const apiSchema = z.object({
  requestsPerSecond: count(100_000).default(20).describe('Requests of one account or API key, in the long run.'),
  requestBurst: count(100_000).default(200).describe('Requests of one account or API key at once.'),
  addressRequestsPerSecond: count(100_000).default(50).describe('API requests of one client address, in the long run.'),
  addressRequestBurst: count(100_000).default(500).describe('API requests of one client address at once.'),
})

const signalingSettings = z.object({
  allowedOrigins: z
    .array(z.string().min(1))
    .default([])
    .describe('Origins of pages that may connect, besides those of this host and localhost; * allows all.'),
  maxSessions: count(1_000_000).default(10_000).describe('Past it a new client is answered SERVER_FULL.'),
  connectionsPerSecond: count(100_000).default(20).describe('New connections of one client address, in the long run.'),
  connectionBurst: count(100_000).default(200).describe('New connections of one client address at once.'),
  requestsPerSecond: count(100_000)
    .default(limits.requestsPerSecond)
    .describe('Requests of a session, in the long run.'),
  requestBurst: count(100_000).default(limits.requestBurst).describe('Requests of a session at once.'),
  requestTimeoutMs: milliseconds(10, 600_000).default(limits.requestTimeoutMs).describe('Time limit of one request.'),
  handshakeTimeoutMs: milliseconds(10, 600_000)
    .default(limits.handshakeTimeoutMs)
    .describe('The first frame must arrive within this.'),
  heartbeatMs: milliseconds(10, 600_000)
    .default(limits.heartbeatMs)
    .describe('Ping a client that was silent this long; after three pings without an answer the socket is given up.'),
  sessionTtlMs: milliseconds(10, 3_600_000)
    .default(limits.sessionTtlMs)
    .describe('How long a session waits for its client to come back.'),
  unacknowledgedMessages: count(1_000_000)
    .default(limits.unacknowledgedMessages)
    .describe('Messages that may wait for a client before room state events are dropped.'),
  unacknowledgedMessagesHard: count(1_000_000)
    .default(limits.unacknowledgedMessagesHard)
    .describe('Messages that may wait for a client before its session ends.'),
})

const signalingSchema = signalingSettings.superRefine((config, context) => {
  if (config.unacknowledgedMessagesHard >= config.unacknowledgedMessages) return
  context.addIssue({
    code: 'custom',
    path: ['unacknowledgedMessagesHard'],
    message: `must not be below signaling.unacknowledgedMessages, which is ${config.unacknowledgedMessages}`,
  })
})

export const configSchema = z.object({
  http: httpSchema,
  data: dataSchema,
  log: logSchema,
  shutdown: shutdownSchema,
  meeting: meetingSchema,
  demo: demoSchema,
  metrics: metricsSchema,
  console: consoleSchema,
  api: apiSchema,
  usage: usageSchema,
  webhooks: webhookConfigSchema,
  inspector: inspectorConfigSchema,
  signaling: signalingSchema,
  media: mediaConfigSchema,
  rooms: roomConfigSchema,
  recorder: recorderConfigSchema,
  files: fileConfigSchema,
  vod: vodConfigSchema,
  turn: turnConfigSchema,
})

type ParsedConfig = z.infer<typeof configSchema>
/** The settings in force; what depends on other settings is decided. */
export type Config = Omit<ParsedConfig, 'demo'> & {
  readonly demo: Omit<ParsedConfig['demo'], 'enabled'> & { readonly enabled: boolean }
}
export type SignalingConfig = Config['signaling']

type ConfigInput = z.input<typeof configSchema>
/** Settings as a caller in the same process gives them: any part of them. */
export type ConfigOverrides = { readonly [Section in keyof ConfigInput]?: Partial<ConfigInput[Section]> }
