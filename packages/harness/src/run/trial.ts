/** One run of one scenario: everything is made, the timeline played, everything written down and taken away again. */
import { setTimeout as delay } from 'node:timers/promises'
import { type Host, type LabBackend, NetLab } from '@mrtc/netlab'
import { microphoneSource, videoSource } from '../media/index.ts'
import type { Drain, JoinPlan, RoomAddress } from '../page/index.ts'
import type { TrialEvent } from '../result/index.ts'
import { type ClientPlan, describeStep, networkAwaySeconds, type Scenario } from '../scenario/index.ts'
import { BotClient } from './bot-client.ts'
import { ChromiumClient } from './chromium-client.ts'
import { HostLinks } from './links.ts'
import { ourNowMs, type Participant } from './participant.ts'
import type { Recording, SystemSample } from './recording.ts'
import { drainEverySecond, sampleEverySecond } from './sampler.ts'
import { ServerProcess } from './server.ts'
import { carryOut, type Stage } from './steps.ts'

export interface TrialOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly backend?: LabBackend
  /** Whether clients repair, see `JoinPlan`. */
  readonly repair: 'on' | 'off'
  /** The probe page's script. */
  readonly script: string
  /** An empty one of its own. */
  readonly folder: string
  readonly progress: (line: string) => void
  readonly signal: AbortSignal
}

/** On a link that loses 40 % of its packets joining takes many retries. */
const joinTimeoutMs = 45_000
/** After the measured time, so that what was on its way is still seen. */
const afterglowMs = 1_200
const leaveTimeoutMs = 2_000

export async function runTrial(options: TrialOptions): Promise<Recording> {
  const { scenario, seed, backend, progress, signal } = options
  await using stack = new AsyncDisposableStack()
  const lab = stack.use(await NetLab.open({ seed, ...(backend ? { backend } : {}) }))
  progress('starting the server')
  const server = stack.use(await ServerProcess.start(lab))
  const links = new Map<string, HostLinks>()
  const prepared: PreparedClient[] = []
  for (const plan of scenario.clients) {
    signal.throwIfAborted()
    prepared.push(await prepareClient(plan, lab))
    links.set(plan.name, new HostLinks(lab.host(plan.name)))
    links.get(plan.name)?.add('wlan0', plan.link ?? {})
  }
  progress(`starting ${scenario.clients.map(({ name }) => name).join(', ')}`)
  const started = await Promise.allSettled(prepared.map((client) => startClient(client, { ...options, server })))
  const participants = new Map<string, Participant>()
  for (const result of started) {
    if (result.status === 'fulfilled') participants.set(result.value.name, stack.use(result.value))
  }
  for (const result of started) if (result.status === 'rejected') throw result.reason
  const cameras = Object.fromEntries(
    prepared.flatMap(({ plan, sources }) => (sources ? [[plan.name, sources.cameraPath]] : [])),
  )
  const stage: Stage = { lab, server, participants, links }
  const recorded = await play(stage, options)
  await Promise.allSettled([...participants.values()].map((client) => within(leaveTimeoutMs, client.leave())))
  return { scenario, seed, cameras, ...recorded }
}

interface PreparedClient {
  readonly plan: ClientPlan
  readonly host: Host
  /** Null for a bot, which makes its own. */
  readonly sources: { readonly cameraPath: string; readonly microphonePath: string } | null
}

/** One after the other: the first one makes the sources that the others use. */
async function prepareClient(plan: ClientPlan, lab: NetLab): Promise<PreparedClient> {
  const host = await lab.addHost(plan.name, plan.link)
  if (plan.behindNat) await host.translatePorts('wlan0', true)
  if (plan.kind === 'bot') return { plan, host, sources: null }
  // A watcher's camera is never opened, but the browser wants a file.
  const video = plan.publish?.video ?? { width: 640, height: 360, fps: 15 }
  const [camera, microphone] = await Promise.all([
    videoSource({ width: video.width, height: video.height, fps: video.fps }),
    microphoneSource(),
  ])
  return { plan, host, sources: { cameraPath: camera.path, microphonePath: microphone.path } }
}

async function startClient(
  { host, sources }: PreparedClient,
  { folder, script, server }: TrialOptions & { server: ServerProcess },
): Promise<Participant> {
  if (!sources) return new BotClient(host)
  return ChromiumClient.open({ host, folder, origin: server.origin, ...sources }, script)
}

type Played = Pick<Recording, 'startMs' | 'endMs' | 'events' | 'clients' | 'samples'>

async function play(stage: Stage, { scenario, repair, progress, signal }: TrialOptions): Promise<Played> {
  const clocks = new Map<string, { offsetMs: number; errorMs: number }>()
  for (const [name, client] of stage.participants) clocks.set(name, await client.clock())
  const drains = new Map([...stage.participants.keys()].map((name) => [name, [] as Drain[]]))
  const samples: SystemSample[] = []
  const events: TrialEvent[] = []
  const ended = new AbortController()
  const both = AbortSignal.any([signal, ended.signal])
  const background = [sampleEverySecond(stage, samples, both)]
  // A late failure of the sampler is told when it is awaited, not as an unhandled rejection before.
  background[0]?.catch(() => {})
  try {
    const entry = new Entry(stage, repair, progress, (client) => {
      background.push(drainEverySecond(client, drains.get(client.name) ?? [], both))
    })
    for (const plan of scenario.clients) if (plan.joinsAfterSeconds === 0) await entry.admit(plan)
    const startMs = ourNowMs() + scenario.warmupSeconds * 1_000
    progress(`settling for ${scenario.warmupSeconds} s, measuring for ${scenario.seconds} s`)
    await playTimeline(stage, { scenario, startMs, entry, events, progress, signal })
    const endMs = startMs + scenario.seconds * 1_000
    await delay(Math.max(0, endMs - ourNowMs()) + afterglowMs, undefined, { signal })
    ended.abort()
    await Promise.all(background)
    return { startMs, endMs, events, samples, clients: clientRecordings(stage, clocks, drains) }
  } finally {
    ended.abort()
  }
}

/** The door of the call's room: the first one in creates it. */
class Entry {
  readonly #stage: Stage
  readonly #repair: 'on' | 'off'
  readonly #progress: (line: string) => void
  readonly #joined: (client: Participant) => void
  #room: RoomAddress | null = null

  constructor(
    stage: Stage,
    repair: 'on' | 'off',
    progress: (line: string) => void,
    joined: (client: Participant) => void,
  ) {
    this.#stage = stage
    this.#repair = repair
    this.#progress = progress
    this.#joined = joined
  }

  async admit({ name, publish, subscribe }: ClientPlan): Promise<void> {
    const { server, participants } = this.#stage
    const client = participants.get(name)
    if (!client) throw new Error(`${name} was not started`)
    this.#progress(`${name} joins`)
    const plan: JoinPlan = {
      url: server.url,
      identity: await server.identity(name),
      room: this.#room,
      publish,
      subscribe,
      repair: this.#repair,
    }
    this.#room = await within(joinTimeoutMs, client.join(plan)).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`${name} could not join: ${reason} ${client.log.slice(-3).join(' | ')}`, { cause: error })
    })
    this.#joined(client)
  }
}

interface TimelineOptions {
  readonly scenario: Scenario
  readonly startMs: number
  readonly entry: Entry
  readonly events: TrialEvent[]
  readonly progress: (line: string) => void
  readonly signal: AbortSignal
}

interface Moment {
  readonly atSeconds: number
  readonly event: Omit<TrialEvent, 'atSeconds'>
  /** Whether a person wants to read of it: a trace of a network has many small ones. */
  readonly isNotable: boolean
  happen(): Promise<void>
}

function momentsOf(stage: Stage, { scenario, entry, signal }: TimelineOptions): Moment[] {
  const steps = scenario.timeline.map((entry) => {
    const { atSeconds, action, measureRecovery } = entry
    return {
      atSeconds,
      event: {
        label: describeStep(action),
        client: 'client' in action ? action.client : null,
        measureRecovery,
        networkAwaySeconds: networkAwaySeconds(entry, scenario),
      },
      isNotable: action.step !== 'setLink' || measureRecovery,
      happen: () => carryOut(action, stage, signal),
    }
  })
  const entries = scenario.clients
    .filter(({ joinsAfterSeconds }) => joinsAfterSeconds > 0)
    .map((plan) => ({
      atSeconds: plan.joinsAfterSeconds,
      event: { label: `${plan.name} joins`, client: plan.name, measureRecovery: false, networkAwaySeconds: 0 },
      isNotable: true,
      happen: () => entry.admit(plan),
    }))
  return [...steps, ...entries].sort((a, b) => a.atSeconds - b.atSeconds)
}

/** From the warm-up on. @returns when everything is done; what lasts does not hold up what comes later */
async function playTimeline(stage: Stage, options: TimelineOptions): Promise<void> {
  const { startMs, events, progress, signal } = options
  const running: Promise<void>[] = []
  for (const { atSeconds, event, isNotable, happen } of momentsOf(stage, options)) {
    await delay(Math.max(0, startMs + atSeconds * 1_000 - ourNowMs()), undefined, { signal })
    if (isNotable) {
      progress(event.label)
      events.push({ ...event, atSeconds: (ourNowMs() - startMs) / 1_000 })
    }
    const step = happen()
    step.catch(() => {})
    running.push(step)
  }
  await Promise.all(running)
}

function clientRecordings(
  { participants }: Stage,
  clocks: ReadonlyMap<string, { offsetMs: number; errorMs: number }>,
  drains: ReadonlyMap<string, readonly Drain[]>,
): Played['clients'] {
  return [...participants.values()].map(({ name, kind, log }) => ({
    name,
    kind,
    log: [...log],
    clock: clocks.get(name) ?? { offsetMs: 0, errorMs: Number.POSITIVE_INFINITY },
    drains: drains.get(name) ?? [],
  }))
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController()
  try {
    return await Promise.race([
      work,
      delay(timeoutMs, undefined, { signal: timeout.signal }).then(() => {
        throw new Error(`took longer than ${timeoutMs / 1_000} s`)
      }),
    ])
  } finally {
    timeout.abort()
  }
}
