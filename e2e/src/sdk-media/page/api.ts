/** What the test page offers to the tests: values that travel between them are plain. */
import type * as sdk from '@mrtc/web-sdk'

export interface Painted {
  readonly width: number
  readonly height: number
  /** CSS colour. */
  readonly colour: string
  /** A tone of this frequency with it. */
  readonly toneHz?: number
}

/** A part of a picture, in shares of its width and height. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Of one region in two pictures, from 0 to 255: how much their pixels differ, and the second one's colour. */
export interface Compared {
  readonly difference: number
  readonly colour: readonly [red: number, green: number, blue: number]
}

export interface ShownPicture {
  readonly video: MediaStreamTrack
  /** Of the first one with the picture that a track shows now. */
  compare(shown: MediaStreamTrack, region: Region): Promise<Compared>
  stop(): void
}

/** A voice that speaks for a second, pauses for one, and so on, with noise all the time. */
export interface NoisyVoice {
  readonly audio: MediaStreamTrack
  stop(): Promise<void>
}

/** Of some seconds, relative to the loudest there is. */
export interface Loudness {
  readonly pausesDb: number
  readonly voiceDb: number
}

export interface MediaPage {
  readonly sdk: typeof sdk
  /** A stream of one colour, with a white square that moves so that there are always new frames. */
  paint(painted: Painted): { readonly video: MediaStreamTrack; readonly audio?: MediaStreamTrack }
  /** A stream of a still picture with some noise, so that there are always new frames, 15 a second. */
  showPicture(jpegBase64: string, size: { readonly width: number; readonly height: number }): Promise<ShownPicture>
  /** Red, green and blue in the middle of `x`, `y`, each a share of width and height. */
  colourAt(picture: Blob, x: number, y: number): Promise<readonly number[]>
  noisyVoice(): Promise<NoisyVoice>
  loudness(track: MediaStreamTrack): Promise<Loudness>
  toBase64(blob: Blob): Promise<string>
}

declare global {
  interface Window {
    readonly media: MediaPage
    /** Of the tests of effects. */
    shown?: ShownPicture
    background?: sdk.VideoBackground
    /** What became of a background that was asked for. */
    wish?: Promise<string> | undefined
  }
}
