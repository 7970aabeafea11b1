import { MrtcError } from '@mrtc/protocol/errors'
import { assertSupported } from '../browser/index.ts'
import { audioEncoderConfigs, containerOf, videoEncoderConfig } from './formats.ts'
import type { CheckedOptions } from './options.ts'
import type { RecorderSettings } from './worker/messages.ts'

function unsupported(message: string): MrtcError {
  return new MrtcError('CODEC_UNSUPPORTED', message, { field: 'codec' })
}

/**
 * What this browser can encode of what is wanted.
 * @throws MrtcError CODEC_UNSUPPORTED
 */
export async function recorderSettings(options: CheckedOptions): Promise<RecorderSettings> {
  assertSupported('browserRecording')
  const { kinds, size, frameRate, sliceMs, codec } = options
  const container = containerOf(codec)
  const video = videoEncoderConfig(codec, size, frameRate)
  const { supported } = await VideoEncoder.isConfigSupported(video)
  if (!supported) throw unsupported(`This browser does not encode ${codec} at ${size.width}x${size.height}.`)
  for (const audio of audioEncoderConfigs(container)) {
    const answer = await AudioEncoder.isConfigSupported(audio)
    if (answer.supported) return { kinds, size, frameRate, sliceMs, container, video, audio }
  }
  throw unsupported(`This browser encodes no sound for ${container}.`)
}
