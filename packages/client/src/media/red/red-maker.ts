/** Makes RED of the sound of one sender. */
export interface RedMaker {
  /** How many earlier frames each packet repeats from now on. */
  setDepth(depth: number): void
  /** The sender is about to get this track in place of the one before. */
  follow(track: MediaStreamTrack): void
  close(): void
}

/** A track whose sound is encoded already, as in Node: it is RED before it reaches the sender. */
export interface RedTrack {
  makeRed(opusPayloadType: number): RedMaker
}

export function isRedTrack(track: object): track is RedTrack {
  return 'makeRed' in track
}
