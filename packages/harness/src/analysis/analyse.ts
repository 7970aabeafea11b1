import type { CompletedTrial, Metrics, TrialEvent } from '../result/index.ts'
import type { Recording } from '../run/recording.ts'
import { audioScore } from './audio-score.ts'
import { clientResult, cpuPercent, LinkFigures } from './client.ts'
import { type ClientView, clientView, subscriptionView } from './client-view.ts'
import { checkExpectations } from './expectations.ts'
import { contains, type Interval, secondsOf } from './interval.ts'
import { type PictureQuality, pictureQuality } from './picture-quality.ts'
import { ratio } from './statistics.ts'
import { subscriptionFigures } from './subscription.ts'

export type TrialFigures = Omit<CompletedTrial, 'state' | 'seed' | 'startedAt'>

export interface AnalyseOptions {
  /** For files of FFmpeg and PESQ, which are removed again. */
  readonly folder: string
  readonly scoresSound: boolean
}

/** Everything that a recording says. */
export async function analyse(recording: Recording, options: AnalyseOptions): Promise<TrialFigures> {
  const interval: Interval = { startMs: recording.startMs, endMs: recording.endMs }
  const views = recording.clients.map(clientView)
  const subscriptions = []
  for (const subscriber of views) {
    if (!planOf(recording, subscriber)?.subscribe) continue
    for (const publisher of views) {
      if (publisher === subscriber || !planOf(recording, publisher)?.publish) continue
      subscriptions.push(await subscriptionResult({ subscriber, publisher, recording, interval, ...options }))
    }
  }
  const clients = views.map((view) => clientResult(view, recording, interval))
  const call = { metrics: callMetrics(recording, interval), series: callSeries(recording, interval), raw: [] }
  const seconds = secondsOf(interval)
  return {
    seconds: seconds.map(({ endMs }) => (endMs - interval.startMs) / 1_000),
    events: [...recording.events, ...decisionsOf(views, interval)].sort((a, b) => a.atSeconds - b.atSeconds),
    subscriptions,
    clients,
    call: {
      ...call,
      raw: seconds.map((second) => recording.samples.findLast(({ atMs }) => contains(second, atMs))?.server ?? {}),
    },
    expectations: checkExpectations(recording.scenario.expectations, { subscriptions, clients, call }),
  }
}

/** Among what happened: what clients did about their networks, from before the measured time on. */
function decisionsOf(views: readonly ClientView[], { startMs }: Interval): TrialEvent[] {
  return views.flatMap(({ drains, offsetMs, recording: { name } }) =>
    drains
      .flatMap(({ decisions }) => decisions)
      .map(({ atMs, reasons }) => ({
        atSeconds: (atMs - offsetMs - startMs) / 1_000,
        label: `${name} decides: ${reasons.join(', ')}`,
        client: name,
        measureRecovery: false,
        networkAwaySeconds: 0,
      })),
  )
}

function planOf({ scenario }: Recording, { recording: { name } }: ClientView) {
  return scenario.clients.find((plan) => plan.name === name)
}

interface PairContext extends AnalyseOptions {
  readonly subscriber: ClientView
  readonly publisher: ClientView
  readonly recording: Recording
  readonly interval: Interval
}

async function subscriptionResult(context: PairContext) {
  const { subscriber, publisher, recording, interval, folder, scoresSound } = context
  const pictures = await picturesOf(context)
  const { result, audioLatencyMs } = subscriptionFigures({
    subscriber,
    publisher,
    interval,
    harmfulEvents: recording.events.filter(concerns(subscriber, publisher)).map((event) => ({
      atMs: interval.startMs + event.atSeconds * 1_000,
      awayMs: event.networkAwaySeconds * 1_000,
    })),
    lostShare: lostShare(recording, subscriber, publisher, interval),
    pictures: pictures.map(({ quality }) => quality),
  })
  const received = subscriptionView(subscriber, publisher.recording.name).sound
  const sent = publisher.microphone
  const score =
    scoresSound && sent && received && audioLatencyMs !== null
      ? await audioScore({ sent, received, latencyMs: audioLatencyMs, ...interval, folder })
      : null
  const ssim = secondsOf(interval).map(
    (second) => pictures.find(({ atMs }) => contains(second, atMs))?.quality.ssim ?? null,
  )
  return {
    ...result,
    metrics: { ...result.metrics, audioScore: score },
    series: { ...result.series, ssim },
  }
}

/** An event of a client that is neither of the two should not touch them: that is what `recovery` 0 shows. */
function concerns(subscriber: ClientView, publisher: ClientView): (event: TrialEvent) => boolean {
  const names = [subscriber.recording.name, publisher.recording.name]
  return ({ measureRecovery, client }) => measureRecovery && (client === null || names.includes(client))
}

async function picturesOf({
  subscriber,
  publisher,
  recording,
  interval,
  folder,
}: PairContext): Promise<{ atMs: number; quality: PictureQuality }[]> {
  const video = planOf(recording, publisher)?.publish?.video
  const path = recording.cameras[publisher.recording.name]
  if (!video || !path) return []
  const shots = subscriptionView(subscriber, publisher.recording.name).drains.flatMap(({ atMs, drain }) =>
    drain.snapshot && contains(interval, atMs) ? [{ atMs, snapshot: drain.snapshot }] : [],
  )
  const source = { path, width: video.width, height: video.height, fps: video.fps }
  const qualities = await pictureQuality(
    shots.map(({ snapshot }) => snapshot),
    source,
    folder,
  )
  return shots.flatMap(({ atMs }, i) => {
    const quality = qualities[i]
    return quality ? [{ atMs, quality }] : []
  })
}

function lostShare(
  recording: Recording,
  subscriber: ClientView,
  publisher: ClientView,
  interval: Interval,
): number | null {
  const up = new LinkFigures(recording, publisher.recording.name).lostShare('up', interval)
  const down = new LinkFigures(recording, subscriber.recording.name).lostShare('down', interval)
  return up === null || down === null ? null : 1 - (1 - up) * (1 - down)
}

function callMetrics(recording: Recording, interval: Interval): Metrics {
  return {
    serverCpu: cpuPercent(recording, 'server', interval),
    workerCpu: cpuPercent(recording, 'worker', interval),
    emulatorCpu: cpuPercent(recording, 'emulator', interval),
    emulatorLateness: emulatorLatenessMs(recording, interval),
    clockError: Math.max(...recording.clients.map(({ clock }) => clock.errorMs)),
  }
}

function emulatorLatenessMs(recording: Recording, interval: Interval): number | null {
  const grown = (counter: 'lateSumMs' | 'delivered') =>
    recording.clients.reduce((sum, { name }) => {
      const links = new LinkFigures(recording, name)
      return sum + (links.grown('up', counter, interval) ?? 0) + (links.grown('down', counter, interval) ?? 0)
    }, 0)
  return ratio(grown('lateSumMs'), grown('delivered'))
}

function callSeries(recording: Recording, interval: Interval) {
  const each = (group: string) => secondsOf(interval).map((second) => cpuPercent(recording, group, second))
  return { serverCpu: each('server'), workerCpu: each('worker'), emulatorCpu: each('emulator') }
}
