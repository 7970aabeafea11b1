import { MrtcError } from '@mrtc/protocol/errors'

/** Tracks that are captured until `stop`. */
export interface CapturedMedia {
  readonly audio?: MediaStreamTrack
  readonly video?: MediaStreamTrack
  /** Ends the capture, the device's light goes out. Idempotent. */
  stop(): void
}

export function capturedMedia(stream: MediaStream): CapturedMedia {
  const [audio] = stream.getAudioTracks()
  const [video] = stream.getVideoTracks()
  return {
    ...(audio ? { audio } : {}),
    ...(video ? { video } : {}),
    stop: () => stopTracks(stream),
  }
}

export function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/**
 * Waits for a capture no longer than until the abort. A permission prompt cannot be withdrawn: what it still gives
 * is stopped at once.
 * @throws MrtcError REQUEST_ABORTED
 */
export async function untilAborted(
  capture: Promise<MediaStream>,
  signal: AbortSignal | undefined,
): Promise<MediaStream> {
  if (signal === undefined) return capture
  const aborted = Promise.withResolvers<never>()
  const abort = () => aborted.reject(new MrtcError('REQUEST_ABORTED', 'The capture was cancelled.'))
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([capture, aborted.promise])
  } catch (error) {
    if (signal.aborted) void capture.then(stopTracks, () => {})
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
