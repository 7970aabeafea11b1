const pageBytes = 4 * 1024 * 1024
/** Containers correct what they wrote some seconds ago; that still lies in memory. */
const recentPages = 4

/**
 * A file of hours that does not fill the memory: pages that are done become Blobs, which browsers move to the disk.
 * Containers write forward, but for corrections in the newest pages and in the header on the first.
 */
export class PagedFile {
  readonly #pages: (Uint8Array<ArrayBuffer> | Blob)[] = []
  #sizeBytes = 0

  /** @throws Error when a page is written to that is on the disk: no container does that */
  write(data: Uint8Array, position: number): void {
    this.#sizeBytes = Math.max(this.#sizeBytes, position + data.byteLength)
    for (let written = 0; written < data.byteLength; ) {
      const at = position + written
      const page = this.#page(Math.floor(at / pageBytes))
      const offset = at % pageBytes
      const part = data.subarray(written, written + pageBytes - offset)
      page.set(part, offset)
      written += part.byteLength
    }
  }

  finish(type: string): Blob {
    return new Blob(this.#pages, { type }).slice(0, this.#sizeBytes, type)
  }

  #page(index: number): Uint8Array<ArrayBuffer> {
    while (this.#pages.length <= index) {
      this.#pages.push(new Uint8Array(pageBytes))
      const done = this.#pages.length - 1 - recentPages
      const page = this.#pages[done]
      if (done > 0 && page instanceof Uint8Array) this.#pages[done] = new Blob([page])
    }
    const page = this.#pages[index]
    if (!(page instanceof Uint8Array)) throw new Error(`page ${index} of the recording is written already`)
    return page
  }
}
