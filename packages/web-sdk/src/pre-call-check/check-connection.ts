import {
  CallClient,
  type EnterRoomOptions,
  type IceServerOption,
  type Publication,
  type Room,
  type SignSource,
} from '@mrtc/client'
import { MrtcError } from '@mrtc/protocol/errors'
import { version } from '../version.ts'
import { delay } from './bounded.ts'
import { type MediaPath, mediaPathOf, uplinkOf } from './media-path.ts'
import { noisePicture } from './noise-picture.ts'

/** Where to connect, and who signs (guide, section 4). */
export interface CheckServer {
  /** `wss://host/ws`. */
  readonly url: string
  readonly uid: string
  readonly bizName: string
  readonly appId: string
  /** @default 'default' */
  readonly workspaceId?: string
  readonly sign: SignSource
}

/** How media is to reach the server. */
export type Way = 'udp' | 'tcp' | 'relay'

const pollMs = 200
/** For the round trip to be measured; the path is known before. */
const roundTripLimitMs = 3_000
/** High enough that the network is the limit. */
const probeBitrateBps = 3_000_000
const bitsPerByte = 8
const msPerSecond = 1_000
/** What arrives while a receiver is being found out about says little: it is not counted. */
const settlingShare = 0.5

/** A connection to the server that exists for the checks alone. */
export class CheckConnection {
  readonly #client: CallClient
  readonly #noise = noisePicture()
  readonly #socketOpened = Promise.withResolvers<void>()
  readonly #iceServers: readonly IceServerOption[] | undefined
  #connected: Promise<void> | undefined
  #publication: Publication | undefined

  constructor(server: CheckServer, iceServers: readonly IceServerOption[] | undefined) {
    this.#iceServers = iceServers
    // Nobody watches: what is sent is the probe itself, and nothing is to hold it back.
    this.#client = new CallClient({
      ...server,
      repair: 'off',
      platform: { name: 'web-check', version },
      createWebSocket: (url) => {
        const socket = new WebSocket(url)
        socket.addEventListener('open', () => this.#socketOpened.resolve(), { once: true })
        return socket
      },
    })
  }

  /** Resolves when a socket is open; who we are is said next. @throws MrtcError CONNECTION_FAILED, CONNECTION_TIMEOUT */
  openSocket(signal: AbortSignal): Promise<void> {
    this.#connected = this.#client.connect({ signal })
    return Promise.race([this.#socketOpened.promise, this.#connected])
  }

  /** Resolves when the server lets us in. @throws MrtcError SIGNATURE_*, APP_*, ... */
  async enter(): Promise<void> {
    await this.#connected
  }

  /** The TURN servers that the platform tells its clients of, or those of the application. */
  async iceServers(signal: AbortSignal): Promise<readonly RTCIceServer[]> {
    const room = await this.#client.createRoom(this.#entry(signal))
    try {
      const connection = await room.createPeerConnection()
      const { iceServers = [] } = connection.getConfiguration()
      connection.close()
      return iceServers
    } finally {
      await room.leave()
    }
  }

  /** Sends to the server in this way alone, and stays there. @throws MrtcError MEDIA_TIMEOUT, MEDIA_FAILED */
  async openMedia(way: Way, signal: AbortSignal): Promise<MediaPath> {
    const only: EnterRoomOptions =
      way === 'relay'
        ? { ...this.#entry(signal), iceTransportPolicy: 'relay' }
        : { signal, iceServers: [], serverProtocol: way }
    const room = await this.#client.createRoom(only)
    const video = this.#noise.track
    const publication = await room.publish({ video, simulcast: false, maxVideoBitrateBps: probeBitrateBps }, { signal })
    this.#publication = publication
    const deadline = performance.now() + roundTripLimitMs
    for (;;) {
      const path = await firstOf(await publication.getStats(), mediaPathOf)
      if (path && (path.roundTripTimeMs !== undefined || performance.now() > deadline)) return path
      await delay(pollMs, signal)
    }
  }

  /** Reads what the browser finds to get through after so long. @throws MrtcError MEDIA_FAILED where it does not tell */
  async measureUplink(durationMs: number, signal: AbortSignal): Promise<number> {
    await delay(durationMs, signal)
    const reports = await this.#publication?.getStats()
    const uplinkBps = reports && firstOf(reports, uplinkOf)
    if (uplinkBps === undefined) throw new MrtcError('MEDIA_FAILED', 'The browser does not tell the bandwidth.')
    return Math.round(uplinkBps)
  }

  /** Has the server send us what we send, and counts what arrives. */
  async measureDownlink(durationMs: number, signal: AbortSignal): Promise<number> {
    const subscription = await this.#room().subscribe(this.#publication?.feedId ?? '', { signal })
    const received = async () => {
      let bytes = 0
      for (const report of await subscription.getStats()) {
        for (const stat of report.values()) if (stat.type === 'inbound-rtp') bytes += stat.bytesReceived ?? 0
      }
      return bytes
    }
    await delay(durationMs * settlingShare, signal)
    const before = { bytes: await received(), at: performance.now() }
    await delay(durationMs * (1 - settlingShare), signal)
    const bytes = (await received()) - before.bytes
    await subscription.close()
    return Math.round((bytes * bitsPerByte * msPerSecond) / (performance.now() - before.at))
  }

  /** The room of the last way that was tried is over. */
  async leave(): Promise<void> {
    this.#publication = undefined
    await this.#client.room?.leave()
  }

  /** Idempotent. */
  async close(): Promise<void> {
    this.#noise.stop()
    await this.leave()
    await this.#client.close()
    await this.#connected?.catch(() => {})
  }

  #room(): Room {
    const { room } = this.#client
    if (room === undefined) throw new MrtcError('NOT_IN_ROOM')
    return room
  }

  #entry(signal: AbortSignal): EnterRoomOptions {
    return { signal, ...(this.#iceServers === undefined ? {} : { iceServers: this.#iceServers }) }
  }
}

function firstOf<T>(
  reports: readonly RTCStatsReport[],
  read: (report: RTCStatsReport) => T | undefined,
): T | undefined {
  for (const report of reports) {
    const found = read(report)
    if (found !== undefined) return found
  }
  return undefined
}
