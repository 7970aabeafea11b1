/** The edges of the facade: the call client, the page, capture and what is done with tracks. Tests hand in others. */
import { CallClient } from '@mrtc/client'
import { videoCodecs } from '@mrtc/protocol'
import {
  captureCamera,
  captureFile,
  captureRegion,
  captureScreen,
  listDevices,
  onDevicesChanged,
} from '../capture/index.ts'
import type {
  NoiseSuppression,
  startNoiseSuppression,
  startVideoBackground,
  VideoBackground,
} from '../effects/index.ts'
import { takePicture } from '../picture/index.ts'
import { saveFile } from '../platform/index.ts'
import { type Recording, startRecording } from '../recording/index.ts'
import { VolumeAnalysers } from '../volume/index.ts'
import type { CreateClient, VideoCodec } from './call-ports.ts'
import { browserPage, type Page } from './page/index.ts'

export interface Capture {
  readonly camera: typeof captureCamera
  readonly screen: typeof captureScreen
  readonly devices: typeof listDevices
  /** Calls back at each change of the devices there are. @returns a function that ends it */
  readonly onDevicesChanged: (callback: () => void) => () => void
  readonly file: typeof captureFile
  readonly region: typeof captureRegion
}

/** What is asked of effects that run. */
export type BackgroundPort = Pick<VideoBackground, 'track' | 'background' | 'set' | 'close' | 'on'>
export type NoisePort = Pick<NoiseSuppression, 'track' | 'isOn' | 'set' | 'close' | 'on'>

export interface Effects {
  readonly background: (...args: Parameters<typeof startVideoBackground>) => Promise<BackgroundPort>
  readonly noise: (...args: Parameters<typeof startNoiseSuppression>) => Promise<NoisePort>
}

/** What a recording that runs is asked. */
export type RecordingPort = Pick<Recording, 'state' | 'pause' | 'resume' | 'setStreams' | 'stop' | 'close' | 'on'>

export interface MeetingPorts {
  readonly createClient: CreateClient
  readonly page: Page
  readonly capture: Capture
  readonly effects: Effects
  readonly takePicture: typeof takePicture
  readonly saveFile: typeof saveFile
  readonly startRecording: (...args: Parameters<typeof startRecording>) => Promise<RecordingPort>
  readonly createVolumeAnalysers: () => Pick<VolumeAnalysers, 'add' | 'remove' | 'close'>
  /** Whether this browser encodes video with it. */
  readonly canEncode: (codec: VideoCodec) => boolean
}

export function browserPorts(): MeetingPorts {
  return {
    createClient: (options) => new CallClient(options),
    page: browserPage(),
    capture: {
      camera: captureCamera,
      screen: captureScreen,
      devices: listDevices,
      onDevicesChanged,
      file: captureFile,
      region: captureRegion,
    },
    // Loaded by those who use them.
    effects: {
      background: async (...args) => (await import('../effects/index.ts')).startVideoBackground(...args),
      noise: async (...args) => (await import('../effects/index.ts')).startNoiseSuppression(...args),
    },
    takePicture,
    saveFile,
    startRecording,
    createVolumeAnalysers: () => new VolumeAnalysers(),
    canEncode,
  }
}

function canEncode(codec: VideoCodec): boolean {
  if (!videoCodecs.includes(codec)) return false
  // Old Safari lacks the question (guide 6.3.1, V 1.5.0): then the negotiation tells.
  const capabilities = globalThis.RTCRtpSender?.getCapabilities?.('video')
  if (!capabilities) return true
  return capabilities.codecs.some(({ mimeType }) => mimeType.toLowerCase() === `video/${codec}`.toLowerCase())
}
