import { type DrawnPicture, drawPicture } from './drawn-picture.ts'
import { captureError } from './errors.ts'
import type { CapturedFile } from './file.ts'

/** Of a file on this machine; what takes longer is no media. */
const loadTimeoutMs = 10_000

type CapturableElement = HTMLVideoElement & { captureStream?(): MediaStream }

function unreadable(cause?: unknown) {
  const message = 'The file cannot be played by this browser.'
  return captureError({ device: 'file', reason: 'unfit', message, ...(cause === undefined ? {} : { cause }) })
}

/** @throws MrtcError CAPTURE_FAILED */
async function untilLoaded(element: HTMLVideoElement): Promise<void> {
  const listening = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  element.addEventListener('loadeddata', () => resolve(), { signal: listening.signal })
  element.addEventListener('error', () => reject(unreadable(element.error)), { signal: listening.signal })
  const timer = setTimeout(() => reject(unreadable()), loadTimeoutMs)
  try {
    await promise
  } finally {
    clearTimeout(timer)
    listening.abort()
  }
}

/** Ends by itself, as a device that is unplugged does: those who follow the track hear of it. */
function endTrack(track: MediaStreamTrack | undefined): void {
  if (track === undefined || track.readyState === 'ended') return
  track.stop()
  track.dispatchEvent(new Event('ended'))
}

/** @throws MrtcError CAPTURE_FAILED */
export async function capturePlayedFile(file: Blob, kinds: readonly ('audio' | 'video')[]): Promise<CapturedFile> {
  const element: CapturableElement = document.createElement('video')
  element.playsInline = true
  const url = URL.createObjectURL(file)
  // Through the audio graph and not from the element: it is then not heard here.
  const sound = new AudioContext()
  let drawn: DrawnPicture | undefined
  const stop = () => {
    drawn?.stop()
    element.pause()
    element.removeAttribute('src')
    element.load()
    URL.revokeObjectURL(url)
    if (sound.state !== 'closed') sound.close().catch(() => {})
  }
  try {
    element.src = url
    await untilLoaded(element)
    const destination = sound.createMediaStreamDestination()
    sound.createMediaElementSource(element).connect(destination)
    const captured = element.captureStream?.()
    if (captured === undefined && kinds.includes('video') && element.videoWidth > 0) drawn = drawPicture(element)
    await element.play().catch((cause: unknown) => {
      throw unreadable(cause)
    })
    // Of an element that cannot be captured that is not known: its sound may be silence.
    const hasSound = captured === undefined || captured.getAudioTracks().length > 0
    const audio = kinds.includes('audio') && hasSound ? destination.stream.getAudioTracks()[0] : undefined
    const video = kinds.includes('video') ? (drawn?.track ?? captured?.getVideoTracks()[0]) : undefined
    if (!audio && !video)
      throw captureError({ device: 'file', reason: 'unfit', message: `The file has no ${kinds.join(' and no ')}.` })
    element.addEventListener('ended', () => {
      endTrack(audio)
      endTrack(video)
    })
    return {
      ...(audio ? { audio } : {}),
      ...(video ? { video } : {}),
      playback: {
        get isPlaying() {
          return !element.paused
        },
        pause: () => element.pause(),
        play: () =>
          element.play().catch((cause: unknown) => {
            throw unreadable(cause)
          }),
      },
      stop: () => {
        audio?.stop()
        video?.stop()
        stop()
      },
    }
  } catch (error) {
    stop()
    throw error
  }
}
