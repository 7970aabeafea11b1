/** The worker processes, one a core: gives the least loaded one, replaces the dead. */
import { setTimeout as delay } from 'node:timers/promises'
import { MrtcError } from '@mrtc/protocol'
import { errors, type types } from 'mediasoup'
import type { Logger } from 'pino'
import type { MediaConfig } from './config.ts'
import type { WorkerUsage } from './contract.ts'
import { leastLoaded } from './load.ts'
import { failuresAfterDeath, restartDelayMs } from './restart.ts'
import { MediaWorker } from './worker.ts'

/** How long a room waits for a worker when none runs. */
const workerWaitMs = 5_000

/** How often workers are asked how busy they are: what they say is an average over this. */
const meterIntervalMs = 2_000

/** A worker that is silent for this long is left out of the metrics. */
const usageTimeoutMs = 1_000

/** Where one worker runs; `index` names it in logs and metrics whatever process fills it. */
type Place =
  | { readonly state: 'running'; readonly worker: MediaWorker }
  | { readonly state: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly state: 'starting'; readonly started: Promise<void> }

export class MediaWorkers {
  readonly #config: MediaConfig
  readonly #log: Logger
  readonly #places: Place[] = []
  readonly #waiters = new Set<() => void>()
  readonly #meterTimer: NodeJS.Timeout
  #closed = false
  #deaths = 0

  private constructor(config: MediaConfig, log: Logger) {
    this.#config = config
    this.#log = log
    this.#meterTimer = setInterval(() => void this.#meter(), meterIntervalMs)
  }

  /** Starts all of them. @throws StartupError when any cannot be started; none is left running then */
  static async start(config: MediaConfig, log: Logger): Promise<MediaWorkers> {
    const workers = new MediaWorkers(config, log)
    const indices = Array.from({ length: config.workerCount }, (_, index) => index)
    const started = await Promise.allSettled(indices.map((index) => MediaWorker.start(config, index)))
    for (const [index, result] of started.entries()) {
      if (result.status === 'fulfilled') workers.#run(index, result.value, 0)
    }
    const failed = started.find((result) => result.status === 'rejected')
    if (failed) {
      await workers.close()
      throw failed.reason
    }
    return workers
  }

  /** Workers that died since the start. */
  get deaths(): number {
    return this.#deaths
  }

  get ready(): boolean {
    return this.#running().length > 0
  }

  get hasCapacity(): boolean {
    const running = this.#running()
    // Without any, whoever asks for one waits for it.
    return running.length === 0 || running.some((worker) => worker.hasCapacity)
  }

  /** @throws MrtcError MEDIA_UNAVAILABLE, REQUEST_ABORTED */
  async pick(signal: AbortSignal): Promise<MediaWorker> {
    const deadline = AbortSignal.timeout(workerWaitMs)
    for (;;) {
      const running = this.#running()
      // A room that exists has to go somewhere, also when all are busy: its worker died.
      const worker = leastLoaded(running.filter((each) => each.hasCapacity)) ?? leastLoaded(running)
      if (worker) return worker
      if (signal.aborted) throw new MrtcError('REQUEST_ABORTED')
      if (this.#closed || deadline.aborted) throw new MrtcError('MEDIA_UNAVAILABLE')
      await this.#nextStart(AbortSignal.any([signal, deadline]))
    }
  }

  async usage(): Promise<WorkerUsage[]> {
    const measured = await Promise.all(this.#places.map((place, index) => measure(place, index)))
    return measured.filter((usage) => usage !== undefined)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearInterval(this.#meterTimer)
    for (const wake of this.#waiters) wake()
    await Promise.all(
      this.#places.map((place) => {
        if (place.state === 'running') return place.worker.close()
        if (place.state === 'waiting') clearTimeout(place.timer)
        // One that is starting closes itself when it stands.
        return place.state === 'starting' ? place.started : undefined
      }),
    )
  }

  async #meter(): Promise<void> {
    try {
      for (const [index, place] of this.#places.entries()) {
        const usage = await measure(place, index)
        if (usage && place.state === 'running') place.worker.meter(usage.cpuSeconds)
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'a media worker could not be asked how busy it is')
    }
  }

  #running(): MediaWorker[] {
    return this.#places.flatMap((place) =>
      place.state === 'running' && !place.worker.subprocess.closed && !this.#closed ? [place.worker] : [],
    )
  }

  /** @param failures in a row before this worker came up */
  #run(index: number, worker: MediaWorker, failures: number): void {
    this.#places[index] = { state: 'running', worker }
    worker.subprocess.once('died', (error) => {
      this.#deaths++
      this.#log.error({ worker: index, rooms: worker.rooms.size, err: error }, 'media worker died')
      // First out of the running, so that rooms which ask for new media at once get it elsewhere.
      this.#restartLater(index, failuresAfterDeath(failures, performance.now() - worker.startedAt))
      for (const room of [...worker.rooms]) room.lost()
    })
    this.#log.info({ worker: index, pid: worker.subprocess.pid }, 'media worker runs')
    for (const wake of this.#waiters) wake()
  }

  #restartLater(index: number, failures: number): void {
    if (this.#closed) return
    const timer = setTimeout(() => {
      this.#places[index] = { state: 'starting', started: this.#restart(index, failures) }
    }, restartDelayMs(failures))
    this.#places[index] = { state: 'waiting', timer }
  }

  async #restart(index: number, failures: number): Promise<void> {
    try {
      const worker = await MediaWorker.start(this.#config, index)
      if (this.#closed) await worker.close()
      else this.#run(index, worker, failures)
    } catch (error) {
      this.#log.error({ worker: index, err: error }, 'media worker could not be replaced, trying again')
      this.#restartLater(index, failures + 1)
    }
  }

  async #nextStart(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#waiters.add(resolve)
    signal.addEventListener('abort', () => resolve(), { once: true })
    if (signal.aborted) resolve()
    await promise
    this.#waiters.delete(resolve)
  }
}

async function measure(place: Place, index: number): Promise<WorkerUsage | undefined> {
  if (place.state !== 'running') return undefined
  const { subprocess, rooms } = place.worker
  try {
    const usage = await Promise.race([subprocess.getResourceUsage(), silence()])
    return usage && { worker: index, pid: subprocess.pid, cpuSeconds: cpuSecondsOf(usage), rooms: rooms.size }
  } catch (error) {
    // It died just now; its replacement will be measured.
    if (error instanceof errors.WorkerClosedError) return undefined
    throw error
  }
}

function silence(): Promise<undefined> {
  return delay(usageTimeoutMs, undefined, { ref: false })
}

function cpuSecondsOf({ ru_utime, ru_stime }: types.WorkerResourceUsage): number {
  return (ru_utime + ru_stime) / 1_000
}
