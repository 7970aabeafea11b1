/** The page of the capture, picture and recording tests. */
import * as sdk from '@mrtc/web-sdk'
import type { Compared, MediaPage, Painted, Region, ShownPicture } from './api.ts'
import { loudness, noisyVoice } from './voice.ts'

const framesPerSecond = 15
const msPerSecond = 1_000

function paint({ width, height, colour, toneHz }: Painted) {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  let step = 0
  // A worker's timer: the test hides the page.
  const timer = new Worker(
    URL.createObjectURL(new Blob([`setInterval(() => postMessage(0), ${msPerSecond / framesPerSecond})`])),
  )
  timer.onmessage = () => {
    context.fillStyle = colour
    context.fillRect(0, 0, width, height)
    context.fillStyle = '#fff'
    context.fillRect(step++ % width, 0, 4, 4)
  }
  const [video] = canvas.captureStream(framesPerSecond).getVideoTracks()
  if (video === undefined) throw new Error('no track')
  if (toneHz === undefined) return { video }
  const sound = new AudioContext()
  const oscillator = sound.createOscillator()
  oscillator.frequency.value = toneHz
  const destination = sound.createMediaStreamDestination()
  oscillator.connect(destination)
  oscillator.start()
  const [audio] = destination.stream.getAudioTracks()
  return { video, ...(audio ? { audio } : {}) }
}

async function colourAt(picture: Blob, x: number, y: number): Promise<readonly number[]> {
  const bitmap = await createImageBitmap(picture)
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.drawImage(bitmap, 0, 0)
  const { data } = context.getImageData(Math.floor(x * (bitmap.width - 1)), Math.floor(y * (bitmap.height - 1)), 1, 1)
  return [...data.slice(0, 3)]
}

async function toBase64(blob: Blob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const reader = new FileReader()
  reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
  reader.onerror = () => reject(reader.error)
  reader.readAsDataURL(blob)
  return promise
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error('no canvas')
  return context
}

async function showPicture(
  jpegBase64: string,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<ShownPicture> {
  const bytes = Uint8Array.from(atob(jpegBase64), (letter) => letter.charCodeAt(0))
  const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
  const still = contextOf(width, height)
  still.drawImage(image, 0, 0, width, height)
  const shown = contextOf(width, height)
  let step = 0
  const draw = () => {
    shown.drawImage(still.canvas, 0, 0)
    // One pixel, in a corner.
    shown.fillStyle = `hsl(${(step++ * 40) % 360} 50% 50%)`
    shown.fillRect(0, 0, 1, 1)
  }
  draw()
  const timer = setInterval(draw, msPerSecond / framesPerSecond)
  const [video] = shown.canvas.captureStream(framesPerSecond).getVideoTracks()
  if (video === undefined) throw new Error('no track')
  return {
    video,
    compare: async (track, region) => {
      const picture = await createImageBitmap((await sdk.takePicture(track)).blob)
      const taken = contextOf(width, height)
      taken.drawImage(picture, 0, 0, width, height)
      return compared(pixelsOf(still, region), pixelsOf(taken, region))
    },
    stop: () => {
      clearInterval(timer)
      video.stop()
    },
  }
}

function pixelsOf(context: CanvasRenderingContext2D, { x, y, width, height }: Region): Uint8ClampedArray {
  const { canvas } = context
  return context.getImageData(
    Math.round(x * canvas.width),
    Math.round(y * canvas.height),
    Math.round(width * canvas.width),
    Math.round(height * canvas.height),
  ).data
}

function compared(before: Uint8ClampedArray, after: Uint8ClampedArray): Compared {
  const sums: [number, number, number] = [0, 0, 0]
  let differences = 0
  for (let at = 0; at < after.length; at += 4) {
    for (const colour of [0, 1, 2] as const) {
      const value = after[at + colour] ?? 0
      sums[colour] += value
      differences += Math.abs(value - (before[at + colour] ?? 0))
    }
  }
  const pixels = after.length / 4
  return { difference: differences / pixels / 3, colour: [sums[0] / pixels, sums[1] / pixels, sums[2] / pixels] }
}

const media: MediaPage = { sdk, paint, showPicture, colourAt, noisyVoice, loudness, toBase64 }
Object.assign(window, { media })
