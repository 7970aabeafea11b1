import type { MediaConnectionState } from '@mrtc/client'

type Direction = 'send' | 'recv'

/** Whether the media connection of each stream stands, to tell each change once (ICE_LINK). */
export class StreamLinks {
  readonly #links = new Map<string, { readonly direction: Direction; isUp: boolean }>()

  add(streamId: string, direction: Direction): void {
    this.#links.set(streamId, { direction, isUp: true })
  }

  delete(streamId: string): void {
    this.#links.delete(streamId)
  }

  clear(): void {
    this.#links.clear()
  }

  /** @returns the streams for which this is news */
  follow(direction: Direction, state: MediaConnectionState): { streamId: string; isUp: boolean }[] {
    const isUp = state === 'connected'
    // While it is made anew nothing is known yet.
    if (!isUp && state !== 'disconnected' && state !== 'failed') return []
    const changed: { streamId: string; isUp: boolean }[] = []
    for (const [streamId, link] of this.#links) {
      if (link.direction !== direction || link.isUp === isUp) continue
      link.isUp = isUp
      changed.push({ streamId, isUp })
    }
    return changed
  }
}
