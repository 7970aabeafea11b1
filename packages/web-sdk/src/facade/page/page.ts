import type { WatchView } from '../../viewing/index.ts'
import type { ElementTarget } from '../config/index.ts'

/** What of a `<video>` or `<audio>` is used. */
export type MediaElement = Pick<HTMLMediaElement, 'srcObject' | 'muted' | 'autoplay' | 'play' | 'setAttribute'>

/** What of a label is used. */
export type LabelElement = Pick<HTMLElement, 'textContent' | 'setAttribute'>

export interface Page {
  /** Undefined where there is none of this id, or it is no media element. */
  mediaElement(target: ElementTarget): MediaElement | undefined
  /** Any element. */
  element(target: ElementTarget): HTMLElement | undefined
  label(target: ElementTarget): LabelElement | undefined
  /** Tells how an element is seen, at once and when that changes. @returns a function that ends it */
  readonly watchView: WatchView<MediaElement>
  createStream(tracks: readonly MediaStreamTrack[]): MediaStream
  /** Calls back once, at the next click, touch or key press. @returns a function that cancels it */
  onNextGesture(callback: () => void): () => void
}
