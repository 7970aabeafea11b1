import type { MediaElement, Page } from './page.ts'

/** Plays tracks in elements. Browsers may refuse sound before the person has touched the page: it starts then. */
export class Player {
  readonly #page: Page
  readonly #waiting = new Set<MediaElement>()
  #cancelGesture: (() => void) | undefined

  constructor(page: Page) {
    this.#page = page
  }

  /** `isSilent` for pictures, whose sound plays elsewhere, and for the own voice. */
  show(element: MediaElement, track: MediaStreamTrack, { isSilent }: { readonly isSilent: boolean }): void {
    element.muted = isSilent
    element.autoplay = true
    // Without it iPhones open a full-screen player.
    element.setAttribute('playsinline', '')
    element.srcObject = this.#page.createStream([track])
    void this.#play(element)
  }

  clear(element: MediaElement): void {
    this.#waiting.delete(element)
    element.srcObject = null
    this.#stopWaitingIfDone()
  }

  close(): void {
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
