import { MrtcError } from '@mrtc/protocol/errors'
import { canReadFrames, readFrames } from '../platform/index.ts'
import type { Size } from './picture-fit.ts'
import type { PictureSource } from './picture-source.ts'

export interface Frame extends Size, Disposable {
  readonly image: CanvasImageSource
}

/** Even a slide that is shared gives a frame this often; a stream that gives none is muted or cut off. */
const frameTimeoutMs = 5_000

/** @throws MrtcError MEDIA_TIMEOUT, MEDIA_FAILED, REQUEST_ABORTED */
export async function currentFrame(source: PictureSource, signal: AbortSignal | undefined): Promise<Frame> {
  if (source instanceof HTMLVideoElement) return frameOfElement(source, signal)
  if (source.readyState === 'ended') throw new MrtcError('MEDIA_FAILED', 'The stream has ended.')
  return canReadFrames() ? nextFrame(source, signal) : frameOfTrackPlayed(source, signal)
}

async function nextFrame(track: MediaStreamTrack, signal: AbortSignal | undefined): Promise<Frame> {
  const reader = readFrames<VideoFrame>(track).getReader()
  try {
    const { value: frame } = await withinTime(reader.read(), signal)
    if (frame === undefined) throw new MrtcError('MEDIA_FAILED', 'The stream has ended.')
    return {
      image: frame,
      width: frame.displayWidth,
      height: frame.displayHeight,
      [Symbol.dispose]: () => frame.close(),
    }
  } finally {
    await reader.cancel()
  }
}

async function frameOfTrackPlayed(track: MediaStreamTrack, signal: AbortSignal | undefined): Promise<Frame> {
  const video = document.createElement('video')
  video.muted = true
  video.playsInline = true
  video.srcObject = new MediaStream([track])
  const forget = () => {
    video.srcObject = null
  }
  try {
    await withinTime(video.play(), signal)
    const frame = await frameOfElement(video, signal)
    return { ...frame, [Symbol.dispose]: forget }
  } catch (error) {
    forget()
    throw error
  }
}

async function frameOfElement(video: HTMLVideoElement, signal: AbortSignal | undefined): Promise<Frame> {
  if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    const listening = new AbortController()
    try {
      await withinTime(
        new Promise((resolve) => {
          video.addEventListener('loadeddata', resolve, { signal: listening.signal })
        }),
        signal,
      )
    } finally {
      listening.abort()
    }
  }
  return { image: video, width: video.videoWidth, height: video.videoHeight, [Symbol.dispose]: () => {} }
}

/** @throws MrtcError MEDIA_TIMEOUT, REQUEST_ABORTED */
async function withinTime<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise: given, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new MrtcError('MEDIA_TIMEOUT', 'The stream shows no picture: its video may be off.')),
    frameTimeoutMs,
  )
  const abort = () => reject(new MrtcError('REQUEST_ABORTED'))
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([promise, given])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
