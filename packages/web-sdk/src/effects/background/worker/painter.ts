import type { BackgroundStatistics, DrawnBackground, ModelFiles } from '../messages.ts'
import type { CheckedCutOut } from '../options.ts'
import { Compositor, type Picture } from './compositor.ts'
import { lookOf } from './look.ts'
import { PersonMask } from './person-mask.ts'
import { Segmenter, segmentedSide } from './segmenter.ts'

interface PainterOptions {
  readonly files: ModelFiles
  readonly cutOut: CheckedCutOut
  /** The model broke while pictures were drawn: they are covered from now on. */
  readonly onFailed: (error: unknown) => void
}

type Segmentation =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly done: Promise<Segmenter> }
  | { readonly state: 'ready'; readonly segmenter: Segmenter }
  | { readonly state: 'failed' }

/** Of the running averages: the last one's share. */
const newestShare = 0.1

/** Puts the wanted background behind the person, in one picture after another. */
export class BackgroundPainter {
  readonly #options: PainterOptions
  readonly #compositor = new Compositor()
  readonly #mask: PersonMask
  #segmentation: Segmentation = { state: 'none' }
  #wanted: DrawnBackground = { kind: 'none' }
  #statistics: BackgroundStatistics = { frames: 0, frameMs: 0, segmentationMs: 0 }

  constructor(options: PainterOptions) {
    this.#options = options
    this.#mask = new PersonMask(segmentedSide * segmentedSide, options.cutOut)
  }

  get statistics(): BackgroundStatistics {
    return this.#statistics
  }

  /** Whether pictures can be passed on as they are. */
  get isPlain(): boolean {
    return this.#wanted.kind === 'none'
  }

  /** From now on; loads the model when it is needed for the first time. @throws Error when it cannot be had */
  async setBackground(background: DrawnBackground): Promise<void> {
    const before = this.#wanted
    this.#wanted = background
    if (before.kind === 'image') before.image.close()
    if (before.kind === 'none') this.#mask.forget()
    if (background.kind !== 'none') await this.#load()
  }

  /** The size of pictures may change from one to the next. */
  async paint(picture: Picture): Promise<OffscreenCanvas> {
    const begunMs = performance.now()
    const compositor = this.#compositor
    const look = lookOf(this.#wanted.kind, this.#segmentation.state)
    let segmentationMs = 0
    if (look === 'plain') {
      compositor.drawPlain(picture)
    } else {
      const reduced = compositor.reduce(picture)
      const person = look === 'composed' ? await this.#person(reduced) : undefined
      if (person) segmentationMs = performance.now() - begunMs
      // Meanwhile something else may have been asked for.
      const wanted = this.#wanted
      if (person === undefined || wanted.kind === 'none') compositor.drawCovered(picture, reduced)
      else compositor.drawComposed(picture, reduced, person, wanted)
    }
    this.#count(performance.now() - begunMs, segmentationMs)
    return compositor.canvas
  }

  async #person({ data }: ImageData): Promise<Uint8ClampedArray | undefined> {
    if (this.#segmentation.state !== 'ready') return undefined
    try {
      return this.#mask.update(await this.#segmentation.segmenter.confidences(data))
    } catch (error) {
      this.#segmentation = { state: 'failed' }
      this.#options.onFailed(error)
      return undefined
    }
  }

  async #load(): Promise<void> {
    if (this.#segmentation.state === 'ready') return
    if (this.#segmentation.state !== 'loading') {
      this.#segmentation = { state: 'loading', done: Segmenter.load(this.#options.files) }
    }
    const { done } = this.#segmentation
    try {
      this.#segmentation = { state: 'ready', segmenter: await done }
    } catch (error) {
      this.#segmentation = { state: 'failed' }
      throw error
    }
  }

  #count(frameMs: number, segmentationMs: number): void {
    const { frames, ...before } = this.#statistics
    const share = frames === 0 ? 1 : newestShare
    this.#statistics = {
      frames: frames + 1,
      frameMs: before.frameMs + (frameMs - before.frameMs) * share,
      segmentationMs: before.segmentationMs + (segmentationMs - before.segmentationMs) * share,
    }
  }
}
