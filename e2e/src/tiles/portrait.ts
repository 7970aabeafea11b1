import { type I420Frame, i420FromBuffer } from '@mrtc/bot'

export interface PortraitOptions {
  readonly width: number
  readonly height: number
  /** Of the background, 0 to 1 around the circle. */
  readonly hue: number
  /** Of the head that sways, 0 to 1 there and back. */
  readonly phase: number
  readonly timestampMs: number
}

/** Brightness, and how far from grey: backgrounds dark, people light. */
const background = { top: 112, bottom: 62, chroma: 34 }
const shoulders = { luma: 168, chroma: 22 }
const head = { luma: 196, chroma: 12 }
const grey = 128
/** Of the width. */
const sway = 0.03

interface Ellipse {
  readonly x: number
  readonly y: number
  readonly radiusX: number
  readonly radiusY: number
}

const isIn = ({ x, y, radiusX, radiusY }: Ellipse, atX: number, atY: number) =>
  ((atX - x) / radiusX) ** 2 + ((atY - y) / radiusY) ** 2 <= 1

/** Somebody before a wall, as tightly packed I420: what a camera of a call shows, without anybody in it. */
export function drawPortrait({ width, height, hue, phase, timestampMs }: PortraitOptions): I420Frame {
  const chromaWidth = width / 2
  const luma = width * height
  const data = Buffer.alloc(luma + 2 * chromaWidth * (height / 2))
  const x = width * (0.5 + sway * Math.sin(2 * Math.PI * phase))
  const face: Ellipse = { x, y: height * 0.42, radiusX: height * 0.17, radiusY: height * 0.21 }
  const body: Ellipse = { x, y: height * 1.08, radiusX: height * 0.4, radiusY: height * 0.4 }
  const angle = 2 * Math.PI * hue
  for (let row = 0; row < height; row += 1) {
    const wall = background.top + ((background.bottom - background.top) * row) / height
    for (let column = 0; column < width; column += 1) {
      const shown = isIn(face, column, row) ? head : isIn(body, column, row) ? shoulders : undefined
      data[row * width + column] = shown?.luma ?? wall
      if (row % 2 === 1 || column % 2 === 1) continue
      const at = luma + (row / 2) * chromaWidth + column / 2
      const chroma = shown?.chroma ?? background.chroma
      // People have the colour opposite to their wall's.
      const turned = shown === undefined ? angle : angle + Math.PI
      data[at] = grey + chroma * Math.cos(turned)
      data[at + chromaWidth * (height / 2)] = grey + chroma * Math.sin(turned)
    }
  }
  return i420FromBuffer(data, { width, height, timestampMs })
}
