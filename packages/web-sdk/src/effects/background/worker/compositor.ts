import type { DrawnBackground } from '../messages.ts'
import type { BlurStrength } from '../options.ts'
import { BackgroundBlur } from './blur.ts'
import { segmentedSide } from './segmenter.ts'

/** Of the picture's height. */
const blurRadii: Readonly<Record<BlurStrength, number>> = { light: 0.015, strong: 0.045 }

export type Picture = VideoFrame | ImageBitmap

interface Size {
  readonly width: number
  readonly height: number
}

/** Draws persons before backgrounds. */
export class Compositor {
  readonly #small = surface(segmentedSide, segmentedSide, { willReadFrequently: true })
  readonly #mask = surface(segmentedSide, segmentedSide)
  readonly #maskPixels = new ImageData(segmentedSide, segmentedSide)
  readonly #blur = new BackgroundBlur(segmentedSide, segmentedSide)
  readonly #behind = surface(this.#blur.width, this.#blur.height)
  readonly #out = surface(segmentedSide, segmentedSide)
  /** The picture behind, as large as the output. */
  #scenery: { readonly image: ImageBitmap; readonly context: OffscreenCanvasRenderingContext2D } | undefined

  /** What was drawn last. */
  get canvas(): OffscreenCanvas {
    return this.#out.canvas
  }

  /** The picture as the model sees it. */
  reduce(picture: Picture): ImageData {
    this.#small.drawImage(picture, 0, 0, segmentedSide, segmentedSide)
    return this.#small.getImageData(0, 0, segmentedSide, segmentedSide)
  }

  drawPlain(picture: Picture): void {
    this.#fit(picture)
    this.#out.drawImage(picture, 0, 0)
  }

  /** All of the picture blurred. */
  drawCovered(picture: Picture, reduced: ImageData): void {
    const size = this.#fit(picture)
    this.#drawBlurred(reduced, undefined, 'strong', size)
  }

  /** @param person 0 background to 255 person for each pixel that the model sees */
  drawComposed(
    picture: Picture,
    reduced: ImageData,
    person: Uint8ClampedArray,
    background: Exclude<DrawnBackground, { kind: 'none' }>,
  ): void {
    const size = this.#fit(picture)
    const out = this.#out
    const { data } = this.#maskPixels
    for (let pixel = 0; pixel < person.length; pixel += 1) data[pixel * 4 + 3] = person[pixel] ?? 0
    this.#mask.putImageData(this.#maskPixels, 0, 0)
    out.globalCompositeOperation = 'copy'
    out.drawImage(this.#mask.canvas, 0, 0, size.width, size.height)
    out.globalCompositeOperation = 'source-in'
    out.drawImage(picture, 0, 0, size.width, size.height)
    out.globalCompositeOperation = 'destination-over'
    if (background.kind === 'blur') this.#drawBlurred(reduced, person, background.strength, size)
    else out.drawImage(this.#sceneryOf(background.image, size), 0, 0)
    out.globalCompositeOperation = 'source-over'
  }

  #drawBlurred(
    reduced: ImageData,
    person: Uint8ClampedArray | undefined,
    strength: BlurStrength,
    { width, height }: Size,
  ): void {
    const blur = this.#blur
    const y = blurRadii[strength] * blur.height
    const x = y * (height / width)
    const radius = { x: Math.max(1, Math.round(x)), y: Math.max(1, Math.round(y)) }
    const pixels = blur.apply(reduced.data, person, radius)
    this.#behind.putImageData(new ImageData(pixels, blur.width, blur.height), 0, 0)
    this.#out.drawImage(this.#behind.canvas, 0, 0, width, height)
  }

  #sceneryOf(image: ImageBitmap, { width, height }: Size): OffscreenCanvas {
    const { canvas } = this.#scenery?.context ?? {}
    if (canvas && this.#scenery?.image === image && canvas.width === width && canvas.height === height) return canvas
    const context = surface(width, height)
    context.imageSmoothingQuality = 'high'
    const scale = Math.max(width / image.width, height / image.height)
    const shown = { width: image.width * scale, height: image.height * scale }
    context.drawImage(image, (width - shown.width) / 2, (height - shown.height) / 2, shown.width, shown.height)
    this.#scenery = { image, context }
    return context.canvas
  }

  #fit(picture: Picture): Size {
    const isFrame = 'displayWidth' in picture
    const width = isFrame ? picture.displayWidth : picture.width
    const height = isFrame ? picture.displayHeight : picture.height
    const { canvas } = this.#out
    if (canvas.width !== width) canvas.width = width
    if (canvas.height !== height) canvas.height = height
    return { width, height }
  }
}

function surface(
  width: number,
  height: number,
  settings?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', settings)
  if (context === null) throw new Error(`no canvas of ${width}x${height} can be had`)
  return context
}
