import { MrtcError } from '@mrtc/protocol'
import {
  AV_CODEC_ID_H264,
  AV_NOPTS_VALUE,
  AV_PIX_FMT_YUV420P,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants'
import { FormatContext, Packet, type Stream } from 'node-av/lib'
import type { PcmFormat } from '../codec/index.ts'
import { AccessUnitNormalizer } from '../h264/index.ts'
import { ContainerDecoder } from './container-decoder.ts'
import { Interleaver } from './interleaver.ts'
import type { MediaSource, SourceItem, VideoFormat } from './media-source.ts'
import { SoundChunker } from './sound-chunker.ts'

/** For files that do not say, such as raw H264. */
const assumedFramesPerSecond = 25
const microsecondsPerMs = 1_000

/** Turns the packets of one stream of a file into items. */
interface StreamReader {
  read(packet: Packet): SourceItem[]
  flush(): SourceItem[]
  close(): void
}

/**
 * Any file that FFmpeg reads: MP4, WAV, Y4M, raw H264 and more. H264 without B-frames is not decoded, only taken out of
 * its container (guide 3.4.3); other video is decoded and encoded again, as a call has no room for B-frames.
 * @throws MrtcError CAPTURE_FAILED when the file cannot be read or has neither sound nor picture
 */
export async function containerSource(path: string, audioFormat: PcmFormat): Promise<MediaSource> {
  const probed = await openContainer(path)
  const { audio, video } = probed
  const format = video && videoFormat(video)
  await probed.close()
  if (audio === undefined && video === undefined) {
    throw new MrtcError('CAPTURE_FAILED', `${path} has neither sound nor picture.`)
  }
  return {
    ...(audio === undefined ? {} : { audio: audioFormat }),
    ...(format === undefined ? {} : { video: format }),
    items: () => read(path, audioFormat),
  }
}

async function* read(path: string, audioFormat: PcmFormat): AsyncGenerator<SourceItem, void, undefined> {
  const container = await openContainer(path)
  const packet = new Packet()
  packet.alloc()
  const readers = new Map<number, StreamReader>()
  try {
    const { audio, video, startMs } = container
    if (audio !== undefined) readers.set(audio.index, audioReader(audio, audioFormat, startMs))
    if (video !== undefined) readers.set(video.index, videoReader(video, startMs))
    const interleaver = new Interleaver({ audio: audio !== undefined, video: video !== undefined })
    while ((await container.context.readFrame(packet)) === 0) {
      const items = readers.get(packet.streamIndex)?.read(packet) ?? []
      packet.unref()
      yield* interleaver.push(items)
    }
    for (const reader of readers.values()) yield* interleaver.push(reader.flush())
    yield* interleaver.flush()
  } finally {
    for (const reader of readers.values()) reader.close()
    packet.free()
    await container.close()
  }
}

async function openContainer(path: string) {
  const context = new FormatContext()
  if ((await context.openInput(path, null, null)) < 0 || (await context.findStreamInfo(null)) < 0) {
    await context.closeInput()
    throw new MrtcError('CAPTURE_FAILED', `${path} cannot be read: check that it is there and a media file.`)
  }
  const best = (type: typeof AVMEDIA_TYPE_AUDIO): Stream | undefined => {
    const index = context.findBestStream(type)
    return index < 0 ? undefined : context.streams[index]
  }
  return {
    context,
    audio: best(AVMEDIA_TYPE_AUDIO),
    video: best(AVMEDIA_TYPE_VIDEO),
    startMs: context.startTime === AV_NOPTS_VALUE ? 0 : Number(context.startTime) / microsecondsPerMs,
    close: () => context.closeInput(),
  }
}

function videoFormat({ codecpar, avgFrameRate }: Stream): VideoFormat {
  const framesPerSecond =
    avgFrameRate.den > 0 && avgFrameRate.num > 0 ? avgFrameRate.toDouble() : assumedFramesPerSecond
  return { width: codecpar.width, height: codecpar.height, framesPerSecond }
}

function audioReader(stream: Stream, format: PcmFormat, startMs: number): StreamReader {
  const decoder = new ContainerDecoder(stream)
  const chunker = new SoundChunker(format)
  return {
    read: (packet) =>
      decoder
        .decodeSound(packet, format)
        .flatMap(({ data, ptsMs }) => chunker.push(data, (ptsMs ?? startMs) - startMs)),
    flush: () => [
      ...decoder.decodeSound(null, format).flatMap(({ data }) => chunker.push(data, 0)),
      ...chunker.flush(),
    ],
    close: () => decoder.close(),
  }
}

function videoReader(stream: Stream, startMs: number): StreamReader {
  const { codecpar, timeBase } = stream
  const durationMs = 1000 / videoFormat(stream).framesPerSecond
  let index = 0
  /** Raw files have no time stamps: there pictures follow each other at the rate. */
  const timeOf = (ptsMs: number | undefined) => {
    const regular = index++ * durationMs
    return ptsMs === undefined ? regular : ptsMs - startMs
  }
  const passesThrough =
    codecpar.codecId === AV_CODEC_ID_H264 && codecpar.videoDelay === 0 && codecpar.format === AV_PIX_FMT_YUV420P
  if (passesThrough) {
    const normalizer = new AccessUnitNormalizer(codecpar.extradata)
    return {
      read: ({ data, pts }) => {
        if (data === null) return []
        const timestampMs = timeOf(pts === AV_NOPTS_VALUE ? undefined : Number(pts) * timeBase.toDouble() * 1000)
        const frame = { ...normalizer.normalize(data), timestampMs }
        return [{ type: 'frame', timestampMs, durationMs, frame }]
      },
      flush: () => [],
      close: () => undefined,
    }
  }
  const decoder = new ContainerDecoder(stream)
  const decode = (packet: Packet | null) =>
    decoder.decodePictures(packet).map(({ picture, ptsMs }): SourceItem => {
      const timestampMs = timeOf(ptsMs)
      return { type: 'picture', timestampMs, durationMs, picture: { ...picture, timestampMs } }
    })
  return { read: decode, flush: () => decode(null), close: () => decoder.close() }
}
