/** Something to say: a synthesised voice from FFmpeg's flite where it has one, else a simple formant voice. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

const run = promisify(execFile)
const ffmpegTimeoutMs = 60_000

/** Sentences of the Harvard list (IEEE 1969), which are balanced in their sounds. */
const sentences = [
  'The birch canoe slid on the smooth planks.',
  'Glue the sheet to the dark blue background.',
  "It's easy to tell the depth of a well.",
  'These days a chicken leg is a rare dish.',
  'Rice is often served in round bowls.',
  'The juice of lemons makes fine punch.',
  'The box was thrown beside the parked truck.',
  'The hogs were fed chopped corn and garbage.',
]

export type VoiceKind = 'flite' | 'formant'

/** Which voice this machine has. */
export async function voiceKind(): Promise<VoiceKind> {
  const { stdout } = await run('ffmpeg', ['-hide_banner', '-filters'], { timeout: ffmpegTimeoutMs })
  return /\sflite\s/.test(stdout) ? 'flite' : 'formant'
}

export function speak(kind: VoiceKind, seconds: number, sampleRate: number): Promise<Float32Array> {
  return kind === 'flite' ? fliteVoice(seconds, sampleRate) : Promise.resolve(formantVoice(seconds, sampleRate))
}

async function fliteVoice(seconds: number, sampleRate: number): Promise<Float32Array> {
  const text = sentences.join(' ').replaceAll("'", '').replaceAll(/[:,]/g, ' ')
  const input = ['-f', 'lavfi', '-i', `flite=text='${text}':voice=slt`, '-t', `${seconds}`]
  const filter = ['-af', `aresample=${sampleRate},apad=whole_dur=${seconds}`]
  const { stdout } = await run(
    'ffmpeg',
    ['-hide_banner', '-loglevel', 'error', ...input, ...filter, '-ac', '1', '-f', 'f32le', '-'],
    { timeout: ffmpegTimeoutMs, encoding: 'buffer', maxBuffer: seconds * sampleRate * 8 },
  )
  const samples = new Float32Array(Math.round(seconds * sampleRate))
  for (let n = 0; n < samples.length && n * 4 + 4 <= stdout.length; n++) samples[n] = stdout.readFloatLE(n * 4)
  return samples
}

/** First three formants of vowels, in hertz. */
const vowels = [
  [730, 1090, 2440],
  [270, 2290, 3010],
  [530, 1840, 2480],
  [300, 870, 2240],
  [570, 840, 2410],
] as const
const syllableSeconds = 0.22
const formantBandwidthHz = 90

/** Vowels with a wandering pitch, hiss between them, pauses between words: voiced, unvoiced and silence as in speech. */
export function formantVoice(seconds: number, sampleRate: number): Float32Array {
  const generator = xoroshiro128plus(11)
  const random = () => (generator.next() >>> 0) / 0x1_0000_0000
  const out = new Float32Array(Math.round(seconds * sampleRate))
  const length = Math.round(syllableSeconds * sampleRate)
  for (let start = 0; start < out.length; start += length) {
    const isPause = random() < 0.18
    const formants = vowels[Math.floor(random() * vowels.length)] ?? vowels[0]
    const pitchHz = 110 + 60 * random()
    const filters = formants.map((hertz) => resonator(hertz, sampleRate))
    let phase = 0
    for (let n = 0; n < length && start + n < out.length; n++) {
      const envelope = isPause ? 0 : Math.sin((Math.PI * n) / length)
      phase += (pitchHz * (1 - (0.15 * n) / length)) / sampleRate
      const isPulse = phase >= 1
      if (isPulse) phase -= 1
      const hiss = n < length / 6 ? (random() - 0.5) * 0.5 : (random() - 0.5) * 0.02
      const excitation = (isPulse ? 1 : 0) + hiss
      out[start + n] = envelope * filters.reduce((sum, filter) => sum + filter(excitation), 0)
    }
  }
  const peak = out.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-9)
  return out.map((value) => (value / peak) * 0.5)
}

function resonator(hertz: number, sampleRate: number): (input: number) => number {
  const radius = Math.exp((-Math.PI * formantBandwidthHz) / sampleRate)
  const a1 = 2 * radius * Math.cos((2 * Math.PI * hertz) / sampleRate)
  const a2 = -radius * radius
  let [y1, y2] = [0, 0]
  return (input) => {
    const y = input * (1 - radius) + a1 * y1 + a2 * y2
    y2 = y1
    y1 = y
    return y
  }
}
