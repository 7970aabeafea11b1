import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'

const stack = new AsyncDisposableStack()
let page: Page

beforeAll(async () => {
  page = await startMediaPage(stack)
})
afterAll(() => stack.disposeAsync())

describe('takePicture', () => {
  it.each([
    [{}, 320, 240, 'image/png'],
    [{ width: 160, type: 'image/jpeg' }, 160, 120, 'image/jpeg'],
    [{ height: 480, type: 'image/png' }, 640, 480, 'image/png'],
  ] as const)('of a track with %j is %dx%d %s', async (options, width, height, type) => {
    const taken = await page.evaluate(async (wanted) => {
      const { sdk, paint, colourAt } = window.media
      const { video } = paint({ width: 320, height: 240, colour: '#00f' })
      const picture = await sdk.takePicture(video, wanted)
      const bitmap = await createImageBitmap(picture.blob)
      const real = { width: bitmap.width, height: bitmap.height }
      return { ...picture, type: picture.blob.type, real, colour: await colourAt(picture.blob, 0.5, 0.5) }
    }, options)
    expect(taken).toMatchObject({ width, height, type, real: { width, height } })
    const [red = 0, green = 0, blue = 0] = taken.colour
    expect(blue - red).toBeGreaterThan(200)
    expect(blue - green).toBeGreaterThan(200)
  })

  it('of another shape keeps the proportions, with bars', async () => {
    const colours = await page.evaluate(async () => {
      const { sdk, paint, colourAt } = window.media
      const { video } = paint({ width: 320, height: 160, colour: '#0f0' })
      const { blob } = await sdk.takePicture(video, { width: 200, height: 200 })
      return [await colourAt(blob, 0.5, 0.5), await colourAt(blob, 0.5, 0.05)]
    })
    expect(colours[0]?.[1]).toBeGreaterThan(200)
    expect(colours[1]).toEqual([0, 0, 0])
  })

  it('of an element shows what the element plays', async () => {
    const size = await page.evaluate(async () => {
      const { sdk, paint } = window.media
      const element = document.createElement('video')
      element.muted = true
      element.srcObject = new MediaStream([paint({ width: 160, height: 120, colour: '#f00' }).video])
      document.body.append(element)
      void element.play()
      const { width, height } = await sdk.takePicture(element)
      return { width, height }
    })
    expect(size).toEqual({ width: 160, height: 120 })
  })

  it.each([0, 1.5, 8193])('refuses a width of %d', async (width) => {
    const error = await page.evaluate(async (side) => {
      const { sdk, paint } = window.media
      const { video } = paint({ width: 160, height: 120, colour: '#f00' })
      return sdk.takePicture(video, { width: side }).catch(({ code, field }) => ({ code, field }))
    }, width)
    expect(error).toEqual({ code: 'PARAMETER_INVALID', field: 'width' })
  })

  it('says that a stream has ended, shows nothing, or was not waited for', async () => {
    const codes = await page.evaluate(async () => {
      const { sdk, paint } = window.media
      const codeOf = (promise: Promise<unknown>) => promise.then(String, ({ code }) => String(code))
      const { video: ended } = paint({ width: 160, height: 120, colour: '#f00' })
      ended.stop()
      const canvas = document.createElement('canvas')
      canvas.getContext('2d')
      const [still] = canvas.captureStream(0).getVideoTracks()
      if (still === undefined) throw new Error('no track')
      still.enabled = false
      const frameless = document.createElement('video')
      const signal = AbortSignal.timeout(50)
      return [
        await codeOf(sdk.takePicture(ended)),
        await codeOf(sdk.takePicture(frameless)),
        await codeOf(sdk.takePicture(frameless, { signal })),
      ]
    })
    expect(codes).toEqual(['MEDIA_FAILED', 'MEDIA_TIMEOUT', 'REQUEST_ABORTED'])
  })
})
