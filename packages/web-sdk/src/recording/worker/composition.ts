import { layoutCells } from '../layout.ts'
import type { RecordingSize } from '../options.ts'
import { LatestPicture } from './latest-picture.ts'
import type { DrawnWatermark } from './messages.ts'
import { timeText } from './time-text.ts'

const defaultFontSizePx = 24
/** Of the font's size: white letters stay readable on white. */
const outlineShare = 1 / 8

type Context = OffscreenCanvasRenderingContext2D

function drawText(context: Context, text: string, mark: { x: number; y: number; fontSize?: number }): void {
  const fontSize = mark.fontSize ?? defaultFontSizePx
  context.font = `${fontSize}px sans-serif`
  context.textBaseline = 'top'
  context.lineJoin = 'round'
  context.lineWidth = fontSize * outlineShare
  context.strokeStyle = '#000'
  context.fillStyle = '#fff'
  context.strokeText(text, mark.x, mark.y)
  context.fillText(text, mark.x, mark.y)
}

function drawWatermark(context: Context, mark: DrawnWatermark, now: Date): void {
  switch (mark.kind) {
    case 'time':
      drawText(context, timeText(now), mark)
      break
    case 'text':
      drawText(context, mark.text, mark)
      break
    case 'image':
      context.drawImage(mark.image, mark.x, mark.y)
  }
}

/** The picture of the recording: streams beside each other, watermarks above. */
export class Composition {
  readonly canvas: OffscreenCanvas
  readonly #context: Context
  readonly #size: RecordingSize
  #pictures: readonly LatestPicture[] = []
  #watermarks: readonly DrawnWatermark[] = []

  constructor(size: RecordingSize) {
    this.#size = size
    this.canvas = new OffscreenCanvas(size.width, size.height)
    const context = this.canvas.getContext('2d', { alpha: false })
    if (context === null) throw new Error(`no canvas of ${size.width}x${size.height} can be had`)
    this.#context = context
  }

  setPictures(pictures: readonly ReadableStream<VideoFrame>[]): void {
    for (const picture of this.#pictures) picture.close()
    this.#pictures = pictures.map((frames) => new LatestPicture(frames))
  }

  setWatermarks(watermarks: readonly DrawnWatermark[]): void {
    for (const mark of this.#watermarks) if (mark.kind === 'image') mark.image.close()
    this.#watermarks = watermarks
  }

  draw(now: Date): void {
    const { width, height } = this.#size
    const context = this.#context
    context.fillStyle = this.#pictures.length > 1 ? '#fff' : '#000'
    context.fillRect(0, 0, width, height)
    const cells = layoutCells(this.#pictures.length, this.#size)
    for (const [index, cell] of cells.entries()) {
      context.fillStyle = '#000'
      context.fillRect(cell.x, cell.y, cell.width, cell.height)
      const frame = this.#pictures[index]?.frame
      if (frame === undefined) continue
      const scale = Math.min(cell.width / frame.displayWidth, cell.height / frame.displayHeight)
      const shownWidth = frame.displayWidth * scale
      const shownHeight = frame.displayHeight * scale
      const x = cell.x + (cell.width - shownWidth) / 2
      const y = cell.y + (cell.height - shownHeight) / 2
      context.drawImage(frame, x, y, shownWidth, shownHeight)
    }
    for (const mark of this.#watermarks) drawWatermark(context, mark, now)
  }

  close(): void {
    this.setPictures([])
    this.setWatermarks([])
  }
}
