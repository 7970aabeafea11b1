import { readFile } from 'node:fs/promises'
import type { Page } from 'puppeteer-core'

const portrait = new URL('../sdk-media/people/eileen-collins.jpg', import.meta.url)

/** Puts somebody before the page's camera: they look at it and do not move. */
export async function sitBeforeCamera(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(
    (jpeg: string) => {
      const { mediaDevices } = navigator
      const capture = mediaDevices.getUserMedia.bind(mediaDevices)
      mediaDevices.getUserMedia = async (constraints) => {
        if (!constraints?.video) return capture(constraints)
        const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0))
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
        const canvas = document.createElement('canvas')
        canvas.width = 1280
        canvas.height = 720
        const context = canvas.getContext('2d')
        const stream = canvas.captureStream(15)
        const draw = () => context?.drawImage(image, 0, 0, canvas.width, canvas.height)
        draw()
        const timer = setInterval(() => {
          draw()
          if (stream.getVideoTracks().every(({ readyState }) => readyState === 'ended')) clearInterval(timer)
        }, 1_000 / 15)
        if (constraints.audio) {
          const { audio } = constraints
          for (const track of (await capture({ audio })).getAudioTracks()) stream.addTrack(track)
        }
        return stream
      }
    },
    await readFile(portrait, 'base64'),
  )
}

/** Of the portrait: where its face is, and where a flag stands beside it. Shares of width and height. */
export const face = { x: 0.38, y: 0.22, width: 0.14, height: 0.36 }
export const flag = { x: 0, y: 0.05, width: 0.13, height: 0.5 }

/** How much neighbouring pixels of a region differ: less in what is blurred. */
export function detail(page: Page, video: string, region: typeof face): Promise<number> {
  return page.$eval(
    video,
    (element, { x, y, width, height }) => {
      const canvas = new OffscreenCanvas(640, 360)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.drawImage(element as HTMLVideoElement, 0, 0, 640, 360)
      const { data } = context.getImageData(x * 640, y * 360, width * 640, height * 360)
      let sum = 0
      for (let at = 4; at < data.length; at += 4) sum += Math.abs((data[at] ?? 0) - (data[at - 4] ?? 0))
      return sum / (data.length / 4)
    },
    region,
  )
}
