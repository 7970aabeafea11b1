/** A track without a device, for tests outside the browser. */
export const fakeTrack = (kind: 'audio' | 'video'): MediaStreamTrack => {
  let readyState: MediaStreamTrackState = 'live'
  const track = Object.assign(new EventTarget(), {
    kind,
    id: crypto.randomUUID(),
    enabled: true,
    stop: () => {
      readyState = 'ended'
    },
  })
  Object.defineProperty(track, 'readyState', { get: () => readyState })
  return track as unknown as MediaStreamTrack
}
