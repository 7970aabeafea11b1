/**
 * Writes one track as Matroska (RFC 9559), for FFmpeg to read: unlike other containers it takes any codec with any
 * timestamps. Sizes of the whole are left open, so that it is written from front to end.
 */

const id = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const

const nsPerMs = 1_000_000
const unknownSize = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff])
const trackNumber = 1
const keyFlag = 0x80
/** Blocks name their time within a cluster in 16 bits with a sign. */
const clusterMs = 5_000
const opusSampleRate = 48_000
const opusChannels = 2

export type MatroskaTrack =
  | { readonly kind: 'audio' }
  /** Its size is a formality: decoders read it from the pictures. */
  | { readonly kind: 'video'; readonly codecId: string }

export function matroskaHeader(track: MatroskaTrack): Buffer {
  const entry =
    track.kind === 'audio'
      ? [
          element(id.trackType, uint(2)),
          element(id.codecId, Buffer.from('A_OPUS')),
          element(id.codecPrivate, opusHead()),
          element(
            id.audio,
            element(id.samplingFrequency, float(opusSampleRate)),
            element(id.channels, uint(opusChannels)),
          ),
        ]
      : [
          element(id.trackType, uint(1)),
          element(id.codecId, Buffer.from(track.codecId)),
          element(id.video, element(id.pixelWidth, uint(16)), element(id.pixelHeight, uint(16))),
        ]
  return Buffer.concat([
    element(id.ebml, element(id.docType, Buffer.from('matroska'))),
    idBytes(id.segment),
    unknownSize,
    element(id.info, element(id.timestampScale, uint(nsPerMs))),
    element(
      id.tracks,
      element(id.trackEntry, element(id.trackNumber, uint(trackNumber)), element(id.trackUid, uint(1)), ...entry),
    ),
  ])
}

/** Frames go into clusters; each is written when it is full. */
export class MatroskaClusters {
  #blocks: Buffer[] = []
  #beginMs = 0

  /** @returns the cluster before, when the frame begins another */
  add(frame: { readonly timeMs: number; readonly isKey: boolean; readonly data: Buffer }): Buffer | undefined {
    const { timeMs, isKey, data } = frame
    const full = timeMs - this.#beginMs >= clusterMs ? this.end() : undefined
    if (this.#blocks.length === 0) this.#beginMs = timeMs
    const head = Buffer.alloc(4)
    head[0] = 0x80 | trackNumber
    head.writeInt16BE(timeMs - this.#beginMs, 1)
    head[3] = isKey ? keyFlag : 0
    this.#blocks.push(element(id.simpleBlock, head, data))
    return full
  }

  /** The last cluster; undefined when there is none. */
  end(): Buffer | undefined {
    if (this.#blocks.length === 0) return undefined
    const cluster = element(id.cluster, element(id.timestamp, uint(this.#beginMs)), ...this.#blocks)
    this.#blocks = []
    return cluster
  }
}

/** RFC 7845, 5.1. */
function opusHead(): Buffer {
  const head = Buffer.alloc(19)
  head.write('OpusHead')
  head[8] = 1
  head[9] = opusChannels
  head.writeUInt32LE(opusSampleRate, 12)
  return head
}

function element(elementId: number, ...content: readonly Buffer[]): Buffer {
  const size = content.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([idBytes(elementId), sizeOf(size), ...content])
}

function idBytes(elementId: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(elementId)
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0))
}

/** In eight bytes, the first of which says so. */
function sizeOf(size: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(size))
  bytes[0] = 0x01
  return bytes
}

function uint(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return bytes
}

function float(value: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes
}
