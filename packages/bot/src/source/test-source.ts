import { bytesPerMs, bytesPerSample, type PcmFormat } from '../codec/index.ts'
import { type MediaSource, type SourceItem, soundMs, type VideoFormat } from './media-source.ts'
import { TestPattern } from './test-pattern.ts'

export interface TestSourceOptions {
  readonly audio?: PcmFormat
  readonly video?: VideoFormat
  /** Pitch of the sound, so that one participant can be told from another. @default 220 */
  readonly toneHertz?: number
  /** The number burned into a picture. @default the clock's milliseconds, modulo 2^32 */
  readonly number?: () => number
}

const syllablesPerSecond = 4
/** Full swing of the loudest moment: about -14 dBov in the mean. */
const amplitude = 0.4
/** Loudness of the tone and its overtones, roughly a vowel's. */
const overtones = [1, 0.5, 0.35, 0.2, 0.1]
const largestSample = 32_767

/** Sound and picture without a file: a voice-like hum in syllables and a moving picture with a number to read. */
export function testSource(options: TestSourceOptions): MediaSource {
  const { audio, video } = options
  return {
    ...(audio === undefined ? {} : { audio }),
    ...(video === undefined ? {} : { video }),
    async *items() {
      const pattern = video && new TestPattern(video.width, video.height)
      const number = options.number ?? (() => Date.now() % 2 ** 32)
      const pictureMs = video === undefined ? Number.POSITIVE_INFINITY : 1000 / video.framesPerSecond
      let nextSound = audio === undefined ? Number.POSITIVE_INFINITY : 0
      let nextPicture = video === undefined ? Number.POSITIVE_INFINITY : 0
      let pictures = 0
      while (Number.isFinite(nextSound) || Number.isFinite(nextPicture)) {
        if (audio !== undefined && nextSound <= nextPicture) {
          yield soundItem(audio, nextSound, options.toneHertz ?? 220)
          nextSound += soundMs
        } else if (pattern !== undefined) {
          // Drawn when it is asked for, so that a clock in it is that of its sending.
          yield {
            type: 'picture',
            timestampMs: nextPicture,
            durationMs: pictureMs,
            picture: pattern.draw(number(), nextPicture),
          }
          nextPicture = ++pictures * pictureMs
        }
      }
    },
  }
}

function soundItem(format: PcmFormat, timestampMs: number, toneHertz: number): SourceItem {
  const { sampleRate, channels } = format
  const data = Buffer.allocUnsafe(soundMs * bytesPerMs(format))
  const count = (sampleRate * soundMs) / 1000
  const overtoneSum = overtones.reduce((sum, loudness) => sum + loudness, 0)
  for (let sample = 0; sample < count; sample++) {
    const seconds = timestampMs / 1000 + sample / sampleRate
    const syllable = 0.55 - 0.45 * Math.cos(2 * Math.PI * syllablesPerSecond * seconds)
    let value = 0
    overtones.forEach((loudness, index) => {
      value += loudness * Math.sin(2 * Math.PI * toneHertz * (index + 1) * seconds)
    })
    const pcm = Math.round((value / overtoneSum) * syllable * amplitude * largestSample * 2)
    for (let channel = 0; channel < channels; channel++) {
      data.writeInt16LE(
        Math.max(-largestSample, Math.min(largestSample, pcm)),
        (sample * channels + channel) * bytesPerSample,
      )
    }
  }
  return { type: 'sound', timestampMs, durationMs: soundMs, data }
}
