import { MrtcError } from '@mrtc/protocol'
import {
  AV_CHANNEL_LAYOUT_MONO,
  AV_CHANNEL_LAYOUT_STEREO,
  AV_LOG_FATAL,
  AV_OPT_SEARCH_CHILDREN,
  AV_OPT_TYPE_STRING,
  type FFDecoderCodec,
  type FFEncoderCodec,
} from 'node-av/constants'
import { type ChannelLayout, Codec, type CodecContext, FFmpegError, Log } from 'node-av/lib'

// FFmpeg writes to stderr by itself; what matters comes as return codes. This setting is FFmpeg's, for the process.
Log.setLevel(AV_LOG_FATAL)

/** @throws MrtcError `MEDIA_FAILED` naming what was attempted */
export function check(result: number, action: string): number {
  if (result < 0) throw new MrtcError('MEDIA_FAILED', `FFmpeg could not ${action}.`, { cause: new FFmpegError(result) })
  return result
}

/**
 * Opens a codec with its private options. They are set one by one: node-av's `Dictionary` is freed twice when it was
 * given to `open2`, and the process dies at the next garbage collection or at exit.
 */
export function openCodec(context: CodecContext, codec: Codec, options: Readonly<Record<string, string>> = {}): void {
  for (const [name, value] of Object.entries(options)) {
    check(context.setOption(name, value, AV_OPT_TYPE_STRING, AV_OPT_SEARCH_CHILDREN), `set ${name} to ${value}`)
  }
  check(context.open2Sync(codec, null), `open ${codec.name}`)
}

export function findEncoder(name: FFEncoderCodec): Codec {
  const codec = Codec.findEncoderByName(name)
  if (codec === null) throw new MrtcError('CODEC_UNSUPPORTED', `This FFmpeg has no encoder ${name}.`)
  return codec
}

export function findDecoder(name: FFDecoderCodec): Codec {
  const codec = Codec.findDecoderByName(name)
  if (codec === null) throw new MrtcError('CODEC_UNSUPPORTED', `This FFmpeg has no decoder ${name}.`)
  return codec
}

export const channelLayout = (channels: 1 | 2): ChannelLayout =>
  channels === 1 ? AV_CHANNEL_LAYOUT_MONO : AV_CHANNEL_LAYOUT_STEREO
