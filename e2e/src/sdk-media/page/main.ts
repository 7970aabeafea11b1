/** The page of the capture, picture and recording tests. */
import * as sdk from '@mrtc/web-sdk'
import type { MediaPage, Painted } from './api.ts'

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

const media: MediaPage = { sdk, paint, colourAt, toBase64 }
Object.assign(window, { media })
