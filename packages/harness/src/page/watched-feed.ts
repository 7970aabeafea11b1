import type { Subscription } from '@mrtc/client'
import type { SubscriptionDrain } from './api.ts'
import { nowMs } from './clock.ts'
import { DelayCounter } from './delay-counter.ts'
import { FrameLog, metadataOf } from './frame-log.ts'
import { SoundLog } from './sound-log.ts'
import { flattenStats } from './stats.ts'

const firstPacketPollMs = 40
/** Frames that the element never shows are forgotten after so many others. */
const mostUnshown = 60

/** A subscription on the page: played, so that it is decoded as for a person, and logged. */
export class WatchedFeed {
  readonly #subscription: Subscription
  readonly #element = document.createElement('video')
  readonly #first: { packetAt: number | null; decodedAt: number | null; shownAt: number | null } = {
    packetAt: null,
    decodedAt: null,
    shownAt: null,
  }
  #frames: FrameLog | null = null
  #sound: SoundLog | null = null
  #ended = false
  readonly #render = new DelayCounter('renderDelay', 'framesShown')
  /** When frames were read that have not been shown yet, by their RTP timestamps. */
  readonly #readAt = new Map<number, number>()

  constructor(subscription: Subscription) {
    this.#subscription = subscription
    this.#element.autoplay = true
    this.#element.playsInline = true
    this.#element.width = 320
    this.#awaitNextFrame()
    document.body.append(this.#element)
    this.#attach()
    subscription.on('changed', () => this.#attach())
    subscription.on('closed', () => this.#end())
    void this.#awaitFirstPacket()
  }

  get ended(): boolean {
    return this.#ended
  }

  async drain(): Promise<SubscriptionDrain> {
    const { frames, snapshot } = this.#frames?.drain() ?? { frames: [], snapshot: null }
    return {
      uid: this.#subscription.feed.uid,
      stats: this.#ended ? {} : { ...flattenStats(await this.#subscription.getStats()), ...this.#render.read() },
      frames,
      sound: this.#sound?.drain() ?? null,
      snapshot,
      firstPacketAt: this.#first.packetAt,
      firstFrameDecodedAt: this.#first.decodedAt ?? this.#frames?.firstFrameAt ?? null,
      firstFrameShownAt: this.#first.shownAt,
    }
  }

  /** Also when tracks are replaced by others after a lost media connection. */
  #attach(): void {
    const { audio, video } = this.#subscription.tracks
    this.#first.decodedAt ??= this.#frames?.firstFrameAt ?? null
    this.#frames?.stop()
    this.#sound?.stop()
    this.#element.srcObject = new MediaStream([audio, video].filter((track) => track !== undefined))
    this.#frames = video
      ? new FrameLog(video, { keepsSnapshots: true, onFrame: (frame, atMs) => this.#noteRead(frame, atMs) })
      : null
    this.#sound = audio ? new SoundLog(audio) : null
  }

  #noteRead(frame: VideoFrame, atMs: number): void {
    const { rtpTimestamp } = metadataOf(frame)
    if (rtpTimestamp === undefined) return
    this.#readAt.set(rtpTimestamp, atMs)
    const [oldest] = this.#readAt.keys()
    if (this.#readAt.size > mostUnshown && oldest !== undefined) this.#readAt.delete(oldest)
  }

  #awaitNextFrame(): void {
    this.#element.requestVideoFrameCallback((_now, { rtpTimestamp, expectedDisplayTime }) => {
      this.#first.shownAt ??= nowMs()
      const readAtMs = rtpTimestamp === undefined ? undefined : this.#readAt.get(rtpTimestamp)
      if (rtpTimestamp !== undefined && readAtMs !== undefined) {
        this.#readAt.delete(rtpTimestamp)
        this.#render.add(performance.timeOrigin + expectedDisplayTime - readAtMs)
      }
      if (!this.#ended) this.#awaitNextFrame()
    })
  }

  #end(): void {
    this.#ended = true
    this.#frames?.stop()
    this.#sound?.stop()
    this.#element.remove()
  }

  async #awaitFirstPacket(): Promise<void> {
    while (!this.#ended && this.#first.packetAt === null) {
      const stats = flattenStats(await this.#subscription.getStats())
      const packets = Number(stats['video.packetsReceived'] ?? 0) + Number(stats['audio.packetsReceived'] ?? 0)
      if (packets > 0) this.#first.packetAt = nowMs()
      else await new Promise((resolve) => setTimeout(resolve, firstPacketPollMs))
    }
  }
}
