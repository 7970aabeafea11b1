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

  /** Ends with the next frame: one that is on its way when a stream is cancelled is closed by nobody. */
  close(): void {
    this.#closed = true
    this.#frame?.close()
    this.#frame = undefined
  }

  async #read(): Promise<void> {
    try {
      for (;;) {
        const { value: frame } = await this.#reader.read()
        if (frame === undefined) return
        if (this.#closed) {
          frame.close()
          await this.#reader.cancel()
          return
        }
        this.#frame?.close()
        this.#frame = frame
      }
    } catch {
      // The track is gone: its last picture stays.
    }
  }
}
