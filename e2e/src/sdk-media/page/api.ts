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

export interface MediaPage {
  readonly sdk: typeof sdk
  /** A stream of one colour, with a white square that moves so that there are always new frames. */
  paint(painted: Painted): { readonly video: MediaStreamTrack; readonly audio?: MediaStreamTrack }
  /** Red, green and blue in the middle of `x`, `y`, each a share of width and height. */
  colourAt(picture: Blob, x: number, y: number): Promise<readonly number[]>
  toBase64(blob: Blob): Promise<string>
}

declare global {
  interface Window {
    readonly media: MediaPage
  }
}
