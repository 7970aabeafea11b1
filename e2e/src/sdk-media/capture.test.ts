import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'

const stack = new AsyncDisposableStack()
let page: Page

beforeAll(async () => {
  page = await startMediaPage(stack)
})
afterAll(() => stack.disposeAsync())

describe('a file', () => {
  it('that is an image is shown, no larger than 1920 pixels', async () => {
    const shown = await page.evaluate(async () => {
      const { sdk, colourAt } = window.media
      const canvas = new OffscreenCanvas(3_840, 2_000)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.fillStyle = '#0f0'
      context.fillRect(0, 0, 3_840, 2_000)
      const media = await sdk.captureFile(await canvas.convertToBlob())
      if (media.video === undefined) throw new Error('no video')
      const { blob, width, height } = await sdk.takePicture(media.video)
      media.stop()
      return {
        width,
        height,
        colour: await colourAt(blob, 0.5, 0.5),
        state: media.video.readyState,
        hasAudio: !!media.audio,
      }
    })
    expect(shown).toMatchObject({ width: 1_920, height: 1_000, state: 'ended', hasAudio: false })
    expect(shown.colour[1]).toBeGreaterThan(200)
  })

  it('that is a video is played, paused, resumed, and ends its tracks', async () => {
    const played = await page.evaluate(async () => {
      const { sdk, paint } = window.media
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const recording = await sdk.startRecording({
        streams: [paint({ width: 320, height: 180, colour: '#f00', toneHz: 440 })],
        size: { width: 320, height: 180 },
      })
      await wait(3_000)
      const { blob } = await recording.stop()
      const media = await sdk.captureFile(blob)
      const { video, audio, playback } = media
      if (!video || !audio || !playback) throw new Error('something is missing')
      const { width } = await sdk.takePicture(video)
      playback.pause()
      await wait(4_000)
      const whilePaused = video.readyState
      const ended = Promise.all(
        [video, audio].map((track) => new Promise((resolve) => track.addEventListener('ended', resolve))),
      )
      await playback.play()
      await ended
      return { width, whilePaused, after: [video.readyState, audio.readyState] }
    })
    expect(played).toEqual({ width: 320, whilePaused: 'live', after: ['ended', 'ended'] })
  })

  it('that is none of these, or broken, is refused', async () => {
    const reasons = await page.evaluate(async () => {
      const { sdk } = window.media
      const reasonOf = (type: string) =>
        sdk
          .captureFile(new Blob(['x'], { type }))
          .then(String, ({ code, data }) => `${code} ${data?.device} ${data?.reason}`)
      return [await reasonOf('text/plain'), await reasonOf('image/png'), await reasonOf('video/mp4')]
    })
    expect(reasons).toEqual(['unsupported', 'unfit', 'unfit'].map((reason) => `CAPTURE_FAILED file ${reason}`))
  })
})
