/** Chromium's MediaStreamTrackProcessor on the main thread, which TypeScript's DOM does not declare. */

interface TrackProcessor<T> {
  readonly readable: ReadableStream<T>
}
type TrackProcessorClass = new <T>(init: { track: MediaStreamTrack; maxBufferSize: number }) => TrackProcessor<T>

declare global {
  interface Window {
    readonly MediaStreamTrackProcessor: TrackProcessorClass
  }
}

/** Deep enough that a busy moment of the page loses nothing. */
const bufferSize = 30

/** Hands every frame or block of a track to `take` until the track ends. The track is cloned: stop() ends the clone. */
export function readTrack<T extends { close(): void }>(
  track: MediaStreamTrack,
  take: (data: T) => void | Promise<void>,
): { stop(): void } {
  const clone = track.clone()
  const processor = new window.MediaStreamTrackProcessor<T>({ track: clone, maxBufferSize: bufferSize })
  const reader = processor.readable.getReader()
  const run = async () => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      try {
        await take(value)
      } finally {
        value.close()
      }
    }
  }
  run().catch((error: unknown) => console.warn(`reading a ${track.kind} track: ${String(error)}`))
  return {
    stop: () => {
      reader.cancel().catch(() => {})
      clone.stop()
    },
  }
}
