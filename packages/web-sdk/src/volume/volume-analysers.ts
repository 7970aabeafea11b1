/** Analysers of several tracks on one audio context: browsers give a page only a few of these. */
export class VolumeAnalysers {
  readonly #sources = new Map<AnalyserNode, MediaStreamAudioSourceNode>()
  #context: AudioContext | undefined

  /** Of what this track sounds like; it is heard no more than before. End it with {@link remove}. */
  add(track: MediaStreamTrack): AnalyserNode {
    this.#context ??= new AudioContext()
    // Refused before the person has touched the page: levels are zero until then.
    this.#context.resume().catch(() => {})
    const analyser = this.#context.createAnalyser()
    const source = this.#context.createMediaStreamSource(new MediaStream([track]))
    source.connect(analyser)
    this.#sources.set(analyser, source)
    return analyser
  }

  /** Stops analysing a sound. */
  remove(analyser: AnalyserNode): void {
    this.#sources.get(analyser)?.disconnect()
    this.#sources.delete(analyser)
    if (this.#sources.size === 0) this.close()
  }

  /** Stops analysing, for good. */
  close(): void {
    for (const source of this.#sources.values()) source.disconnect()
    this.#sources.clear()
    const context = this.#context
    this.#context = undefined
    context?.close().catch(() => {})
  }
}
