import type { FrameStreams } from '../messages.ts'
import type { BackgroundPainter } from './painter.ts'

/**
 * From one track's frames to another's. One frame is drawn at a time: those that come meanwhile are dropped by the
 * source, which keeps one, so that nothing queues and the delay stays that of one frame.
 */
export class FramePipe {
  readonly #painter: BackgroundPainter
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>
  readonly #onStopped: () => void
  #reader: ReadableStreamDefaultReader<VideoFrame>
  #running: Promise<void>
  #isOver = false

  /** @param onStopped the track that is written was stopped */
  constructor(painter: BackgroundPainter, { readable, writable }: FrameStreams, onStopped: () => void) {
    this.#painter = painter
    this.#writer = writable.getWriter()
    this.#onStopped = onStopped
    this.#reader = readable.getReader()
    this.#running = this.#run(this.#reader)
    this.#writer.closed.then(
      () => this.#stopped(),
      () => this.#stopped(),
    )
  }

  /** Takes the frames of another source from now on. */
  async setSource(readable: ReadableStream<VideoFrame>): Promise<void> {
    const reader = readable.getReader()
    const before = this.#reader
    this.#reader = reader
    await before.cancel().catch(() => {})
    await this.#running
    if (this.#isOver || this.#reader !== reader) return void reader.cancel().catch(() => {})
    this.#running = this.#run(reader)
  }

  /** Ends the written track. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.#reader.cancel().catch(() => {})
    await this.#running
    await this.#writer.close().catch(() => {})
  }

  /** Until the source is over: it may get another. */
  async #run(reader: ReadableStreamDefaultReader<VideoFrame>): Promise<void> {
    for (;;) {
      const { value: frame } = await reader.read().catch(() => ({ value: undefined }))
      if (frame === undefined || this.#isOver) {
        frame?.close()
        return
      }
      const drawn = await this.#draw(frame)
      // Refused when the track was stopped, which `closed` tells.
      await this.#writer.write(drawn).catch(() => drawn.close())
    }
  }

  async #draw(frame: VideoFrame): Promise<VideoFrame> {
    if (this.#painter.isPlain) return frame
    try {
      const canvas = await this.#painter.paint(frame)
      const { timestamp, duration } = frame
      return new VideoFrame(canvas, { timestamp, alpha: 'discard', ...(duration === null ? {} : { duration }) })
    } finally {
      frame.close()
    }
  }

  #stopped(): void {
    const isByItself = !this.#isOver
    this.#isOver = true
    void this.#reader.cancel().catch(() => {})
    if (isByItself) this.#onStopped()
  }
}
