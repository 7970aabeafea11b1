/** What this app captures and how; the capturing is the web SDK's. */
import { type CapturedMedia, captureCamera, captureScreen, videoProfiles } from '@mrtc/web-sdk'
import { captureProblemOf } from './capture-problem.ts'

export interface ScreenTracks {
  readonly video: MediaStreamTrack
  readonly audio?: MediaStreamTrack
}

/** Faces in motion want more than the guide's 15. */
const cameraFrameRate = 30
const { 1: profile720p = { width: 1280, height: 720 } } = videoProfiles

const withDevice = (deviceId: string | undefined) => (deviceId === undefined ? {} : { deviceId })
const videoSettings = (deviceId?: string) => ({ ...profile720p, frameRate: cameraFrameRate, ...withDevice(deviceId) })

const only = (track: MediaStreamTrack | undefined): MediaStreamTrack => {
  if (track === undefined) throw new Error('The browser gave a stream without the track that was asked for.')
  return track
}

/** A remembered device may be at home: then the browser's choice is better than none. */
const orDefault = async <T>(deviceId: string | undefined, capture: (deviceId?: string) => Promise<T>): Promise<T> => {
  try {
    return await capture(deviceId)
  } catch (error) {
    if (deviceId === undefined || captureProblemOf(error) !== 'notFound') throw error
    return capture()
  }
}

export const openCamera = (deviceId: string | undefined): Promise<MediaStreamTrack> =>
  orDefault(deviceId, async (id) => only((await captureCamera({ video: videoSettings(id) })).video))

export const openMicrophone = (deviceId: string | undefined): Promise<MediaStreamTrack> =>
  orDefault(deviceId, async (id) => only((await captureCamera({ audio: withDevice(id) })).audio))

/** Both with one question to the person. */
export const openBoth = (cameraId: string | undefined, microphoneId: string | undefined): Promise<CapturedMedia> =>
  captureCamera({ video: videoSettings(cameraId), audio: withDevice(microphoneId) })

export const openScreen = async (): Promise<ScreenTracks> => {
  const { video, audio } = await captureScreen({ audio: true })
  return { video: only(video), ...(audio === undefined ? {} : { audio }) }
}
