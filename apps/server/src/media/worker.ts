/** One worker process with its media port. */
import { once } from 'node:events'
import type { types } from 'mediasoup'
import * as mediasoup from 'mediasoup'
import { StartupError } from '../startup-error.ts'
import type { MediaConfig } from './config.ts'
import { CpuMeter } from './cpu-meter.ts'
import type { WorkerLoad } from './load.ts'
import type { RouterRoomMedia } from './room-media.ts'
import { knowsStrongRepair } from './strong-repair.ts'

/** How long a worker may take to end. It has nothing to save. */
const exitTimeoutMs = 2_000

interface Parts {
  readonly subprocess: types.Worker
  readonly server: types.WebRtcServer
  readonly repairsStrongly: boolean
  readonly maxCpuPercent: number
}

export class MediaWorker implements WorkerLoad {
  /** Of the monotonic clock, in milliseconds. */
  readonly startedAt = performance.now()
  /** Those on this worker; a room takes itself out when it closes. */
  readonly rooms = new Set<RouterRoomMedia>()
  readonly subprocess: types.Worker
  readonly server: types.WebRtcServer
  /** See {@link knowsStrongRepair}. */
  readonly knowsStrongRepair: boolean
  readonly #cpu = new CpuMeter()
  readonly #maxCpuPercent: number

  private constructor({ subprocess, server, repairsStrongly, maxCpuPercent }: Parts) {
    this.subprocess = subprocess
    this.server = server
    this.knowsStrongRepair = repairsStrongly
    this.#maxCpuPercent = maxCpuPercent
  }

  /** @throws StartupError when the program or the port cannot be had, saying which */
  static async start(config: MediaConfig, index: number): Promise<MediaWorker> {
    const subprocess = await startSubprocess(config)
    try {
      const server = await openPort(subprocess, config, index)
      const repairsStrongly = await knowsStrongRepair(mediasoup.workerBin)
      return new MediaWorker({ subprocess, server, repairsStrongly, maxCpuPercent: config.maxWorkerCpuPercent })
    } catch (error) {
      subprocess.close()
      throw error
    }
  }

  /** Whether it can take more without harm to what it has. */
  get hasCapacity(): boolean {
    return this.#cpu.percent <= this.#maxCpuPercent
  }

  /** Takes note of how busy it is. */
  meter(cpuSeconds: number): void {
    this.#cpu.read({ cpuSeconds, atMs: performance.now() })
  }

  get tracksByRoom(): number[] {
    return [...this.rooms].map((room) => room.trackCount)
  }

  /** Ends the process and waits for it; one that does not end by itself is killed. */
  async close(): Promise<void> {
    for (const room of [...this.rooms]) room.close()
    this.subprocess.close()
    if (this.subprocess.subprocessClosed) return
    try {
      await once(this.subprocess, 'subprocessclose', { signal: AbortSignal.timeout(exitTimeoutMs) })
    } catch {
      if (!this.subprocess.subprocessClosed) process.kill(this.subprocess.pid, 'SIGKILL')
    }
  }
}

async function startSubprocess(config: MediaConfig): Promise<types.Worker> {
  try {
    return await mediasoup.createWorker({ logLevel: config.workerLogLevel })
  } catch (cause) {
    const message = `The media worker ${mediasoup.workerBin} could not be started: start the server by \`npm run serve\`, which gets it, or set MEDIASOUP_WORKER_BIN to the program.`
    throw new StartupError([message], cause)
  }
}

async function openPort(subprocess: types.Worker, config: MediaConfig, index: number): Promise<types.WebRtcServer> {
  const { listenIp, announcedAddress, rtcBasePort } = config
  const common = {
    ip: listenIp,
    ...(announcedAddress === undefined ? {} : { announcedAddress }),
    ...(rtcBasePort === 0 ? {} : { port: rtcBasePort + index }),
  }
  try {
    // The order is that of the candidates' priority when a transport asks for neither.
    return await subprocess.createWebRtcServer({
      listenInfos: [
        { protocol: 'udp', ...common },
        { protocol: 'tcp', ...common },
      ],
    })
  } catch (cause) {
    const port = rtcBasePort === 0 ? 'any port' : `port ${rtcBasePort + index} (media.rtcBasePort + ${index})`
    const message = `The media worker could not listen on ${listenIp}, ${port}: it is taken or not an address of this machine.`
    throw new StartupError([message], cause)
  }
}
