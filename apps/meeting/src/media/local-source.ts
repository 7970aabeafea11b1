import { type ReadableStore, Store } from '@mrtc/client'
import { type CaptureProblem, captureProblemOf } from './capture-problem.ts'
import type { TrackEffect } from './effects/track-effect.ts'
import { type SourceState, trackOfSource } from './source-state.ts'

type Capture = (deviceId: string | undefined) => Promise<MediaStreamTrack>

export interface LocalSourceOptions {
  readonly capture: Capture
  /**
   * What turning it off does: a microphone keeps its track to be back at once, a camera is released so that its lamp
   * goes out.
   */
  readonly whenOff: 'keep' | 'release'
  readonly deviceId?: string | undefined
  readonly effect?: TrackEffect
}

/** Our camera or our microphone, from the lobby to the end of the call. What was asked for last wins. */
export class LocalSource {
  readonly #options: LocalSourceOptions
  readonly #state = new Store<SourceState>({ state: 'off' })
  #deviceId: string | undefined
  /** Of the device; what is sent may be made of it. */
  #captured: MediaStreamTrack | undefined
  /** Counts what was asked for: a capture that comes back late is not wanted any more. */
  #turn = 0

  constructor(options: LocalSourceOptions) {
    this.#options = options
    this.#deviceId = options.deviceId
  }

  get store(): ReadableStore<SourceState> {
    return this.#state
  }

  /** The device that was asked for, undefined for the browser's choice. */
  get deviceId(): string | undefined {
    return this.#deviceId
  }

  /** The device that is used now, or the one that will be. */
  get deviceInUse(): string | undefined {
    return this.#captured?.getSettings().deviceId ?? this.#deviceId
  }

  get isOn(): boolean {
    return this.#state.get().state === 'on'
  }

  /** @param capture instead of the usual one */
  async turnOn(capture: Capture = this.#options.capture): Promise<void> {
    const current = this.#state.get()
    if (current.state === 'on' || current.state === 'starting') return
    if (current.state === 'muted') {
      this.#state.set({ state: 'on', track: current.track })
      return
    }
    await this.#start('on', capture)
  }

  turnOff(): void {
    const current = this.#state.get()
    if (current.state === 'on' && this.#options.whenOff === 'keep') {
      this.#state.set({ state: 'muted', track: current.track })
    } else if (current.state !== 'muted') {
      this.release()
    }
  }

  /** Takes another device; a source that is off uses it when it is turned on. */
  async select(deviceId: string): Promise<void> {
    this.#deviceId = deviceId
    const current = this.#state.get()
    if (current.state === 'off') return
    await this.#start(current.state === 'muted' ? 'muted' : 'on')
  }

  /** Gives the device back. */
  release(): void {
    this.#turn += 1
    this.#stopTrack()
    this.#state.set({ state: 'off' })
  }

  /** After its effect was changed: sends what the effect makes of the same capture now. */
  async refresh(): Promise<void> {
    const { effect } = this.#options
    const captured = this.#captured
    if (effect === undefined || captured === undefined) return
    const turn = this.#turn
    try {
      const track = await effect.apply(captured)
      const current = this.#state.get()
      const isOpen = current.state === 'on' || current.state === 'muted'
      if (turn !== this.#turn || !isOpen || current.track === track) return
      this.#follow(track)
      this.#state.set({ state: current.state, track })
    } catch {
      // The effect tells why. Without it nothing is sent.
      if (turn === this.#turn) this.#fail('failed')
    }
  }

  #stopTrack(): void {
    this.#options.effect?.release()
    trackOfSource(this.#state.get())?.stop()
    this.#captured?.stop()
    this.#captured = undefined
  }

  #fail(problem: CaptureProblem): void {
    this.#turn += 1
    this.#stopTrack()
    this.#state.set({ state: 'failed', problem })
  }

  #follow(track: MediaStreamTrack): void {
    track.addEventListener('ended', () => this.#trackEnded(track), { once: true })
  }

  async #start(next: 'on' | 'muted', capture = this.#options.capture): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    // Some cameras cannot be opened twice, also not by the same page: the old one goes first.
    this.#stopTrack()
    this.#state.set({ state: 'starting' })
    try {
      const captured = await capture(this.#deviceId)
      if (turn !== this.#turn) {
        captured.stop()
        return
      }
      this.#captured = captured
      const { effect } = this.#options
      const track = effect === undefined ? captured : await effect.apply(captured)
      if (turn !== this.#turn) return
      this.#follow(track)
      this.#state.set({ state: next, track })
    } catch (error) {
      if (turn === this.#turn) this.#fail(captureProblemOf(error))
    }
  }

  /** Unplugged, or permission was taken back. Stopping a track ourselves gives no event. */
  #trackEnded(track: MediaStreamTrack): void {
    const current = this.#state.get()
    if ((current.state === 'on' || current.state === 'muted') && current.track === track) {
      this.#state.set({ state: 'failed', problem: 'ended' })
    }
  }
}
