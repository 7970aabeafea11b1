/** A track made of frames: MediaStreamTrackGenerator, Chromium's so far (the standard's VideoTrackGenerator is for workers). */
type TrackGeneratorConstructor = new (init: {
  readonly kind: 'video'
}) => MediaStreamTrack & { readonly writable: WritableStream<VideoFrame> }

export interface GeneratedTrack {
  readonly track: MediaStreamTrack
  /** Takes frames and closes them; can be transferred to a worker. Closing it ends the track. */
  readonly writable: WritableStream<VideoFrame>
}

/** Undefined where the browser has none. */
export function createTrackOfFrames(): GeneratedTrack | undefined {
  const { MediaStreamTrackGenerator } = globalThis as { MediaStreamTrackGenerator?: TrackGeneratorConstructor }
  if (MediaStreamTrackGenerator === undefined) return undefined
  const track = new MediaStreamTrackGenerator({ kind: 'video' })
  return { track, writable: track.writable }
}
