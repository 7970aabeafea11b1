/** Captures one room: the packets of each of its tracks into segments, and what happens into the journal. */
import { join } from 'node:path'
import type { RecordingEnd, RecordingParameters, TrackKind, Watermark } from '@mrtc/protocol'
import { MrtcError } from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { PacketTap } from '../../media/index.ts'
import type { RecordableFeed, RecordableRoom } from '../contract.ts'
import { AppendFile } from './append-file.ts'
import { Journal } from './journal.ts'
import { MissingPackets } from './missing-packets.ts'
import { SegmentEncoder } from './segment-format.ts'

export interface CaptureListener {
  /** Packets of the feed are being written. Once for each feed. */
  feedCaptured(feedId: string): void
  /** A feed cannot be recorded; the others go on. */
  feedFailed(feedId: string, error: Error): void
  /** Nothing can be written any more: end it. Once. */
  failed(error: Error): void
}

interface CaptureOptions {
  readonly dir: string
  readonly key: Buffer
  readonly recordId: string
  readonly room: RecordableRoom
  readonly parameters: RecordingParameters
  readonly listener: CaptureListener
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly log: Logger
}

interface CapturedTrack {
  readonly feedId: string
  /** Ends it at any stage. */
  close(): Promise<void>
}

interface KnownFeed {
  readonly muted: ReadonlyMap<TrackKind, boolean>
}

export class Capture {
  readonly #options: CaptureOptions
  readonly #journal: Journal
  /** By producer id. */
  readonly #tracks = new Map<string, CapturedTrack>()
  readonly #feeds = new Map<string, KnownFeed>()
  readonly #captured = new Set<string>()
  readonly #closing = new Set<Promise<void>>()
  #uids: ReadonlySet<string> = new Set()
  #segments = 0
  #state: 'capturing' | 'paused' | 'ended' = 'capturing'
  #hasFailed = false

  /** Begins at once. The folder has to be there. */
  constructor(options: CaptureOptions) {
    this.#options = options
    const { dir, now, recordId, room, parameters } = options
    this.#journal = new Journal({ dir, now, failed: (error) => this.#fail(error) })
    this.#journal.write({ event: 'started', recordId, roomId: room.roomId, parameters })
    this.roomChanged()
  }

  get state(): 'capturing' | 'paused' | 'ended' {
    return this.#state
  }

  /** How many feeds packets have come of so far. */
  get feedCount(): number {
    return this.#captured.size
  }

  /** Resolves when the beginning of the journal is on the disk. @throws when it cannot be written */
  written(): Promise<void> {
    return this.#journal.flush()
  }

  /** Makes what is captured what there is to capture. */
  roomChanged(): void {
    if (this.#state === 'ended') return
    this.#noteUids()
    const feeds = this.#options.room.feeds().filter((feed) => this.#isWanted(feed))
    this.#noteFeeds(feeds)
    const { kinds } = this.#options.parameters
    const wanted = feeds.flatMap(({ feedId, tracks }) =>
      this.#state === 'paused'
        ? []
        : tracks.flatMap(({ producerId, kind }) => (kinds.includes(kind) ? [{ feedId, producerId, kind }] : [])),
    )
    for (const [producerId, track] of this.#tracks) {
      if (!wanted.some((each) => each.producerId === producerId)) this.#closeTrack(producerId, track)
    }
    for (const each of wanted) {
      if (!this.#tracks.has(each.producerId)) this.#captureTrack(each)
    }
  }

  /** Nothing is written from now on. */
  pause(): void {
    if (this.#state !== 'capturing') return
    this.#state = 'paused'
    this.#journal.write({ event: 'paused' })
    this.roomChanged()
  }

  resume(): void {
    if (this.#state !== 'paused') return
    this.#state = 'capturing'
    this.#journal.write({ event: 'resumed' })
    this.roomChanged()
  }

  setWatermarks(watermarks: readonly Watermark[]): void {
    this.#journal.write({ event: 'watermarksChanged', watermarks })
  }

  /** Resolves when all is on the disk. Idempotent. */
  async end(reason: RecordingEnd): Promise<void> {
    if (this.#state !== 'ended') {
      this.#state = 'ended'
      for (const [producerId, track] of this.#tracks) this.#closeTrack(producerId, track)
      this.#journal.write({ event: 'ended', reason })
    }
    await Promise.all(this.#closing)
    await this.#journal.close()
  }

  #isWanted({ tag }: RecordableFeed): boolean {
    const { tagPrefix } = this.#options.parameters
    return tagPrefix === undefined || tag.startsWith(tagPrefix)
  }

  #noteUids(): void {
    const uids = new Set(this.#options.room.uids())
    for (const uid of uids) if (!this.#uids.has(uid)) this.#journal.write({ event: 'joined', uid })
    for (const uid of this.#uids) if (!uids.has(uid)) this.#journal.write({ event: 'left', uid })
    this.#uids = uids
  }

  #noteFeeds(feeds: readonly RecordableFeed[]): void {
    for (const feedId of this.#feeds.keys()) {
      if (feeds.some((feed) => feed.feedId === feedId)) continue
      this.#journal.write({ event: 'feedEnded', feedId })
      this.#feeds.delete(feedId)
    }
    for (const { feedId, uid, tag, kinds, tracks } of feeds) {
      const known = this.#feeds.get(feedId)
      if (!known) this.#journal.write({ event: 'feedPublished', feedId, uid, tag, kinds })
      const before = known?.muted ?? new Map<TrackKind, boolean>()
      const muted = new Map([...before, ...tracks.map((track) => [track.kind, track.muted] as const)])
      for (const [kind, isMuted] of muted) {
        if (isMuted !== (before.get(kind) ?? false)) {
          this.#journal.write({ event: 'muted', feedId, kind, muted: isMuted })
        }
      }
      this.#feeds.set(feedId, { muted })
    }
  }

  #captureTrack({ feedId, producerId, kind }: { feedId: string; producerId: string; kind: TrackKind }): void {
    const { room, dir, key, now, log, listener } = this.#options
    const segment = this.#segments++
    const encoder = new SegmentEncoder(key)
    const file = new AppendFile(join(dir, segmentFileName(segment)), (error) => this.#fail(error))
    file.append(encoder.header)
    let tap: PacketTap | undefined
    let isOpen = true
    const missing = kind === 'video' ? new MissingPackets() : undefined
    const track: CapturedTrack = {
      feedId,
      close: async () => {
        if (!isOpen) return
        isOpen = false
        tap?.close()
        if (tap) this.#journal.write({ event: 'segmentEnded', segment })
        await file.close()
      },
    }
    this.#tracks.set(producerId, track)
    const opening = room.tap(producerId, {
      packet: (packet) => {
        if (!isOpen) return
        const arrivedAtMs = now()
        file.append(encoder.encode({ arrivedAtMs, packet }))
        if (!this.#captured.has(feedId)) {
          this.#captured.add(feedId)
          listener.feedCaptured(feedId)
        }
        if (missing?.isLastingAfter(packet, arrivedAtMs)) {
          tap?.requestKeyFrame()
          this.#journal.write({ event: 'keyFrameRequested', segment })
        }
      },
      senderReport: (report) => {
        if (isOpen) this.#journal.write({ event: 'senderReport', segment, ...report })
      },
      ended: () => {
        if (this.#tracks.get(producerId) === track) this.#closeTrack(producerId, track)
      },
    })
    opening.then(
      (opened) => {
        if (!isOpen) return opened.close()
        tap = opened
        const { mimeType, payloadType, clockRate } = opened
        this.#journal.write({ event: 'segmentStarted', segment, feedId, kind, mimeType, payloadType, clockRate })
      },
      (error: Error) => {
        const wasOpen = isOpen
        this.#closeTrack(producerId, track)
        // It ended while it was being tapped.
        if (!wasOpen || (error instanceof MrtcError && error.code === 'FEED_NOT_FOUND')) return
        log.warn({ feedId, kind, err: error }, 'a track cannot be recorded')
        listener.feedFailed(feedId, error)
      },
    )
  }

  #closeTrack(producerId: string, track: CapturedTrack): void {
    if (this.#tracks.get(producerId) === track) this.#tracks.delete(producerId)
    const closing: Promise<void> = track.close().finally(() => this.#closing.delete(closing))
    this.#closing.add(closing)
  }

  #fail(error: Error): void {
    if (this.#hasFailed) return
    this.#hasFailed = true
    this.#options.listener.failed(error)
  }
}

/** In the folder of its recording. */
export function segmentFileName(segment: number): string {
  return `${segment}.packets`
}
