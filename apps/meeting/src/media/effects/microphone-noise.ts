import { type NoiseSuppression, type ReadableStore, Store, startNoiseSuppression } from '@mrtc/web-sdk'
import { recall, remember } from '../../identity/memory.ts'
import { type EffectState, effectProblemOf } from './effect-state.ts'
import type { TrackEffect } from './track-effect.ts'

/** Takes noise out of the person's voice, where they want that. Where it cannot be done the voice is heard as it is. */
export class MicrophoneNoise implements TrackEffect {
  readonly #isOn = new Store(recall('noise') === 'on')
  readonly #state = new Store<EffectState>({ state: 'idle' })
  #running: { readonly captured: MediaStreamTrack; readonly suppression: NoiseSuppression } | undefined

  get isOn(): ReadableStore<boolean> {
    return this.#isOn
  }

  get state(): ReadableStore<EffectState> {
    return this.#state
  }

  async apply(captured: MediaStreamTrack): Promise<MediaStreamTrack> {
    if (this.#running?.captured === captured) return this.#running.suppression.track
    this.release()
    // Browsers start no sound before somebody clicked on the page: it comes with the next change then.
    if (!this.#isOn.get() || navigator.userActivation?.hasBeenActive === false) return captured
    try {
      this.#state.set({ state: 'loading' })
      const suppression = await startNoiseSuppression(captured)
      if (captured.readyState === 'ended') {
        suppression.close()
        return captured
      }
      suppression.on('failed', (error) => this.#state.set({ state: 'failed', problem: effectProblemOf(error) }))
      this.#running = { captured, suppression }
      this.#state.set({ state: 'idle' })
      return suppression.track
    } catch (error) {
      this.#state.set({ state: 'failed', problem: effectProblemOf(error) })
      return captured
    }
  }

  release(): void {
    this.#running?.suppression.close()
    this.#running = undefined
  }

  /** From now on, here and in calls to come. The microphone is to be applied to again. */
  turn(isOn: boolean): void {
    remember('noise', isOn ? 'on' : 'off')
    this.#isOn.set(isOn)
    this.#state.set({ state: 'idle' })
    this.#running?.suppression.set(isOn)
  }
}
