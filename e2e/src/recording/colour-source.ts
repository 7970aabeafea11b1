/** A source that a recording can be asked for: a picture of one colour, and a hum. */
import { i420FromBuffer, type MediaSource, mergeSources, monoPcm, testSource } from '@mrtc/bot'

// BT.601, limited range.
const colours = {
  red: [81, 90, 240],
  green: [145, 54, 34],
  blue: [41, 240, 110],
} as const
const size = { width: 320, height: 180, framesPerSecond: 15 }

export type SourceColour = keyof typeof colours

export function colourSource(colour: SourceColour): MediaSource {
  return mergeSources(testSource({ audio: monoPcm }), pictures(colour))
}

function pictures(colour: SourceColour): MediaSource {
  const { width, height, framesPerSecond } = size
  const lumaBytes = width * height
  const [y, u, v] = colours[colour]
  const packed = Buffer.concat([
    Buffer.alloc(lumaBytes, y),
    Buffer.alloc(lumaBytes / 4, u),
    Buffer.alloc(lumaBytes / 4, v),
  ])
  const durationMs = 1_000 / framesPerSecond
  return {
    video: size,
    async *items() {
      for (let index = 0; ; index++) {
        const timestampMs = index * durationMs
        yield {
          type: 'picture',
          timestampMs,
          durationMs,
          picture: i420FromBuffer(packed, { width, height, timestampMs }),
        }
      }
    },
  }
}
