import { open } from 'node:fs/promises'
import { MrtcError } from '@mrtc/protocol'
import { bytesPerMs, i420FromBuffer, i420SizeBytes, type PcmFormat } from '../codec/index.ts'
import { type MediaSource, soundMs, type VideoFormat } from './media-source.ts'

/** Signed 16-bit little-endian samples without a header. The last 20 ms are filled up with silence. */
export function pcmFileSource(path: string, format: PcmFormat): MediaSource {
  return {
    audio: format,
    async *items() {
      let timestampMs = 0
      for await (const data of blocks(path, soundMs * bytesPerMs(format), 'fillLast')) {
        yield { type: 'sound', timestampMs, durationMs: soundMs, data }
        timestampMs += soundMs
      }
    },
  }
}

/** I420 pictures one after the other without a header. An incomplete last one is left out. */
export function i420FileSource(path: string, format: VideoFormat): MediaSource {
  const { width, height, framesPerSecond } = format
  const durationMs = 1000 / framesPerSecond
  return {
    video: format,
    async *items() {
      let index = 0
      for await (const packed of blocks(path, i420SizeBytes(width, height), 'dropLast')) {
        const timestampMs = index++ * durationMs
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

/** A file in blocks of a size. */
async function* blocks(path: string, sizeBytes: number, incomplete: 'fillLast' | 'dropLast'): AsyncGenerator<Buffer> {
  const file = await open(path).catch((cause: unknown) => {
    throw new MrtcError('CAPTURE_FAILED', `${path} cannot be read: check that it is there.`, { cause })
  })
  try {
    for (;;) {
      const block = Buffer.alloc(sizeBytes)
      let filled = 0
      while (filled < sizeBytes) {
        const { bytesRead } = await file.read(block, filled, sizeBytes - filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      if (filled === 0 || (filled < sizeBytes && incomplete === 'dropLast')) return
      yield block
    }
  } finally {
    await file.close()
  }
}
