import { captureError } from './errors.ts'

/** A still picture is sent this often: those who join later need a frame to see, and encoders sharpen with each. */
const framesPerSecond = 5
const msPerSecond = 1_000
/** Encoders of calls take no more; photographs have many times as much. Pixels. */
export const longestSide = 1_920

interface Size {
  readonly width: number
  readonly height: number
}

/** Encoders of 4:2:0 halve both sides. */
const even = (length: number) => Math.max(2, Math.round(length / 2) * 2)

/** How large a picture of this size is sent. */
export function sentSize({ width, height }: Size): Size {
  const scale = Math.min(1, longestSide / Math.max(width, height))
  return { width: even(width * scale), height: even(height * scale) }
}

/** A picture that stands still, as a track; until another takes its place. */
export class StillPicture {
  readonly #context: CanvasRenderingContext2D
  readonly #timer: ReturnType<typeof setInterval>
  readonly track: MediaStreamTrack
  #source: CanvasImageSource

  /**
   * @param contentHint what encoders keep when there is too little for all: the details of photographs, or the edges of text
   * @throws MrtcError CAPTURE_FAILED where canvases cannot be captured
   */
  constructor(source: CanvasImageSource, size: Size, contentHint: 'detail' | 'text') {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d', { alpha: false })
    // Missing in old browsers, whatever the types say.
    const [track] = context === null ? [] : (canvas.captureStream?.(framesPerSecond).getVideoTracks() ?? [])
    if (context === null || track === undefined) throw captureError({ device: 'file', reason: 'unsupported' })
    track.contentHint = contentHint
    this.track = track
    this.#context = context
    this.#source = source
    this.show(source, size)
    this.#timer = setInterval(() => this.#draw(), msPerSecond / framesPerSecond)
  }

  show(source: CanvasImageSource, size: Size): void {
    const { canvas } = this.#context
    // Setting a side clears the canvas: not while nothing changes.
    const { width, height } = sentSize(size)
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    this.#source = source
    this.#draw()
  }

  /** Idempotent. */
  stop(): void {
    clearInterval(this.#timer)
    this.track.stop()
  }

  #draw(): void {
    const { canvas } = this.#context
    this.#context.drawImage(this.#source, 0, 0, canvas.width, canvas.height)
  }
}
