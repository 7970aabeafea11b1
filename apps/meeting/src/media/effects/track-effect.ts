/** Something between a device and what is sent of it. */
export interface TrackEffect {
  /** What is to be sent of what was captured: the same track, or one made of it. @throws Error when nothing may be sent */
  apply(captured: MediaStreamTrack): Promise<MediaStreamTrack>
  /** Gives up what it made; the captured track stays the caller's. */
  release(): void
}
