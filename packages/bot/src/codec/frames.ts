/** A raw picture: three planes of 8 bits, colour at half the resolution (I420, BT.601 limited range). */
export interface I420Frame {
  readonly width: number
  readonly height: number
  readonly y: Buffer
  readonly u: Buffer
  readonly v: Buffer
  /** Bytes from one row to the next: at least the plane's width. */
  readonly strideY: number
  readonly strideU: number
  readonly strideV: number
  /** Media time in milliseconds; only differences within a stream matter. */
  readonly timestampMs: number
}

/** The sound formats of the Linux SDK (guide 6.4.1). */
export type PcmFormat =
  | { readonly sampleRate: 16_000; readonly channels: 1 }
  | { readonly sampleRate: 48_000; readonly channels: 2 }

export const monoPcm = { sampleRate: 16_000, channels: 1 } as const satisfies PcmFormat
export const stereoPcm = { sampleRate: 48_000, channels: 2 } as const satisfies PcmFormat

export const bytesPerSample = 2

/** Interleaved signed 16-bit little-endian sound. */
export interface PcmChunk {
  readonly format: PcmFormat
  readonly data: Buffer
  readonly timestampMs: number
}

export const bytesPerMs = ({ sampleRate, channels }: PcmFormat): number =>
  (sampleRate * channels * bytesPerSample) / 1000

/** Samples of each channel. */
export const sampleCount = ({ format, data }: Pick<PcmChunk, 'format' | 'data'>): number =>
  data.length / bytesPerSample / format.channels

/** Size of a tightly packed I420 picture. Odd sizes round the colour planes up. */
export const i420SizeBytes = (width: number, height: number): number =>
  width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2)

/** The planes of a tightly packed picture, without copying. */
export function i420FromBuffer(
  packed: Buffer,
  { width, height, timestampMs }: Pick<I420Frame, 'width' | 'height' | 'timestampMs'>,
): I420Frame {
  const chromaWidth = Math.ceil(width / 2)
  const chromaSize = chromaWidth * Math.ceil(height / 2)
  const lumaSize = width * height
  if (packed.length < lumaSize + 2 * chromaSize) throw new RangeError(`${packed.length} bytes are less than a picture`)
  return {
    width,
    height,
    y: packed.subarray(0, lumaSize),
    u: packed.subarray(lumaSize, lumaSize + chromaSize),
    v: packed.subarray(lumaSize + chromaSize, lumaSize + 2 * chromaSize),
    strideY: width,
    strideU: chromaWidth,
    strideV: chromaWidth,
    timestampMs,
  }
}

/** A copy of the picture, tightly packed. @param into a buffer of `i420SizeBytes` to use again */
export function i420ToBuffer(
  frame: I420Frame,
  into: Buffer = Buffer.allocUnsafe(i420SizeBytes(frame.width, frame.height)),
): Buffer {
  const chromaWidth = Math.ceil(frame.width / 2)
  const chromaHeight = Math.ceil(frame.height / 2)
  let at = packPlane(into, 0, frame.y, { stride: frame.strideY, width: frame.width, height: frame.height })
  at = packPlane(into, at, frame.u, { stride: frame.strideU, width: chromaWidth, height: chromaHeight })
  packPlane(into, at, frame.v, { stride: frame.strideV, width: chromaWidth, height: chromaHeight })
  return into
}

interface PlaneLayout {
  readonly stride: number
  readonly width: number
  readonly height: number
}

/** @returns where the next plane begins */
function packPlane(into: Buffer, at: number, plane: Buffer, { stride, width, height }: PlaneLayout): number {
  if (stride === width) plane.copy(into, at, 0, width * height)
  else for (let row = 0; row < height; row++) plane.copy(into, at + row * width, row * stride, row * stride + width)
  return at + width * height
}

/** Root mean square of the samples, 0 to 1 of full scale. */
export function rms(data: Buffer): number {
  const count = Math.floor(data.length / bytesPerSample)
  if (count === 0) return 0
  let sum = 0
  for (let sample = 0; sample < count; sample++) {
    const value = data.readInt16LE(sample * bytesPerSample) / 32_768
    sum += value * value
  }
  return Math.sqrt(sum / count)
}

const quietestDbov = -127

/** Loudness in decibels below full scale, 0 to -127 (RFC 6464). */
export const toDbov = (level: number): number =>
  level <= 0 ? quietestDbov : Math.max(quietestDbov, 20 * Math.log10(level))
