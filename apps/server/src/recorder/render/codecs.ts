/** The codecs that recordings hold: how frames are made of their payloads, and how FFmpeg is told of them. */
import { H264RtpPayload, Vp8RtpPayload, Vp9RtpPayload } from 'werift'
import { depacketizeAv1 } from './av1.ts'
import type { Depacketize } from './frames.ts'

export interface PictureCodec {
  readonly matroskaId: string
  readonly depacketize: Depacketize
  /** FFmpeg's decoder where its usual one will not do. */
  readonly decoder?: string
}

/** By MIME type in lower case. */
const pictureCodecs: Readonly<Record<string, PictureCodec>> = {
  'video/vp8': { matroskaId: 'V_VP8', depacketize: depacketizeVp8 },
  // The usual one shows each layer of a picture in layers as a picture of its own.
  'video/vp9': { matroskaId: 'V_VP9', depacketize: depacketizeVp9, decoder: 'libvpx-vp9' },
  'video/h264': { matroskaId: 'V_MPEG4/ISO/AVC', depacketize: depacketizeH264 },
  'video/av1': { matroskaId: 'V_AV1', depacketize: depacketizeAv1 },
}

export const pictureCodecOf = (mimeType: string): PictureCodec | undefined => pictureCodecs[mimeType.toLowerCase()]

/** RFC 7741. */
function depacketizeVp8(payloads: readonly Buffer[]): ReturnType<Depacketize> {
  const parsed = payloads.map((payload) => Vp8RtpPayload.deSerialize(payload))
  const [first] = parsed
  if (!first?.payloadHeaderExist) return undefined
  return { isKey: first.isKeyframe, data: Buffer.concat(parsed.map(({ payload }) => payload)) }
}

/** RFC 9628. */
function depacketizeVp9(payloads: readonly Buffer[]): ReturnType<Depacketize> {
  const layers: Buffer[][] = []
  let isKey = false
  for (const [index, payload] of payloads.entries()) {
    const parsed = Vp9RtpPayload.deSerialize(payload)
    if (index === 0) isKey = parsed.isKeyframe
    if (parsed.bBit) layers.push([])
    const layer = layers.at(-1)
    if (!layer) return undefined
    layer.push(parsed.payload)
  }
  return { isKey, data: superframe(layers.map((parts) => Buffer.concat(parts))) }
}

const superframeMark = 0b1100_0000
const sizeBytes = 4
const sizeBytesShift = 3

/** VP9 bitstream specification, annex B: how many frames are one picture. */
function superframe(frames: readonly Buffer[]): Buffer {
  if (frames.length === 1) return frames[0] ?? Buffer.alloc(0)
  const mark = Buffer.from([superframeMark | ((sizeBytes - 1) << sizeBytesShift) | (frames.length - 1)])
  const sizes = frames.map(({ length }) => {
    const size = Buffer.alloc(sizeBytes)
    size.writeUInt32LE(length)
    return size
  })
  return Buffer.concat([...frames, mark, ...sizes, mark])
}

const fuA = 28
const nalTypeMask = 0x1f
const idrSlice = 5
const startCode = Buffer.from([0, 0, 0, 1])

/** RFC 6184, with start codes between NAL units. */
function depacketizeH264(payloads: readonly Buffer[]): ReturnType<Depacketize> {
  const parts: Buffer[] = []
  let fragment: Buffer | undefined
  for (const payload of payloads) {
    const isFragment = ((payload[0] ?? 0) & nalTypeMask) === fuA
    const parsed = H264RtpPayload.deSerialize(payload, fragment)
    if (isFragment && !parsed.isPartitionHead && fragment === undefined) return undefined
    fragment = isFragment ? parsed.fragment : undefined
    if (parsed.payload) parts.push(parsed.payload)
  }
  if (fragment !== undefined) return undefined
  const data = Buffer.concat(parts)
  return { isKey: hasNalUnit(data, idrSlice), data }
}

function hasNalUnit(annexB: Buffer, type: number): boolean {
  for (let at = annexB.indexOf(startCode); at >= 0; at = annexB.indexOf(startCode, at + startCode.length)) {
    if (((annexB[at + startCode.length] ?? 0) & nalTypeMask) === type) return true
  }
  return false
}
