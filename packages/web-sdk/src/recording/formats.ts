/** How recordings are encoded: pure decisions. */
import type { RecordingSize } from './options.ts'

/** Guide 6.3.2, `videoCodec` of StartBrowserRecord. */
export const recordingCodecs = ['H264', 'VP8', 'VP9'] as const
export type RecordingCodec = (typeof recordingCodecs)[number]

export type Container = 'mp4' | 'webm'

export function containerOf(codec: RecordingCodec): Container {
  return codec === 'H264' ? 'mp4' : 'webm'
}

const macroblockSide = 16

/** ITU-T H.264, table A-1: what a decoder of each level can do, smallest first. */
const h264Levels = [
  { level: 30, macroblocksPerFrame: 1_620, macroblocksPerSecond: 40_500 },
  { level: 31, macroblocksPerFrame: 3_600, macroblocksPerSecond: 108_000 },
  { level: 32, macroblocksPerFrame: 5_120, macroblocksPerSecond: 216_000 },
  { level: 40, macroblocksPerFrame: 8_192, macroblocksPerSecond: 245_760 },
  { level: 42, macroblocksPerFrame: 8_704, macroblocksPerSecond: 522_240 },
  { level: 51, macroblocksPerFrame: 36_864, macroblocksPerSecond: 983_040 },
] as const
const highestH264Level = 52

function h264Level({ width, height }: RecordingSize, frameRate: number): number {
  const perFrame = Math.ceil(width / macroblockSide) * Math.ceil(height / macroblockSide)
  const fitting = h264Levels.find(
    ({ macroblocksPerFrame, macroblocksPerSecond }) =>
      perFrame <= macroblocksPerFrame && perFrame * frameRate <= macroblocksPerSecond,
  )
  return fitting?.level ?? highestH264Level
}

/** VP9 level 4.1 reaches 1080p at 60 pictures a second, level 5.1 4096x2176. */
const vp9Level41Pixels = 2_228_224

/** The codec string of the WebCodecs registry; Constrained Baseline is the H264 that every browser can encode. */
function codecString(codec: RecordingCodec, size: RecordingSize, frameRate: number): string {
  switch (codec) {
    case 'VP8':
      return 'vp8'
    case 'VP9':
      return size.width * size.height <= vp9Level41Pixels ? 'vp09.00.41.08' : 'vp09.00.51.08'
    case 'H264':
      return `avc1.42e0${h264Level(size, frameRate).toString(16)}`
  }
}

/** Faces and slides are good at this rate; less would show in text. */
const bitsPerPixel = 0.1

export function videoEncoderConfig(codec: RecordingCodec, size: RecordingSize, frameRate: number): VideoEncoderConfig {
  return {
    codec: codecString(codec, size, frameRate),
    ...size,
    framerate: frameRate,
    bitrate: Math.round(size.width * size.height * frameRate * bitsPerPixel),
    // The recording must keep up with the call, on machines that encode the call too.
    latencyMode: 'realtime',
    ...(codec === 'H264' ? { avc: { format: 'avc' as const } } : {}),
  }
}

export const audioSampleRate = 48_000
const audioBitrateBps = 128_000
const stereo = 2

/** In the order of preference. Not every browser encodes AAC, and every player of today knows Opus in MP4. */
export function audioEncoderConfigs(container: Container): readonly AudioEncoderConfig[] {
  const common = { sampleRate: audioSampleRate, numberOfChannels: stereo, bitrate: audioBitrateBps }
  const opus = { ...common, codec: 'opus' }
  return container === 'mp4' ? [{ ...common, codec: 'mp4a.40.2' }, opus] : [opus]
}
