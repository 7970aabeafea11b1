import { extname } from 'node:path'
import { MrtcError } from '@mrtc/protocol'
import type { PcmFormat } from '../codec/index.ts'
import { containerSource } from './container-source.ts'
import type { MediaSource, VideoFormat } from './media-source.ts'
import { i420FileSource, pcmFileSource } from './raw-files.ts'

export interface OpenSourceOptions {
  /** What sound is read as. A raw `.pcm` file must have it. */
  readonly audioFormat: PcmFormat
  /** What a raw `.yuv` or `.i420` file has: there is nothing in it that says. */
  readonly videoFormat?: VideoFormat
}

const rawSound = ['.pcm']
const rawPictures = ['.yuv', '.i420']

/**
 * Opens a media file by its name's ending.
 * @throws MrtcError CAPTURE_FAILED, PARAMETER_INVALID
 */
export async function openSource(path: string, { audioFormat, videoFormat }: OpenSourceOptions): Promise<MediaSource> {
  const ending = extname(path).toLowerCase()
  if (rawSound.includes(ending)) return pcmFileSource(path, audioFormat)
  if (rawPictures.includes(ending)) {
    if (videoFormat === undefined) {
      throw new MrtcError('PARAMETER_INVALID', `${path} is raw video: its size and frame rate must be given.`, {
        field: 'videoFormat',
      })
    }
    return i420FileSource(path, videoFormat)
  }
  return containerSource(path, audioFormat)
}
