/** Tracks, streams, elements and a page for tests without a browser. */
import type { ElementView } from '../../viewing/index.ts'
import type { TrackKind } from '../call-ports.ts'
import type { ElementTarget } from '../config/index.ts'
import type { LabelElement, MediaElement, Page } from '../page/index.ts'

class FakeTrack extends EventTarget {
  readonly kind: TrackKind
  readyState: MediaStreamTrackState = 'live'

  constructor(kind: TrackKind) {
    super()
    this.kind = kind
  }

  constraints: MediaTrackConstraints = {}

  getConstraints(): MediaTrackConstraints {
    return this.constraints
  }

  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    this.constraints = constraints
  }

  getSettings(): MediaTrackSettings {
    return {}
  }

  stop(): void {
    this.readyState = 'ended'
  }

  /** As when the person stops sharing. */
  endsByItself(): void {
    this.readyState = 'ended'
    this.dispatchEvent(new Event('ended'))
  }
}

export function fakeTrack(kind: TrackKind): FakeTrack & MediaStreamTrack {
  // Only what the SDK uses of a track.
  return new FakeTrack(kind) as FakeTrack & MediaStreamTrack
}

export function fakeStream(tracks: readonly MediaStreamTrack[]): MediaStream {
  const ofKind = (kind: string) => tracks.filter((track) => track.kind === kind)
  const stream: Partial<MediaStream> = {
    getTracks: () => [...tracks],
    getAudioTracks: () => ofKind('audio'),
    getVideoTracks: () => ofKind('video'),
  }
  return stream as MediaStream
}

export class FakeElement implements MediaElement, LabelElement {
  srcObject: MediaStream | null = null
  muted = false
  autoplay = false
  textContent = ''
  readonly attributes = new Map<string, string>()
  /** Whether the browser lets it play. */
  mayPlay = true
  plays = 0

  async play(): Promise<void> {
    if (!this.mayPlay) throw new DOMException('the person has not touched the page', 'NotAllowedError')
    this.plays += 1
  }

  setAttribute(name: string, value: string): void {
    this.attributes.set(name, value)
  }

  get tracks(): MediaStreamTrack[] {
    return this.srcObject?.getTracks() ?? []
  }
}

/** Has an element for every id but those that begin with `missing`. */
export class FakePage implements Page {
  readonly #elements = new Map<ElementTarget, FakeElement>()
  readonly #gestures = new Set<() => void>()

  fake(target: ElementTarget): FakeElement {
    const element = this.#elements.get(target) ?? new FakeElement()
    this.#elements.set(target, element)
    return element
  }

  mediaElement(target: ElementTarget): FakeElement | undefined {
    return String(target).startsWith('missing') ? undefined : this.fake(target)
  }

  label(target: ElementTarget): FakeElement | undefined {
    return this.mediaElement(target)
  }

  element(target: ElementTarget): HTMLElement | undefined {
    // Only handed on to the capture, which is a fake too.
    return this.mediaElement(target) as unknown as HTMLElement | undefined
  }

  /** How the elements that are watched are seen. */
  readonly views = new Map<MediaElement, (view: ElementView) => void>()

  readonly watchView = (element: MediaElement, onView: (view: ElementView) => void): (() => void) => {
    this.views.set(element, onView)
    return () => this.views.delete(element)
  }

  createStream(tracks: readonly MediaStreamTrack[]): MediaStream {
    return fakeStream(tracks)
  }

  onNextGesture(callback: () => void): () => void {
    this.#gestures.add(callback)
    return () => this.#gestures.delete(callback)
  }

  isTouched(): void {
    const callbacks = [...this.#gestures]
    this.#gestures.clear()
    for (const callback of callbacks) callback()
  }
}
