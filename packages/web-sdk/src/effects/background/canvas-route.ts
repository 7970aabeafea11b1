import { effectUnsupported } from '../effect-error.ts'
import type { FrameRoute, Send } from './frame-route.ts'
import type { FromBackground } from './messages.ts'

/** For browsers that give no access to frames: pictures are taken from a video element and shown on a canvas. */
export class CanvasRoute implements FrameRoute {
  readonly streams = undefined
  readonly track: MediaStreamTrack
  readonly #video = document.createElement('video')
  readonly #canvas = document.createElement('canvas')
  readonly #shown: ImageBitmapRenderingContext
  #send: Send | undefined
  /** One picture at a time is in the worker: others are skipped. */
  #isWaiting = false
  #callback = 0

  constructor(source: MediaStreamTrack) {
    const shown = this.#canvas.getContext('bitmaprenderer')
    const canFollow = 'requestVideoFrameCallback' in this.#video && 'captureStream' in this.#canvas
    if (!canFollow || shown === null || typeof OffscreenCanvas === 'undefined') throw effectUnsupported('backgrounds')
    this.#shown = shown
    const [track] = this.#canvas.captureStream().getVideoTracks()
    if (track === undefined) throw effectUnsupported('backgrounds')
    this.track = track
    this.#video.muted = true
    this.#video.playsInline = true
    this.setSource(source)
  }

  begin(send: Send): void {
    this.#send = send
    this.#follow()
  }

  drawn({ picture }: Extract<FromBackground, { type: 'drawn' }>): void {
    this.#isWaiting = false
    if (this.#canvas.width !== picture.width) this.#canvas.width = picture.width
    if (this.#canvas.height !== picture.height) this.#canvas.height = picture.height
    this.#shown.transferFromImageBitmap(picture)
  }

  setSource(track: MediaStreamTrack): void {
    this.#video.srcObject = new MediaStream([track])
    // Muted pictures may always play; a refusal means that there is another source already.
    this.#video.play().catch(() => {})
  }

  close(): void {
    this.#video.cancelVideoFrameCallback(this.#callback)
    this.#video.srcObject = null
    this.#send = undefined
    this.track.stop()
  }

  #follow(): void {
    this.#callback = this.#video.requestVideoFrameCallback(() => {
      void this.#take()
      this.#follow()
    })
  }

  async #take(): Promise<void> {
    if (this.#isWaiting) return
    this.#isWaiting = true
    try {
      const picture = await createImageBitmap(this.#video)
      if (this.#send === undefined) return picture.close()
      this.#send({ type: 'draw', picture }, [picture])
    } catch {
      // Between two sources there is no picture: the next one tries again.
      this.#isWaiting = false
    }
  }
}
