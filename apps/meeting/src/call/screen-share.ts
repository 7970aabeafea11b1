import type { PublicationPort, RoomPort } from '@mrtc/client'
import { type ReadableStore, Store } from '@mrtc/client'
import { openScreen, type ScreenTracks } from '../media/capture.ts'
import { type CaptureProblem, captureProblemOf } from '../media/capture-problem.ts'
import { type Problem, problemOf } from '../problems/problem.ts'

export type ScreenShareState =
  | { readonly state: 'off' }
  | { readonly state: 'starting' }
  | { readonly state: 'sharing'; readonly publication: PublicationPort; readonly tracks: ScreenTracks }

export interface ScreenShareOptions {
  readonly room: RoomPort
  readonly onProblem: (problem: Problem) => void
  readonly onCaptureFailed: (problem: CaptureProblem) => void
}

/** Text must be readable; motion may suffer. */
const maxScreenBitrateBps = 2_500_000

const stopTracks = ({ video, audio }: ScreenTracks) => {
  video.stop()
  audio?.stop()
}

/** Our screen in the call. */
export class ScreenShare {
  readonly #options: ScreenShareOptions
  readonly #state = new Store<ScreenShareState>({ state: 'off' })
  readonly #closing = new AbortController()

  constructor(options: ScreenShareOptions) {
    this.#options = options
  }

  get store(): ReadableStore<ScreenShareState> {
    return this.#state
  }

  /** Must be called from a click: browsers show the choice of screens for that only. */
  async start(): Promise<void> {
    if (this.#state.get().state !== 'off') return
    this.#state.set({ state: 'starting' })
    const tracks = await this.#capture()
    if (tracks === undefined) {
      this.#state.set({ state: 'off' })
      return
    }
    try {
      const publication = await this.#publish(tracks)
      this.#state.set({ state: 'sharing', publication, tracks })
      publication.on('closed', () => this.#ended(tracks))
      // The browser's own "stop sharing".
      tracks.video.addEventListener('ended', () => void this.stop(), { once: true })
      if (tracks.video.readyState === 'ended') await this.stop()
    } catch (error) {
      this.#ended(tracks)
      if (!this.#isOver) this.#options.onProblem(problemOf(error))
    }
  }

  async stop(): Promise<void> {
    const current = this.#state.get()
    if (current.state !== 'sharing') return
    this.#ended(current.tracks)
    try {
      await current.publication.close()
    } catch (error) {
      if (!this.#isOver) this.#options.onProblem(problemOf(error))
    }
  }

  close(): void {
    this.#closing.abort()
    const current = this.#state.get()
    if (current.state === 'sharing') this.#ended(current.tracks)
  }

  get #isOver(): boolean {
    return this.#closing.signal.aborted || this.#options.room.closed
  }

  #ended(tracks: ScreenTracks): void {
    stopTracks(tracks)
    this.#state.set({ state: 'off' })
  }

  async #capture(): Promise<ScreenTracks | undefined> {
    try {
      const tracks = await openScreen()
      if (!this.#isOver) return tracks
      stopTracks(tracks)
    } catch (error) {
      const problem = captureProblemOf(error)
      // Closing the browser's dialogue is a choice, no failure.
      if (problem !== 'denied') this.#options.onCaptureFailed(problem)
    }
    return undefined
  }

  #publish({ video, audio }: ScreenTracks): Promise<PublicationPort> {
    return this.#options.room.publish(
      {
        video,
        ...(audio === undefined ? {} : { audio }),
        source: 'screen',
        tag: 'screen',
        simulcast: false,
        maxVideoBitrateBps: maxScreenBitrateBps,
        degradationPreference: 'maintain-resolution',
      },
      { signal: this.#closing.signal },
    )
  }
}
