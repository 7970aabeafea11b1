/** Segments as files that FFmpeg reads, with the time of the recording as their time. */
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { isRed, type TrackKind } from '@mrtc/protocol'
// Not through the door of media: a rendering process needs no mediasoup.
import { plainOpusOpener } from '../../media/plain-opus.ts'
import { segmentFileName } from '../capture/capture.ts'
import { type ArrivedPacket, readSegment } from '../capture/segment-format.ts'
import { pictureCodecOf } from './codecs.ts'
import { type Frame, pictureFrames, soundFrames } from './frames.ts'
import { inOrder, unwrapped } from './in-order.ts'
import { MatroskaClusters, matroskaHeader } from './matroska.ts'
import type { RecordingTime, SegmentOfFeed } from './timeline.ts'
import { senderTime, TrackClock } from './track-clock.ts'

/** Payload type and SSRC of what is taken out of RED: any will do. */
const openedPayloadType = 111
const openedSsrc = 1
const timestamps = 2 ** 32
/** Clocks of two tracks of one sender that are further apart are not the same. */
const sameClockMs = 1_000

interface Source {
  readonly dir: string
  readonly key: Buffer
}

/** A segment and what its timestamps mean. */
export interface MeasuredSegment {
  readonly segment: SegmentOfFeed
  readonly payloadType: number
  readonly sentMs: (timestamp: number) => number
  readonly clock: TrackClock
  /** On the server's clock. */
  readonly firstArrivedAtMs: number
  readonly lastArrivedAtMs: number
  readonly packetCount: number
}

export interface TrackFile {
  readonly feedId: string
  readonly kind: TrackKind
  readonly path: string
  /** In the time of the recording. */
  readonly firstMs: number
  readonly lastMs: number
  /** FFmpeg's, where its usual one will not do. */
  readonly decoder: string | undefined
}

/** Undefined when nothing of it can be read. */
export async function measureSegment(source: Source, segment: SegmentOfFeed): Promise<MeasuredSegment | undefined> {
  const payloadType = isRed(segment) ? openedPayloadType : segment.payloadType
  const clock = new TrackClock()
  let sentMs: ((timestamp: number) => number) | undefined
  let [first, last, packetCount] = [Number.POSITIVE_INFINITY, 0, 0]
  try {
    for await (const { timestamp, arrivedAtMs } of inOrder(packetsOf(source, segment), payloadType)) {
      sentMs ??= senderTime(segment.clockRate, reportsOf(segment, timestamp))
      clock.add({ sentMs: sentMs(timestamp), arrivedAtMs })
      first = Math.min(first, arrivedAtMs)
      last = Math.max(last, arrivedAtMs)
      packetCount++
    }
  } catch (error) {
    // A crash may have left a line of the journal without its file.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  if (!sentMs) return undefined
  return { segment, payloadType, sentMs, clock, firstArrivedAtMs: first, lastArrivedAtMs: last, packetCount }
}

/** Gives tracks of one feed that tell their sender's time one clock: lips and voice belong together. */
export function shareClocks(segments: readonly MeasuredSegment[]): MeasuredSegment[] {
  const shared = new Map<string, TrackClock>()
  for (const [feedId, own] of Map.groupBy(segments, ({ segment }) => segment.feedId)) {
    if (own.some(({ segment }) => segment.reports.length === 0)) continue
    const offsets = own.map(({ clock }) => clock.leastOffsetMs)
    if (Math.max(...offsets) - Math.min(...offsets) < sameClockMs) {
      shared.set(feedId, TrackClock.of(own.map(({ clock }) => clock)))
    }
  }
  return segments.map((each) => ({ ...each, clock: shared.get(each.segment.feedId) ?? each.clock }))
}

/** Writes the frames of a segment into a file. Undefined when it has none. @throws when a codec is unknown */
export async function writeTrackFile(
  source: Source & { readonly outputDir: string },
  measured: MeasuredSegment,
  time: RecordingTime,
): Promise<TrackFile | undefined> {
  const { segment, clock, sentMs } = measured
  const codec = segment.kind === 'video' ? pictureCodecOf(segment.mimeType) : undefined
  if (segment.kind === 'video' && !codec) return undefined
  const path = join(source.outputDir, `track-${segment.segment}.mkv`)
  const file = createWriteStream(path)
  const write = async (bytes: Buffer | undefined) => {
    if (bytes && !file.write(bytes)) await once(file, 'drain')
  }
  await write(matroskaHeader(codec ? { kind: 'video', codecId: codec.matroskaId } : { kind: 'audio' }))
  const clusters = new MatroskaClusters()
  let first: number | undefined
  let last = -1
  for await (const { timestamp, isKey, data } of framesOf(source, measured)) {
    // Containers need times that grow.
    const timeMs = Math.max(Math.round(time.of(clock.at(sentMs(timestamp)))), last + 1)
    await write(clusters.add({ timeMs, isKey, data }))
    first ??= timeMs
    last = timeMs
  }
  await write(clusters.end())
  file.end()
  await once(file, 'close')
  if (first === undefined) return undefined
  const { feedId, kind } = segment
  return { feedId, kind, path, firstMs: first, lastMs: last, decoder: codec?.decoder }
}

function framesOf(source: Source, { segment, payloadType }: MeasuredSegment): AsyncIterable<Frame> {
  const packets = inOrder(packetsOf(source, segment), payloadType)
  const codec = segment.kind === 'video' ? pictureCodecOf(segment.mimeType) : undefined
  return codec ? pictureFrames(packets, codec.depacketize) : soundFrames(packets)
}

function packetsOf({ dir, key }: Source, segment: SegmentOfFeed): AsyncIterable<ArrivedPacket> {
  const packets = readSegment(createReadStream(join(dir, segmentFileName(segment.segment))), key)
  return isRed(segment) ? openedRed(packets) : packets
}

async function* openedRed(packets: AsyncIterable<ArrivedPacket>): AsyncGenerator<ArrivedPacket, void, undefined> {
  const open = plainOpusOpener(openedSsrc)
  for await (const { arrivedAtMs, packet } of packets) {
    for (const opened of open(packet)) yield { arrivedAtMs, packet: opened }
  }
}

function reportsOf({ reports }: SegmentOfFeed, firstTimestamp: number): { ntpMs: number; timestamp: number }[] {
  let last = firstTimestamp
  return reports.map(({ ntpMs, rtpTimestamp }) => {
    last = unwrapped(rtpTimestamp, last, timestamps)
    return { ntpMs, timestamp: last }
  })
}
