/** Something that sounds like a voice in a room with a fan, and how loud a track is. */
import type { Loudness, NoisyVoice } from './api.ts'

const sampleRate = 48_000
/** Somebody speaks for a second, then breathes for one. */
const phaseS = 1
const pitchHz = 120
/** Of the vowel in "father": frequency, width. */
const formants = [
  [730, 90],
  [1_090, 110],
  [2_440, 170],
] as const
const syllableHz = 4

/** What vocal folds give, shaped as a mouth does. */
async function voice(): Promise<Float32Array> {
  const length = 2 * phaseS * sampleRate
  const folds = new AudioBuffer({ length, sampleRate })
  const pulses = folds.getChannelData(0)
  let next = 0
  for (let sample = 0; sample < phaseS * sampleRate; sample += 1) {
    if (sample < next) continue
    const seconds = sample / sampleRate
    pulses[sample] = Math.sin(Math.PI * syllableHz * seconds) ** 2
    // A melody: a pitch that never changes is taken for a machine's.
    next = sample + sampleRate / (pitchHz * (1 + 0.15 * Math.sin(2 * Math.PI * 0.7 * seconds)))
  }
  const context = new OfflineAudioContext({ numberOfChannels: 1, length, sampleRate })
  const source = new AudioBufferSourceNode(context, { buffer: folds })
  for (const [frequency, width] of formants) {
    const filter = new BiquadFilterNode(context, { type: 'bandpass', frequency, Q: frequency / width })
    source.connect(filter).connect(context.destination)
  }
  source.start()
  const samples = (await context.startRendering()).getChannelData(0)
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  return samples.map((sample) => (0.5 * sample) / loudest)
}

export async function noisyVoice(): Promise<NoisyVoice> {
  const samples = await voice()
  const noisy = samples.map((sample) => sample + 0.02 * (Math.random() * 2 - 1))
  const context = new AudioContext({ sampleRate })
  const buffer = new AudioBuffer({ length: noisy.length, sampleRate })
  buffer.copyToChannel(noisy, 0)
  const source = new AudioBufferSourceNode(context, { buffer, loop: true })
  const destination = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
  source.connect(destination)
  source.start()
  const [audio] = destination.stream.getAudioTracks()
  if (audio === undefined) throw new Error('no track')
  return { audio, stop: () => context.close() }
}

/** Of 20 ms each; three phases of both. */
const windowSamples = 960
const windows = 300

export async function loudness(track: MediaStreamTrack): Promise<Loudness> {
  const { MediaStreamTrackProcessor } = window as unknown as {
    MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack }) => { readable: ReadableStream<AudioData> }
  }
  const levels: number[] = []
  let energy = 0
  let count = 0
  for await (const data of new MediaStreamTrackProcessor({ track }).readable as unknown as AsyncIterable<AudioData>) {
    const samples = new Float32Array(data.numberOfFrames)
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
    data.close()
    for (const sample of samples) {
      energy += sample * sample
      count += 1
      if (count < windowSamples) continue
      levels.push(10 * Math.log10(energy / count + 1e-12))
      energy = 0
      count = 0
    }
    if (levels.length >= windows) break
  }
  levels.sort((a, b) => a - b)
  const at = (share: number) => levels[Math.floor(share * levels.length)] ?? Number.NaN
  return { pausesDb: at(0.25), voiceDb: at(0.8) }
}
