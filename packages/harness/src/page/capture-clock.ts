/** Enough that one frame taken for its neighbour does not matter. */
const comparisons = 5

/**
 * When the camera's frames were captured. A frame that is read from the track has its capture time by a clock of
 * Chromium's own; a video element tells it by the page's, but not of which frame. Frames come one by one, so the one
 * that was read last before an element showed it is most often the same, and the median over some of them tells what
 * lies between the two clocks.
 */
export class CaptureClock {
  readonly #element = document.createElement('video')
  #latestMs: number | null = null
  #offsetsMs: number[] = []
  #offsetMs: number | null = null

  constructor(track: MediaStreamTrack) {
    this.#element.muted = true
    this.#element.autoplay = true
    this.#element.srcObject = new MediaStream([track])
    document.body.append(this.#element)
    this.#compareNext()
  }

  /** How long ago a frame that was just read was captured; null until that is known. @param pageMs by performance.now() */
  delayMs({ timestamp }: VideoFrame, pageMs: number): number | null {
    const timestampMs = timestamp / 1_000
    if (this.#offsetMs !== null) return pageMs - (timestampMs - this.#offsetMs)
    this.#latestMs = timestampMs
    return null
  }

  #compareNext(): void {
    this.#element.requestVideoFrameCallback((_now, { captureTime }) => {
      if (captureTime !== undefined && this.#latestMs !== null) this.#offsetsMs.push(this.#latestMs - captureTime)
      if (this.#offsetsMs.length < comparisons) this.#compareNext()
      else this.#settle()
    })
  }

  #settle(): void {
    this.#offsetMs = this.#offsetsMs.toSorted((a, b) => a - b)[Math.floor(comparisons / 2)] ?? null
    this.#element.remove()
    this.#element.srcObject = null
  }
}
