import { audioSampleRate } from './formats.ts'

interface MixedTrack {
  readonly source: MediaStreamAudioSourceNode
  readonly element: HTMLAudioElement
}

/** The sound of several tracks as one, also when nothing is heard: a recording must not wait for somebody to speak. */
export class SoundMix {
  readonly #context = new AudioContext({ sampleRate: audioSampleRate })
  readonly #destination = this.#context.createMediaStreamDestination()
  readonly #mixed = new Map<MediaStreamTrack, MixedTrack>()

  constructor() {
    // Without a source some browsers give no samples at all.
    const silence = this.#context.createConstantSource()
    silence.offset.value = 0
    silence.connect(this.#destination)
    silence.start()
    // Refused before the person has touched the page: sound is silent until then.
    this.#context.resume().catch(() => {})
  }

  get track(): MediaStreamTrack {
    const [track] = this.#destination.stream.getAudioTracks()
    if (track === undefined) throw new Error('an audio destination has a track')
    return track
  }

  setTracks(tracks: readonly MediaStreamTrack[]): void {
    for (const track of this.#mixed.keys()) if (!tracks.includes(track)) this.#remove(track)
    for (const track of tracks) if (!this.#mixed.has(track) && track.readyState === 'live') this.#add(track)
  }

  async close(): Promise<void> {
    for (const track of [...this.#mixed.keys()]) this.#remove(track)
    this.track.stop()
    if (this.#context.state !== 'closed') await this.#context.close()
  }

  #add(track: MediaStreamTrack): void {
    const stream = new MediaStream([track])
    // Chromium decodes a remote track's sound only while an element plays it.
    const element = new Audio()
    element.muted = true
    element.srcObject = stream
    element.play().catch(() => {})
    const source = this.#context.createMediaStreamSource(stream)
    source.connect(this.#destination)
    this.#mixed.set(track, { source, element })
  }

  #remove(track: MediaStreamTrack): void {
    const mixed = this.#mixed.get(track)
    this.#mixed.delete(track)
    mixed?.source.disconnect()
    if (mixed) mixed.element.srcObject = null
  }
}
