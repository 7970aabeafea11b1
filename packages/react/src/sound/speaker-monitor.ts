import { type ReadableStore, Store } from '@mrtc/web-sdk/core'
import { type AudioMeter, createAudioMeter } from './audio-level.ts'
import { nextSpeech, type Speech, silence } from './speaking.ts'

const intervalMs = 100

interface Watched {
  readonly track: MediaStreamTrack
  readonly meter: AudioMeter
  speech: Speech
}

/** Who speaks now and when each spoke last, by the id given to their sound. */
export class SpeakerMonitor {
  readonly #tracks: () => ReadonlyMap<string, MediaStreamTrack>
  readonly #watched = new Map<string, Watched>()
  readonly #speaking = new Store<ReadonlySet<string>>(new Set())
  readonly #spokeAt = new Store<ReadonlyMap<string, number>>(new Map())
  readonly #timer: ReturnType<typeof setInterval>

  constructor(tracks: () => ReadonlyMap<string, MediaStreamTrack>) {
    this.#tracks = tracks
    this.#timer = setInterval(() => this.#round(), intervalMs)
  }

  get speaking(): ReadableStore<ReadonlySet<string>> {
    return this.#speaking
  }

  /** When each last began or ended to speak, milliseconds of the page's clock. */
  get spokeAt(): ReadableStore<ReadonlyMap<string, number>> {
    return this.#spokeAt
  }

  close(): void {
    clearInterval(this.#timer)
    for (const { meter } of this.#watched.values()) meter.close()
    this.#watched.clear()
  }

  #round(): void {
    const tracks = this.#tracks()
    this.#follow(tracks)
    const nowMs = performance.now()
    for (const watched of this.#watched.values()) {
      watched.speech = nextSpeech(watched.speech, watched.meter.level(), nowMs)
    }
    const speaking = new Set([...this.#watched].filter(([, { speech }]) => speech.isSpeaking).map(([id]) => id))
    const before = this.#speaking.get()
    const changed = [...new Set([...speaking, ...before])].filter((id) => speaking.has(id) !== before.has(id))
    if (changed.length === 0) return
    this.#speaking.set(speaking)
    this.#spokeAt.update((all) => new Map([...all, ...changed.map((id) => [id, nowMs] as const)]))
  }

  #follow(tracks: ReadonlyMap<string, MediaStreamTrack>): void {
    for (const [id, { track, meter }] of this.#watched) {
      if (tracks.get(id) === track) continue
      meter.close()
      this.#watched.delete(id)
    }
    for (const [id, track] of tracks) {
      if (this.#watched.has(id) || track.readyState === 'ended') continue
      this.#watched.set(id, { track, meter: createAudioMeter(track), speech: silence })
    }
  }
}
