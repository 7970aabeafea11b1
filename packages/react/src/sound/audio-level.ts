/** Loudness of tracks, measured in the page: statistics give it too seldom and not for our own muted voice. */

let context: AudioContext | undefined

/** Browsers allow few contexts a page, so all meters share one. It stands still until the page was clicked. */
const sharedContext = (): AudioContext => {
  context ??= new AudioContext()
  if (context.state === 'suspended') void context.resume().catch(() => undefined)
  return context
}

export interface AudioMeter {
  /** Root mean square of the last 20 to 50 ms: 0 is silence, 1 the loudest there is. */
  level(): number
  /** Stops measuring. */
  close(): void
}

/** Long enough for one period of a deep voice, short enough to follow syllables. */
const fftSize = 1024

export const createAudioMeter = (track: MediaStreamTrack): AudioMeter => {
  const source = sharedContext().createMediaStreamSource(new MediaStream([track]))
  const analyser = source.context.createAnalyser()
  analyser.fftSize = fftSize
  source.connect(analyser)
  const samples = new Float32Array(fftSize)
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples)
      let energy = 0
      for (const sample of samples) energy += sample * sample
      return Math.sqrt(energy / fftSize)
    },
    close: () => source.disconnect(),
  }
}

/** Maps loudness to what a meter shows: -60 dB to -12 dB, where speech is, fill it. */
export const meterShare = (level: number): number => {
  const quietDb = -60
  const loudDb = -12
  const db = 20 * Math.log10(Math.max(level, 1e-6))
  return Math.min(1, Math.max(0, (db - quietDb) / (loudDb - quietDb)))
}
