import type { MediaElement, Page } from './page.ts'

/** Plays tracks in elements. Browsers may refuse sound before the person has touched the page: it starts then. */
export class Player {
  readonly #page: Page
  readonly #shown = new Map<MediaElement, MediaStreamTrack>()
  readonly #waiting = new Set<MediaElement>()
  #cancelGesture: (() => void) | undefined

  constructor(page: Page) {
    this.#page = page
  }

  /** Does nothing when the track is shown there already. `isSilent` for pictures: their sound plays elsewhere. */
  show(element: MediaElement, track: MediaStreamTrack, { isSilent }: { readonly isSilent: boolean }): void {
    if (this.#shown.get(element) === track) return
    this.#shown.set(element, track)
    element.muted = isSilent
    element.autoplay = true
    // Without it iPhones open a full-screen player.
    element.setAttribute('playsinline', '')
    element.srcObject = this.#page.createStream([track])
    void this.#play(element)
  }

  clear(element: MediaElement): void {
    this.#shown.delete(element)
    this.#waiting.delete(element)
    element.srcObject = null
    this.#stopWaitingIfDone()
  }

  close(): void {
    this.#shown.clear()
    this.#waiting.clear()
    this.#stopWaitingIfDone()
  }

  async #play(element: MediaElement): Promise<void> {
    try {
      await element.play()
    } catch (error) {
      // AbortError: another stream or none came in meanwhile, and that has its own play().
      if (error instanceof Error && error.name === 'NotAllowedError') this.#playAfterGesture(element)
    }
  }

  #playAfterGesture(element: MediaElement): void {
    this.#waiting.add(element)
    this.#cancelGesture ??= this.#page.onNextGesture(() => {
      this.#cancelGesture = undefined
      const elements = [...this.#waiting]
      this.#waiting.clear()
      for (const waiting of elements) void this.#play(waiting)
    })
  }

  #stopWaitingIfDone(): void {
    if (this.#waiting.size > 0) return
    this.#cancelGesture?.()
    this.#cancelGesture = undefined
  }
}
