/** Cuts one stream into several of a limited size. What has arrived before the stream failed is handed out all the same. */
export class PartSplitter {
  readonly #source: AsyncIterator<Uint8Array>
  #rest: Uint8Array | undefined
  #end: { readonly error?: unknown } | undefined

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** Nothing follows. */
  get hasEnded(): boolean {
    return this.#rest === undefined && this.#end !== undefined
  }

  /** Why the stream ended before its time; undefined when it did not. */
  get failure(): unknown {
    return this.#end?.error
  }

  /** The next bytes up to this many. To be read to its end before the next part is asked for. */
  async *part(limitBytes: number): AsyncGenerator<Uint8Array> {
    for (let left = limitBytes; left > 0; ) {
      const piece = this.#rest ?? (await this.#read())
      if (piece === undefined) return
      const taken = piece.subarray(0, left)
      this.#rest = taken.length < piece.length ? piece.subarray(left) : undefined
      left -= taken.length
      yield taken
    }
  }

  async #read(): Promise<Uint8Array | undefined> {
    if (this.#end) return undefined
    try {
      const { done, value } = await this.#source.next()
      if (!done) return value
      this.#end = {}
    } catch (error) {
      this.#end = { error }
    }
    return undefined
  }
}
