import { describe, expect, it } from 'vitest'
import { splitH264NalUnits } from 'werift'
import {
  bytesPerMs,
  bytesPerSample,
  H264Encoder,
  type I420Frame,
  i420FromBuffer,
  i420SizeBytes,
  i420ToBuffer,
  monoPcm,
  OpusDecoder,
  OpusEncoder,
  opusFrameMs,
  type PcmFormat,
  Resampler,
  rms,
  s16Layout,
  stereoPcm,
  VideoDecoder,
} from './index.ts'

const width = 320
const height = 180

/** A gradient that moves four pixels a picture. */
function picture(index: number): I420Frame {
  const packed = Buffer.alloc(i420SizeBytes(width, height), 128)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++)
      packed[row * width + column] = 40 + ((column + row + index * 4) % 160)
  }
  return i420FromBuffer(packed, { width, height, timestampMs: index * 40 })
}

/** Peak signal to noise ratio of the brightness, in decibels. */
function psnr(a: I420Frame, b: I420Frame): number {
  const [left, right] = [i420ToBuffer(a), i420ToBuffer(b)]
  let sum = 0
  for (let at = 0; at < width * height; at++) sum += ((left[at] ?? 0) - (right[at] ?? 0)) ** 2
  return 10 * Math.log10(255 ** 2 / (sum / (width * height)))
}

function tone({ sampleRate, channels }: PcmFormat, durationMs: number, hertz = 440): Buffer {
  const count = (sampleRate * durationMs) / 1000
  const data = Buffer.alloc(count * channels * bytesPerSample)
  for (let sample = 0; sample < count; sample++) {
    const value = Math.round(8_000 * Math.sin((2 * Math.PI * hertz * sample) / sampleRate))
    for (let channel = 0; channel < channels; channel++) {
      data.writeInt16LE(value, (sample * channels + channel) * bytesPerSample)
    }
  }
  return data
}

/** The frequency of a tone, from its zero crossings. */
function frequency(data: Buffer, { sampleRate, channels }: PcmFormat): number {
  const step = channels * bytesPerSample
  let crossings = 0
  for (let at = step; at + 1 < data.length; at += step) {
    if (data.readInt16LE(at - step) < 0 && data.readInt16LE(at) >= 0) crossings++
  }
  return crossings / (data.length / step / sampleRate)
}

const newEncoder = () => new H264Encoder({ width, height, framesPerSecond: 25, bitrateBps: 500_000 })
const nalTypes = (data: Buffer) => splitH264NalUnits(data, 4, 'annexb').map((nal) => (nal[0] ?? 0) & 0x1f)

describe('H264', () => {
  it('decodes each picture at once and nearly as it was', () => {
    const encoder = newEncoder()
    const decoder = new VideoDecoder('H264')
    const quality: number[] = []
    for (let index = 0; index < 30; index++) {
      const encoded = encoder.encode(picture(index))
      expect(encoded).toBeDefined()
      if (encoded === undefined) continue
      const decoded = decoder.decode(encoded)
      expect(decoded).toHaveLength(1)
      expect(decoded[0]).toMatchObject({ width, height, timestampMs: index * 40 })
      if (decoded[0] !== undefined) quality.push(psnr(picture(index), decoded[0]))
    }
    expect(Math.min(...quality.slice(5))).toBeGreaterThan(32)
    expect(decoder.decodeErrors).toBe(0)
    encoder.close()
    decoder.close()
  })

  it('makes a key frame first, on request, and not otherwise', () => {
    const encoder = newEncoder()
    const keyFrames = Array.from({ length: 20 }, (_, index) =>
      encoder.encode(picture(index), { keyFrame: index === 7 }),
    )
      .map((frame, index) => (frame?.keyFrame ? index : undefined))
      .filter((index) => index !== undefined)
    expect(keyFrames).toEqual([0, 7])
    encoder.close()
  })

  it('puts parameter sets before every key frame, in Constrained Baseline', () => {
    const encoder = newEncoder()
    for (const keyFrame of [false, true]) {
      const data = encoder.encode(picture(keyFrame ? 1 : 0), { keyFrame })?.data ?? Buffer.alloc(0)
      expect(nalTypes(data).filter((type) => [5, 7, 8].includes(type))).toEqual([7, 8, 5])
      const sps = splitH264NalUnits(data, 4, 'annexb').find((nal) => ((nal[0] ?? 0) & 0x1f) === 7)
      expect(sps?.subarray(1, 3).toString('hex')).toBe('42c0')
    }
    encoder.close()
  })

  it('follows a bitrate that changes on the way', () => {
    const encoder = newEncoder()
    const noise = Buffer.alloc(i420SizeBytes(width, height))
    let seed = 1
    const sizeOf = (from: number, to: number) => {
      let size = 0
      for (let index = from; index < to; index++) {
        for (let at = 0; at < noise.length; at++) {
          seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff
          noise[at] = (seed >> 16) & 0xff
        }
        const frame = i420FromBuffer(Buffer.from(noise), { width, height, timestampMs: index * 40 })
        size += encoder.encode(frame)?.data.length ?? 0
      }
      return size
    }
    sizeOf(0, 25)
    const before = sizeOf(25, 50)
    encoder.bitrateBps = 100_000
    sizeOf(50, 75)
    expect(sizeOf(75, 100)).toBeLessThan(before / 2)
    encoder.close()
  })

  it('refuses odd sizes by name', () => {
    expect(() => new H264Encoder({ width: 321, height, framesPerSecond: 25, bitrateBps: 1 })).toThrow(/even sizes/)
  })

  it('counts what it cannot decode and goes on', () => {
    const encoder = newEncoder()
    const decoder = new VideoDecoder('H264')
    expect(decoder.decode({ data: Buffer.from('not a frame'), timestampMs: 0, keyFrame: true })).toEqual([])
    expect(decoder.decodeErrors).toBeGreaterThan(0)
    const encoded = encoder.encode(picture(0))
    expect(encoded && decoder.decode(encoded)).toHaveLength(1)
    encoder.close()
    decoder.close()
  })

  it('can be closed twice, and says so when used after', () => {
    const encoder = newEncoder()
    encoder.close()
    encoder.close()
    expect(() => encoder.encode(picture(0))).toThrow(/closed/)
  })
})

describe('Opus', () => {
  it.each([
    ['16 kHz mono', monoPcm],
    ['48 kHz stereo', stereoPcm],
  ] as const)('keeps length, loudness and pitch of %s', (_name, format) => {
    const encoder = new OpusEncoder(format)
    const decoder = new OpusDecoder(format)
    const sound = tone(format, 1_000)
    const parts: Buffer[] = []
    for (let at = 0; at < sound.length; at += encoder.frameSizeBytes) {
      const encoded = encoder.encode(sound.subarray(at, at + encoder.frameSizeBytes), at)
      expect(encoded.levelDbov).toBeCloseTo(-15.3, 0)
      parts.push(decoder.decode(encoded.data))
    }
    const decoded = Buffer.concat(parts)
    // The resampler's filter holds back less than a millisecond.
    expect(Math.abs(decoded.length - sound.length)).toBeLessThanOrEqual(2 * bytesPerMs(format))
    const middle = decoded.subarray(decoded.length / 2)
    expect(rms(middle)).toBeCloseTo(rms(sound), 1)
    expect(frequency(middle, format)).toBeCloseTo(440, -1)
    encoder.close()
    decoder.close()
  })

  it('decodes for either format whatever was sent', () => {
    const encoder = new OpusEncoder(stereoPcm)
    const decoder = new OpusDecoder(monoPcm)
    const sound = tone(stereoPcm, opusFrameMs)
    for (let index = 0; index < 10; index++) decoder.decode(encoder.encode(sound, 0).data)
    expect(decoder.decode(encoder.encode(sound, 0).data)).toHaveLength(encoder.frameSizeBytes / 6)
    encoder.close()
    decoder.close()
  })

  it('takes whole packets only', () => {
    const encoder = new OpusEncoder(monoPcm)
    expect(() => encoder.encode(Buffer.alloc(100), 0)).toThrow(/20 ms/)
    encoder.close()
  })
})

describe('Resampler', () => {
  it('converts 44.1 kHz stereo to 16 kHz mono at the same pitch', () => {
    const resampler = new Resampler(s16Layout(44_100, 2), monoPcm)
    const sound = tone({ sampleRate: 44_100, channels: 2 } as unknown as PcmFormat, 1_000)
    const out = Buffer.concat([resampler.convert([sound], 44_100), resampler.flush()])
    expect(out.length / bytesPerMs(monoPcm)).toBeCloseTo(1_000, -1)
    expect(frequency(out, monoPcm)).toBeCloseTo(440, -1)
    resampler.close()
  })
})
