import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'

const stack = new AsyncDisposableStack()
let page: Page

beforeAll(async () => {
  page = await startMediaPage(stack, { sharesOwnTab: 'test' })
})
afterAll(() => stack.disposeAsync())

describe('a region of the page', () => {
  it('is shown alone, wherever it moves and whatever its size', async () => {
    const looks = await page.evaluate(async () => {
      const { sdk, colourAt } = window.media
      document.body.style.background = '#f00'
      const region = document.createElement('div')
      region.style.cssText = 'position: absolute; left: 40px; top: 30px; width: 320px; height: 180px; background: #0f0'
      document.body.append(region)
      const media = await sdk.captureRegion(region)
      const { video } = media
      if (!video) throw new Error('no video')
      // What changes makes frames; a page that stands still gives none.
      const timer = setInterval(() => {
        region.textContent = String(performance.now())
      }, 100)
      const look = async (width: number, height: number) => {
        const limit = performance.now() + 20_000
        for (;;) {
          const picture = await sdk.takePicture(video)
          if (Math.abs(picture.width - width) <= 2 && Math.abs(picture.height - height) <= 2) {
            const corners = [await colourAt(picture.blob, 0.02, 0.98), await colourAt(picture.blob, 0.98, 0.98)]
            const isGreen = corners.every(([red = 255, green = 0]) => red < 100 && green > 150)
            if (isGreen) return 'the region'
          }
          if (performance.now() > limit) return `${picture.width}x${picture.height}`
          await new Promise((resolve) => setTimeout(resolve, 200))
        }
      }
      const first = await look(320, 180)
      region.style.left = '200px'
      region.style.top = '120px'
      const moved = await look(320, 180)
      region.style.width = '200px'
      const resized = await look(200, 180)
      clearInterval(timer)
      media.stop()
      region.remove()
      return { first, moved, resized, after: video.readyState }
    })
    expect(looks).toEqual({ first: 'the region', moved: 'the region', resized: 'the region', after: 'ended' })
  })

  it('of a tab that was not chosen is refused, and so it is by browsers that cannot crop', async () => {
    const refused = await page.evaluate(async () => {
      const { sdk } = window.media
      const failureOf = (promise: Promise<unknown>) =>
        promise.then(String, ({ code, data }) => `${code} ${data?.device} ${data?.reason}`)
      const stop = { stopped: 0 }
      // As when a window or another tab is chosen: such tracks cannot be cropped.
      const another = {
        getDisplayMedia: async () => {
          const { video } = window.media.paint({ width: 64, height: 64, colour: '#00f' })
          const end = video.stop.bind(video)
          video.stop = () => {
            stop.stopped += 1
            end()
          }
          return new MediaStream([video])
        },
        getUserMedia: navigator.mediaDevices.getUserMedia,
        enumerateDevices: navigator.mediaDevices.enumerateDevices,
      }
      const otherTab = await failureOf(sdk.captureRegion(document.body, { mediaDevices: another }))
      Object.assign(globalThis, { CropTarget: undefined })
      const unable = await failureOf(sdk.captureRegion(document.body))
      return { otherTab, unable, ...stop }
    })
    expect(refused).toEqual({
      otherTab: 'CAPTURE_FAILED region unfit',
      unable: 'CAPTURE_FAILED region unsupported',
      stopped: 1,
    })
  })
})
