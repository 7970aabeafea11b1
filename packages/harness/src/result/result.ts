import * as z from 'zod'
import { clientNameSchema, expectationSchema, scenarioSchema } from '../scenario/index.ts'
import { metricNames } from './metrics.ts'
import { seriesNames } from './series.ts'

/** Goes up when a reader of the previous one would be misled. */
export const resultVersion = 1

const figure = z.number().nullable()
const metricsSchema = z.partialRecord(z.enum(metricNames), figure)
/** One value a second, beside `TrialResult.seconds`; null where nothing was known. */
const seriesSchema = z.partialRecord(z.enum(seriesNames), z.array(figure))
const rawSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]))

/** Milliseconds from the start of connecting. Null: never came. */
const joinPhasesSchema = z.strictObject({
  socketOpen: figure,
  /** The session is open. */
  welcome: figure,
  roomJoined: figure,
  /** The first media transport of each kind. */
  iceConnected: figure,
  dtlsConnected: figure,
  firstPacket: figure,
  firstFrameDecoded: figure,
  firstFrameShown: figure,
})
export type JoinPhases = z.infer<typeof joinPhasesSchema>

const subscriptionResultSchema = z.strictObject({
  subscriber: clientNameSchema,
  publisher: clientNameSchema,
  metrics: metricsSchema,
  series: seriesSchema,
  /** What getStats gave each second, beside `TrialResult.seconds`; names as in webrtc-stats after `video.` or `audio.`. */
  raw: z.array(rawSchema),
})
export type SubscriptionResult = z.infer<typeof subscriptionResultSchema>

const clientResultSchema = z.strictObject({
  name: clientNameSchema,
  kind: z.enum(['chromium', 'bot']),
  joinPhases: joinPhasesSchema,
  metrics: metricsSchema,
  series: seriesSchema,
  raw: z.array(rawSchema),
  /** Warnings and errors of its console, the last ones. */
  log: z.array(z.string()),
})
export type ClientResult = z.infer<typeof clientResultSchema>

const trialEventSchema = z.strictObject({
  /** From the start of the measured time. */
  atSeconds: z.number(),
  label: z.string(),
  client: clientNameSchema.nullable(),
  measureRecovery: z.boolean(),
  /** How long the client has no network from then on. */
  networkAwaySeconds: z.number().min(0).default(0),
})
export type TrialEvent = z.infer<typeof trialEventSchema>

const checkedExpectationSchema = z.strictObject({
  expectation: expectationSchema,
  /** "bob <- alice", "bob", or "call". */
  subject: z.string(),
  measured: figure,
  holds: z.boolean(),
})
export type CheckedExpectation = z.infer<typeof checkedExpectationSchema>

const trialResultSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('completed'),
    seed: z.number().int(),
    startedAt: z.iso.datetime(),
    /** Ends of the sampled seconds, from the start of the measured time: the x axis of every series. */
    seconds: z.array(z.number()),
    events: z.array(trialEventSchema),
    subscriptions: z.array(subscriptionResultSchema),
    clients: z.array(clientResultSchema),
    call: z.strictObject({ metrics: metricsSchema, series: seriesSchema, raw: z.array(rawSchema) }),
    expectations: z.array(checkedExpectationSchema),
  }),
  z.strictObject({
    state: z.literal('failed'),
    seed: z.number().int(),
    startedAt: z.iso.datetime(),
    /** What went wrong, in words. */
    error: z.string(),
  }),
])
export type TrialResult = z.infer<typeof trialResultSchema>
export type CompletedTrial = Extract<TrialResult, { state: 'completed' }>

const scenarioResultSchema = z.strictObject({
  /** The conditions, complete. */
  scenario: scenarioSchema,
  trials: z.array(trialResultSchema),
})
export type ScenarioResult = z.infer<typeof scenarioResultSchema>

export const runResultSchema = z.strictObject({
  version: z.literal(resultVersion),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** What was asked for on the command line. */
  arguments: z.array(z.string()),
  /** Of the code that was measured; null outside a repository. */
  commit: z.strictObject({ hash: z.string(), modified: z.boolean() }).nullable(),
  machine: z.strictObject({
    cpu: z.string(),
    cores: z.number().int(),
    memoryBytes: z.number(),
    kernel: z.string(),
    /** Of one minute, when the run began: others at work disturb a measurement. */
    loadAverage: z.number(),
  }),
  /** `node`, `chromium`, `ffmpeg`, `mediasoup`. */
  versions: z.record(z.string(), z.string()),
  /** `netlab`: how packets reached the emulator. */
  backend: z.enum(['tun', 'vxlan']),
  /** The first trial's; each further one adds 1. */
  seed: z.number().int(),
  repeat: z.number().int().positive(),
  scenarios: z.array(scenarioResultSchema),
})
export type RunResult = z.infer<typeof runResultSchema>
