/** One worker process with its media port. */
import { MrtcError } from '@mrtc/protocol'
import type { types } from 'mediasoup'
import * as mediasoup from 'mediasoup'
import type { MediaConfig } from './config.ts'
import type { WorkerLoad } from './load.ts'
import type { RouterRoomMedia } from './room-media.ts'

export class MediaWorker implements WorkerLoad {
  /** Of the monotonic clock, in milliseconds. */
  readonly startedAt = performance.now()
  /** Those on this worker; a room takes itself out when it closes. */
  readonly rooms = new Set<RouterRoomMedia>()
  readonly process: types.Worker
  readonly server: types.WebRtcServer

  private constructor(process: types.Worker, server: types.WebRtcServer) {
    this.process = process
    this.server = server
  }

  /** @throws MrtcError MEDIA_UNAVAILABLE when the program or the port cannot be had, saying which */
  static async start(config: MediaConfig, index: number): Promise<MediaWorker> {
    const process = await startProcess(config)
    try {
      return new MediaWorker(process, await openPort(process, config, index))
    } catch (error) {
      process.close()
      throw error
    }
  }

  get tracksByRoom(): number[] {
    return [...this.rooms].map((room) => room.trackCount)
  }

  close(): void {
    for (const room of [...this.rooms]) room.close()
    this.process.close()
  }
}

async function startProcess(config: MediaConfig): Promise<types.Worker> {
  try {
    return await mediasoup.createWorker({ logLevel: config.workerLogLevel })
  } catch (cause) {
    const message = `The media worker ${mediasoup.workerBin} could not be started: set MEDIASOUP_WORKER_BIN to the program.`
    throw new MrtcError('MEDIA_UNAVAILABLE', message, { cause })
  }
}

async function openPort(process: types.Worker, config: MediaConfig, index: number): Promise<types.WebRtcServer> {
  const { listenIp, announcedAddress, rtcBasePort } = config
  const common = {
    ip: listenIp,
    ...(announcedAddress === undefined ? {} : { announcedAddress }),
    ...(rtcBasePort === 0 ? {} : { port: rtcBasePort + index }),
  }
  try {
    // The order is that of the candidates' priority when a transport asks for neither.
    return await process.createWebRtcServer({
      listenInfos: [
        { protocol: 'udp', ...common },
        { protocol: 'tcp', ...common },
      ],
    })
  } catch (cause) {
    const port = rtcBasePort === 0 ? 'any port' : `port ${rtcBasePort + index} (media.rtcBasePort + ${index})`
    const message = `The media worker could not listen on ${listenIp}, ${port}: it is taken or not an address of this machine.`
    throw new MrtcError('MEDIA_UNAVAILABLE', message, { cause })
  }
}
