import { MrtcError } from '@mrtc/protocol'
import { monoPcm, type PcmFormat, stereoPcm } from '../codec/index.ts'
import { type MRtcEngineInitParam, type RtcAudioFormat, RtcVideoCodec, type RtcVideoFormat } from './types.ts'

export interface EngineSettings {
  readonly roomUrl: string
  readonly audioFormat: PcmFormat
  readonly video: { readonly framesPerSecond: number; readonly bitrateMaxBps: number; readonly isH264: boolean }
  readonly maxSessions: number
}

const defaultVideo: RtcVideoFormat = { fps: 15, width: 640, height: 360 }
/** Guide 3.4.2's example. */
const defaultKbps = 600
/** Guide 6.4.2. */
const defaultMaxSessions = 20
const fpsMax = 60
const sizeMax = 4096

/** Checks what the application gave. @throws MrtcError PARAMETER_INVALID naming the field */
export function engineSettings(param: MRtcEngineInitParam): EngineSettings {
  const { roomUrl, videoFormat = defaultVideo, audioFormat = {}, maxSessionNum = defaultMaxSessions } = param
  if (!URL.canParse(roomUrl)) throw invalid('roomUrl', `${roomUrl} is no address: give one like wss://host/ws`)
  const { fps, width, height, kbps = defaultKbps, videoCodec = RtcVideoCodec.VIDEO_CODEC_YUV420P } = videoFormat
  if (!(fps >= 1 && fps <= fpsMax)) throw invalid('videoFormat.fps', `${fps} fps is not 1 to ${fpsMax}`)
  for (const [name, size] of Object.entries({ width, height })) {
    if (!Number.isInteger(size) || size < 2 || size > sizeMax || size % 2 !== 0) {
      throw invalid(`videoFormat.${name}`, `${size} is not an even number from 2 to ${sizeMax}`)
    }
  }
  if (!(kbps > 0)) throw invalid('videoFormat.kbps', `${kbps} kbit/s is not above 0`)
  return {
    roomUrl,
    audioFormat: pcmFormat(audioFormat),
    video: {
      framesPerSecond: fps,
      bitrateMaxBps: kbps * 1000,
      isH264: videoCodec === RtcVideoCodec.VIDEO_CODEC_H264,
    },
    maxSessions: maxSessionNum > 0 ? maxSessionNum : Number.POSITIVE_INFINITY,
  }
}

function pcmFormat({ sampleRate = 16_000, channels = 1, bytesPerSample = 2 }: RtcAudioFormat): PcmFormat {
  const format = [monoPcm, stereoPcm].find((known) => known.sampleRate === sampleRate && known.channels === channels)
  if (format === undefined || bytesPerSample !== 2) {
    throw invalid(
      'audioFormat',
      `${sampleRate} Hz with ${channels} channels of ${bytesPerSample} bytes: there are 16000 Hz mono and 48000 Hz stereo, of 2 bytes`,
    )
  }
  return format
}

const invalid = (field: string, message: string) =>
  new MrtcError('PARAMETER_INVALID', `${field}: ${message}.`, { field })
