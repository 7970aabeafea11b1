import type { SourceItem } from './media-source.ts'

/** More than this of one kind means that the other is at its end, or that the file is hardly interleaved. */
const heldItemsMax = 30

/** Containers interleave coarsely: holds sound and picture until it is known which comes next. */
export class Interleaver {
  readonly #sound: SourceItem[] = []
  readonly #visual: SourceItem[] = []
  readonly #has: { readonly audio: boolean; readonly video: boolean }

  constructor(has: { readonly audio: boolean; readonly video: boolean }) {
    this.#has = has
  }

  /** @returns what is certain to be next, in order */
  push(items: readonly SourceItem[]): SourceItem[] {
    for (const item of items) (item.type === 'sound' ? this.#sound : this.#visual).push(item)
    const ready: SourceItem[] = []
    while (this.#isCertain()) {
      const next = this.#next()
      if (next === undefined) break
      ready.push(next)
    }
    return ready
  }

  /** The rest, when one of the two is at its end. */
  flush(): SourceItem[] {
    const rest: SourceItem[] = []
    for (let next = this.#next(); next !== undefined; next = this.#next()) rest.push(next)
    return rest
  }

  #isCertain(): boolean {
    if (this.#sound.length > heldItemsMax || this.#visual.length > heldItemsMax) return true
    return (this.#sound.length > 0 || !this.#has.audio) && (this.#visual.length > 0 || !this.#has.video)
  }

  #next(): SourceItem | undefined {
    const sound = this.#sound[0]?.timestampMs ?? Number.POSITIVE_INFINITY
    const visual = this.#visual[0]?.timestampMs ?? Number.POSITIVE_INFINITY
    return sound <= visual ? this.#sound.shift() : this.#visual.shift()
  }
}
