/** The media service of this process. */
import { MrtcError } from '@mrtc/protocol'
import { ortc } from 'mediasoup'
import type { Logger } from 'pino'
import { mediaCodecs } from './codecs.ts'
import type { MediaConfig } from './config.ts'
import type { MediaService, RoomMedia, RtpCapabilities } from './contract.ts'
import { logMediasoupTo } from './log.ts'
import { outsideCapabilities } from './red.ts'
import { RouterRoomMedia } from './room-media.ts'
import { MediaWorkers } from './workers.ts'

/** Starts the workers. @throws StartupError */
export async function createMediaService(options: { config: MediaConfig; log: Logger }): Promise<MediaService> {
  const { config, log } = options
  logMediasoupTo(log)
  const workers = await MediaWorkers.start(config, log)

  async function createRoomMedia(room: Parameters<MediaService['createRoomMedia']>[0]): Promise<RoomMedia> {
    const worker = await workers.pick(room.signal)
    const router = await worker.subprocess.createRouter({ mediaCodecs }).catch((cause: unknown) => {
      throw new MrtcError('MEDIA_UNAVAILABLE', undefined, { cause })
    })
    const media = new RouterRoomMedia({
      worker,
      router,
      listener: room.listener,
      initialOutgoingBitrateBps: config.initialOutgoingBitrateBps,
      log: log.child({ roomId: room.roomId }),
    })
    if (!worker.subprocess.closed && !room.signal.aborted) return media
    media.close()
    throw new MrtcError(room.signal.aborted ? 'REQUEST_ABORTED' : 'MEDIA_UNAVAILABLE')
  }

  return {
    // Server and client library differ in undefined for an absent key only, which JSON leaves out.
    rtpCapabilities: outsideCapabilities(
      ortc.generateRouterRtpCapabilities(structuredClone(mediaCodecs)) as RtpCapabilities,
    ),
    get ready() {
      return workers.ready
    },
    get hasCapacity() {
      return workers.hasCapacity
    },
    createRoomMedia,
    usage: async () => ({ workers: await workers.usage(), workerDeaths: workers.deaths }),
    close: () => workers.close(),
  }
}
