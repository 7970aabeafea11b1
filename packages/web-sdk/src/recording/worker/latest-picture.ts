/** The newest frame of a stream: what is drawn until the next one comes. */
export class LatestPicture {
  readonly #reader: ReadableStreamDefaultReader<VideoFrame>
  #frame: VideoFrame | undefined
  #closed = false

  constructor(frames: ReadableStream<VideoFrame>) {
    this.#reader = frames.getReader()
    void this.#read()
  }

  get frame(): VideoFrame | undefined {
    return this.#frame
  }

  close(): void {
    this.#closed = true
    this.#frame?.close()
    this.#frame = undefined
    // The stream may have failed with its track: there is nothing to end then.
    this.#reader.cancel().catch(() => {})
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { value: frame } = await this.#reader.read()
        if (frame === undefined) return
        if (this.#closed) return frame.close()
        this.#frame?.close()
        this.#frame = frame
      }
    } catch {
      // The track is gone: its last picture stays.
    }
  }
}
