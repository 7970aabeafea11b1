import { type ReadableStore, Store, startVideoBackground, type VideoBackground } from '@mrtc/web-sdk'
import { recall, remember } from '../../identity/memory.ts'
import { type BackgroundChoice, backgroundOf, parseChoice } from './background-choice.ts'
import { type EffectState, effectProblemOf } from './effect-state.ts'
import { keepOwnPicture, ownPicture, ownPictureUrl } from './own-picture.ts'
import type { TrackEffect } from './track-effect.ts'

/**
 * What is seen behind the person. Who chose something is never seen without it: the whole picture is blurred while it is
 * loaded and when it fails, and no picture is sent where the browser cannot even do that.
 */
export class CameraBackground implements TrackEffect {
  readonly #choice = new Store<BackgroundChoice>(parseChoice(recall('background'), ownPictureUrl() !== undefined))
  readonly #state = new Store<EffectState>({ state: 'idle' })
  #running: { readonly captured: MediaStreamTrack; readonly background: VideoBackground } | undefined
  /** Counts what was wanted: an answer that comes late is not of interest any more. */
  #turn = 0

  get choice(): ReadableStore<BackgroundChoice> {
    return this.#choice
  }

  get state(): ReadableStore<EffectState> {
    return this.#state
  }

  async apply(captured: MediaStreamTrack): Promise<MediaStreamTrack> {
    if (this.#running?.captured === captured) return this.#running.background.track
    this.release()
    if (this.#choice.get() === 'none') return captured
    try {
      const background = await startVideoBackground(captured, { background: { kind: 'none' } })
      if (captured.readyState === 'ended') {
        background.close()
        throw new Error('the camera was turned off meanwhile')
      }
      background.on('failed', (error) => this.#state.set({ state: 'failed', problem: effectProblemOf(error) }))
      this.#running = { captured, background }
    } catch (error) {
      if (captured.readyState === 'live') this.#state.set({ state: 'failed', problem: effectProblemOf(error) })
      throw error
    }
    void this.#show()
    return this.#running.background.track
  }

  release(): void {
    this.#turn += 1
    this.#running?.background.close()
    this.#running = undefined
  }

  /** From now on, here and in calls to come. The camera is to be applied to again. */
  choose(choice: BackgroundChoice): void {
    remember('background', choice)
    this.#choice.set(choice)
    this.#state.set({ state: 'idle' })
    if (this.#running) void this.#show()
  }

  /** A picture of the person's own, kept in this browser. @returns whether it is one */
  async keepPicture(file: Blob): Promise<boolean> {
    try {
      await keepOwnPicture(file)
      return true
    } catch {
      this.#state.set({ state: 'failed', problem: 'picture' })
      return false
    }
  }

  async #show(): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    const { background } = this.#running ?? {}
    const choice = this.#choice.get()
    this.#state.set(choice === 'none' ? { state: 'idle' } : { state: 'loading' })
    try {
      // Covered at once: a picture that is loaded, or the model, may take a while.
      const covered = choice === 'none' ? undefined : background?.set({ kind: 'blur' })
      const [wanted] = await Promise.all([backgroundOf(choice, ownPicture), covered])
      if (turn === this.#turn) await background?.set(wanted)
      if (turn === this.#turn) this.#state.set({ state: 'idle' })
    } catch (error) {
      if (turn === this.#turn) this.#state.set({ state: 'failed', problem: effectProblemOf(error) })
    }
  }
}
