import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'

const stack = new AsyncDisposableStack()
let page: Page

beforeAll(async () => {
  page = await startMediaPage(stack)
})
afterAll(() => stack.disposeAsync())

/** One page for all: what is taken from it stays away, so the file is recorded first. */
it('plays files, takes pictures and refuses the rest where Safari lacks what Chromium has', async () => {
  const seen = await page.evaluate(async () => {
    const { sdk, paint, colourAt } = window.media
    const painted = paint({ width: 320, height: 180, colour: '#f00', toneHz: 440 })
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    const recording = await sdk.startRecording({ streams: [painted], size: { width: 320, height: 180 } })
    await wait(3_000)
    const { blob: file } = await recording.stop()
    const before = sdk.browserSupport().browserRecording.state

    for (const name of ['MediaStreamTrackProcessor', 'MediaStreamTrackGenerator', 'CropTarget']) {
      Reflect.deleteProperty(globalThis, name)
    }
    Reflect.deleteProperty(HTMLMediaElement.prototype, 'captureStream')
    Reflect.deleteProperty(MediaDevices.prototype, 'getDisplayMedia')

    const codeOf = (attempt: Promise<unknown>) =>
      attempt.then(
        () => 'done',
        (error: unknown) => (error instanceof sdk.MrtcError ? error.code : String(error)),
      )
    const media = await sdk.captureFile(file)
    if (!media.video || !media.audio) throw new Error('something is missing')
    // Recordings may begin black.
    let { blob, width } = await sdk.takePicture(media.video)
    let colour = await colourAt(blob, 0.5, 0.5)
    while ((colour[0] ?? 0) < 150 && media.video.readyState === 'live') {
      await wait(100)
      ;({ blob, width } = await sdk.takePicture(media.video))
      colour = await colourAt(blob, 0.5, 0.5)
    }
    media.stop()
    const after = sdk.browserSupport()
    return {
      before,
      width,
      colour,
      ended: media.video.readyState,
      playedFile: after.playedFile.state,
      screen: await codeOf(sdk.captureScreen()),
      region: await codeOf(sdk.captureRegion(document.body)),
      recording: await codeOf(sdk.startRecording({ streams: [painted], size: { width: 320, height: 180 } })),
      expected: [after.screen, after.region, after.browserRecording].map((one) => 'code' in one && one.code),
    }
  })
  expect(seen).toMatchObject({ before: 'full', width: 320, ended: 'ended', playedFile: 'replaced' })
  expect(seen.colour[0]).toBeGreaterThan(150)
  expect([seen.screen, seen.region, seen.recording]).toEqual(seen.expected)
})
