/**
 * A person in front of a bookshelf: head and shoulders that sway, speak and blink before a textured background, through
 * a camera that trembles and has a noisy sensor. It costs an encoder about what a webcam's picture does; a test card
 * would cost next to nothing. Deterministic, and loops without a seam.
 */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export interface I420Frame {
  readonly width: number
  readonly height: number
  readonly y: Uint8Array
  readonly u: Uint8Array
  readonly v: Uint8Array
}

interface Colour {
  readonly y: number
  readonly u: number
  readonly v: number
}

const skin: Colour = { y: 168, u: 108, v: 152 }
const hair: Colour = { y: 58, u: 120, v: 138 }
const shirt: Colour = { y: 92, u: 150, v: 112 }
const mouth: Colour = { y: 84, u: 118, v: 160 }
const eye: Colour = { y: 36, u: 128, v: 128 }
/** How far the trembling camera moves, of the height. */
const trembleShare = 0.008
/** Standard deviation of the sensor noise is about two thirds of this. */
const noiseAmplitude = 2

export class Scene {
  readonly #width: number
  readonly #height: number
  readonly #loopFrames: number
  readonly #background: I420Frame
  readonly #noise: Int8Array
  readonly #random: () => number

  constructor(options: { readonly width: number; readonly height: number; readonly loopFrames: number }) {
    this.#width = options.width
    this.#height = options.height
    this.#loopFrames = options.loopFrames
    const generator = xoroshiro128plus(20_260_101)
    this.#random = () => (generator.next() >>> 0) / 0x1_0000_0000
    this.#background = this.#paintBackground()
    this.#noise = Int8Array.from({ length: 1 << 16 }, () =>
      Math.round((this.#random() + this.#random() + this.#random() - 1.5) * noiseAmplitude * 1.3),
    )
  }

  frame(number: number): I420Frame {
    const { height } = this.#background
    const phase = (turns: number) => Math.sin((2 * Math.PI * turns * number) / this.#loopFrames)
    const tremble = Math.max(1, Math.round(height * trembleShare))
    const frame = this.#shiftedBackground(Math.round(tremble * phase(7)), Math.round(tremble * phase(11)))
    const centre = this.#width / 2 + height * (0.12 * phase(2) + 0.02 * phase(9))
    const headY = height * (0.48 + 0.025 * phase(5))
    const headRadius = height * (0.17 + 0.008 * phase(3))
    ellipse(
      frame,
      { x: centre - height * 0.03 * phase(2), y: height * 1.06, rx: height * 0.46, ry: height * 0.38 },
      shirt,
      9,
    )
    ellipse(frame, { x: centre, y: headY + headRadius * 1.1, rx: headRadius * 0.45, ry: headRadius * 0.6 }, skin, 0)
    ellipse(frame, { x: centre, y: headY - headRadius * 0.25, rx: headRadius * 0.98, ry: headRadius * 1.18 }, hair, 14)
    ellipse(frame, { x: centre, y: headY, rx: headRadius * 0.82, ry: headRadius * 1.08 }, skin, 5)
    const open = 0.05 + 0.13 * Math.abs(phase(23) * phase(6))
    ellipse(frame, { x: centre, y: headY + headRadius * 0.58, rx: headRadius * 0.28, ry: headRadius * open }, mouth, 0)
    const blink = phase(4) > 0.97 ? 0.02 : 0.09
    for (const side of [-1, 1]) {
      const x = centre + side * headRadius * 0.32
      ellipse(frame, { x, y: headY - headRadius * 0.15, rx: headRadius * 0.13, ry: headRadius * blink }, eye, 0)
    }
    this.#addNoise(frame.y, number)
    return frame
  }

  #paintBackground(): I420Frame {
    const [width, height] = [this.#width, this.#height]
    const frame = emptyFrame(width, height)
    const rows = 4
    const shelf = height / rows
    for (let row = 0; row < rows; row++) {
      for (let x = 0; x < width; ) {
        const bookWidth = Math.round(height * (0.025 + 0.045 * this.#random()))
        const colour = { y: 50 + 130 * this.#random(), u: 104 + 48 * this.#random(), v: 104 + 48 * this.#random() }
        const top = shelf * (row + 0.08 + 0.22 * this.#random())
        rectangle(frame, { left: x, right: x + bookWidth, top: shelf * row, bottom: top }, { y: 30, u: 128, v: 128 })
        rectangle(frame, { left: x, right: x + bookWidth, top, bottom: shelf * (row + 0.93) }, colour)
        x += bookWidth
      }
      rectangle(
        frame,
        { left: 0, right: width, top: shelf * (row + 0.93), bottom: shelf * (row + 1) },
        { y: 112, u: 116, v: 140 },
      )
    }
    // Grain of wood, paper and print: fixed texture that moves with the camera.
    for (let i = 0; i < frame.y.length; i++) frame.y[i] = clamp((frame.y[i] ?? 0) + (this.#random() - 0.5) * 12)
    return frame
  }

  #shiftedBackground(dx: number, dy: number): I420Frame {
    const frame = emptyFrame(this.#width, this.#height)
    shiftPlane(this.#background.y, frame.y, { width: this.#width, height: this.#height, dx, dy })
    const half = { width: this.#width / 2, height: this.#height / 2, dx: Math.round(dx / 2), dy: Math.round(dy / 2) }
    shiftPlane(this.#background.u, frame.u, half)
    shiftPlane(this.#background.v, frame.v, half)
    return frame
  }

  #addNoise(plane: Uint8Array, number: number): void {
    let offset = Math.imul(number + 1, 0x9e3779b1) >>> 16
    for (let i = 0; i < plane.length; i++) {
      plane[i] = clamp((plane[i] ?? 0) + (this.#noise[offset] ?? 0))
      offset = (offset + 1) & 0xffff
      // A table that repeats within a row would be a pattern that an encoder learns.
      if ((i & 0x7ff) === 0) offset = (Math.imul(offset + i + number, 0x85ebca6b) >>> 16) & 0xffff
    }
  }
}

function emptyFrame(width: number, height: number): I420Frame {
  const chroma = (width / 2) * (height / 2)
  return { width, height, y: new Uint8Array(width * height), u: new Uint8Array(chroma), v: new Uint8Array(chroma) }
}

function clamp(value: number): number {
  return Math.min(235, Math.max(16, value))
}

interface Shift {
  readonly width: number
  readonly height: number
  readonly dx: number
  readonly dy: number
}

function shiftPlane(from: Uint8Array, to: Uint8Array, { width, height, dx, dy }: Shift): void {
  for (let y = 0; y < height; y++) {
    const source = Math.min(height - 1, Math.max(0, y + dy)) * width
    for (let x = 0; x < width; x++) to[y * width + x] = from[source + Math.min(width - 1, Math.max(0, x + dx))] ?? 0
  }
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function rectangle(frame: I420Frame, { left, right, top, bottom }: Box, colour: Colour): void {
  paint(frame, { left, right, top, bottom }, (_x, _y) => colour.y, colour)
}

interface Ellipse {
  readonly x: number
  readonly y: number
  readonly rx: number
  readonly ry: number
}

/** Filled, lit from the left, with stripes of `texture` luma steps: cloth, hair. */
function ellipse(frame: I420Frame, { x, y, rx, ry }: Ellipse, colour: Colour, texture: number): void {
  const box = { left: x - rx, right: x + rx, top: y - ry, bottom: y + ry }
  paint(
    frame,
    box,
    (px, py) => {
      const [nx, ny] = [(px - x) / rx, (py - y) / ry]
      const distance = nx * nx + ny * ny
      if (distance > 1) return null
      return colour.y - 26 * nx - 18 * distance + texture * Math.sin(nx * 24 + ny * 9)
    },
    colour,
  )
}

function paint(
  frame: I420Frame,
  { left, right, top, bottom }: Box,
  luma: (x: number, y: number) => number | null,
  { u, v }: Colour,
): void {
  const { width, height } = frame
  for (let y = Math.max(0, Math.ceil(top)); y < Math.min(height, bottom); y++) {
    for (let x = Math.max(0, Math.ceil(left)); x < Math.min(width, right); x++) {
      const value = luma(x, y)
      if (value === null) continue
      frame.y[y * width + x] = clamp(value)
      if ((x | y) & 1) continue
      const chroma = (y / 2) * (width / 2) + x / 2
      frame.u[chroma] = u
      frame.v[chroma] = v
    }
  }
}
