import { barcodeHeight, readBarcode } from '../media/barcode.ts'
import type { SeenFrame, Snapshot } from './api.ts'
import { toBase64 } from './base64.ts'
import { nowMs } from './clock.ts'
import { readTrack } from './track-processor.ts'

const snapshotEveryMs = 1_000

export interface FrameLogOptions {
  readonly keepsSnapshots: boolean
  /** Told of every frame before its number is read. */
  readonly onFrame?: (frame: VideoFrame, atMs: number) => void
}

/** What Chromium says about a frame beyond TypeScript's DOM. */
export interface FrameMetadata {
  readonly rtpTimestamp?: number
}

export function metadataOf(frame: VideoFrame): FrameMetadata {
  return 'metadata' in frame && typeof frame.metadata === 'function' ? (frame.metadata() as FrameMetadata) : {}
}

/** Reads the number of every frame of a track; keeps one whole frame a second where asked to. */
export class FrameLog {
  firstFrameAt: number | null = null
  #frames: SeenFrame[] = []
  #snapshot: Snapshot | null = null
  #snapshotAt = 0
  #top = new Uint8Array()
  readonly #reader: { stop(): void }
  readonly #keepsSnapshots: boolean
  readonly #onFrame: FrameLogOptions['onFrame']

  constructor(track: MediaStreamTrack, { keepsSnapshots, onFrame }: FrameLogOptions) {
    this.#keepsSnapshots = keepsSnapshots
    this.#onFrame = onFrame
    this.#reader = readTrack<VideoFrame>(track, (frame) => this.#take(frame))
  }

  drain(): { frames: SeenFrame[]; snapshot: Snapshot | null } {
    const drained = { frames: this.#frames, snapshot: this.#snapshot }
    this.#frames = []
    this.#snapshot = null
    return drained
  }

  stop(): void {
    this.#reader.stop()
  }

  async #take(frame: VideoFrame): Promise<void> {
    const atMs = nowMs()
    this.firstFrameAt ??= atMs
    this.#onFrame?.(frame, atMs)
    const number = await this.#numberOf(frame)
    this.#frames.push([number ?? -1, atMs])
    if (this.#keepsSnapshots && number !== null && atMs - this.#snapshotAt >= snapshotEveryMs) {
      this.#snapshotAt = atMs
      this.#snapshot = await snapshotOf(frame, number)
    }
  }

  /** Copies the top of the picture only. */
  async #numberOf(frame: VideoFrame): Promise<number | null> {
    const { codedWidth: width, codedHeight: height } = frame
    const rows = barcodeHeight(height)
    const rect = { x: 0, y: 0, width, height: rows + (rows % 2) }
    const size = frame.allocationSize({ rect })
    if (this.#top.length < size) this.#top = new Uint8Array(size)
    const [luma] = await frame.copyTo(this.#top, { rect })
    if (!luma) return null
    return readBarcode({ data: this.#top.subarray(luma.offset), stride: luma.stride, width, height })
  }
}

async function snapshotOf(frame: VideoFrame, number: number): Promise<Snapshot | null> {
  if (frame.format !== 'I420') return null
  const { codedWidth: width, codedHeight: height } = frame
  const data = new Uint8Array((width * height * 3) / 2)
  const chroma = { stride: width / 2 }
  await frame.copyTo(data, {
    layout: [
      { offset: 0, stride: width },
      { offset: width * height, ...chroma },
      { offset: (width * height * 5) / 4, ...chroma },
    ],
  })
  return { number, width, height, i420: toBase64(data) }
}
