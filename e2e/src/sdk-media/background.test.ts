import { readFile } from 'node:fs/promises'
import type { HTTPRequest, Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { waitFor } from '../support/wait.ts'
import { startMediaPage } from './media-page.ts'
import type { Region } from './page/api.ts'

/** Of the portrait. */
const regions = {
  face: { x: 0.38, y: 0.22, width: 0.14, height: 0.36 },
  suit: { x: 0.3, y: 0.88, width: 0.2, height: 0.1 },
  flag: { x: 0, y: 0.05, width: 0.13, height: 0.5 },
  rocket: { x: 0.76, y: 0.1, width: 0.14, height: 0.7 },
} as const satisfies Record<string, Region>

/** What a copy of a picture differs by. */
const sameWithin = 6
const size = { width: 640, height: 360 }

const stack = new AsyncDisposableStack()
let page: Page
let portrait: string

beforeAll(async () => {
  page = await startMediaPage(stack)
  portrait = await readFile(new URL('people/eileen-collins.jpg', import.meta.url), 'base64')
})
afterAll(() => stack.disposeAsync())

beforeEach(() =>
  page.evaluate(
    async (picture, shownSize) => {
      window.shown = await window.media.showPicture(picture, shownSize)
    },
    portrait,
    size,
  ),
)
afterEach(async () => {
  await page.evaluate(() => {
    window.background?.close()
    window.shown?.stop()
  })
  await waitFor(() => page.workers().length === 0, { what: 'the workers are gone' })
})

/** Of what is shown now with the portrait. */
const compare = (regionsCompared: typeof regions = regions) =>
  page.evaluate(async (all) => {
    const { shown, background } = window
    if (!shown || !background) throw new Error('nothing is shown')
    const { face, suit, flag, rocket } = all
    const of = (region: typeof face | typeof suit | typeof flag | typeof rocket) =>
      shown.compare(background.track, region)
    return { face: await of(face), suit: await of(suit), flag: await of(flag), rocket: await of(rocket) }
  }, regionsCompared)

const startBlurred = (strength: 'light' | 'strong') =>
  page.evaluate(async (chosen) => {
    const { sdk } = window.media
    if (!window.shown) throw new Error('nothing is shown')
    const background = { kind: 'blur', strength: chosen } as const
    window.background = await sdk.startVideoBackground(window.shown.video, { background })
  }, strength)

describe('another background', () => {
  it('blurs what is behind a person and nothing of the person, more when it is to be strong', async () => {
    await startBlurred('strong')
    const strong = await compare()
    expect(strong.face.difference).toBeLessThan(sameWithin)
    expect(strong.suit.difference).toBeLessThan(sameWithin)
    expect(strong.flag.difference).toBeGreaterThan(4 * sameWithin)
    expect(strong.rocket.difference).toBeGreaterThan(2 * sameWithin)
    await page.evaluate(() => window.background?.set({ kind: 'blur', strength: 'light' }))
    const light = await compare()
    expect(light.face.difference).toBeLessThan(sameWithin)
    expect(light.flag.difference).toBeLessThan(strong.flag.difference)
    expect(light.flag.difference).toBeGreaterThan(sameWithin)
  })

  it('shows a picture behind the person, then the room again, on the same track', async () => {
    await startBlurred('light')
    await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(300, 300)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.fillStyle = '#0f0'
      context.fillRect(0, 0, 300, 300)
      await window.background?.set({ kind: 'image', image: await canvas.convertToBlob() })
    })
    const green = await compare()
    for (const { colour } of [green.flag, green.rocket]) {
      const [red, greenness, blue] = colour
      expect(greenness).toBeGreaterThan(220)
      expect(Math.max(red, blue)).toBeLessThan(40)
    }
    expect(green.face.difference).toBeLessThan(sameWithin)
    await page.evaluate(() => window.background?.set({ kind: 'none' }))
    const plain = await compare()
    for (const { difference } of Object.values(plain)) expect(difference).toBeLessThan(sameWithin)
  })

  it('goes on with each frame of the source, and with another source', async () => {
    await startBlurred('strong')
    const drawn = async () => (await page.evaluate(() => window.background?.statistics()))?.frames ?? 0
    const before = await drawn()
    await waitFor(async () => (await drawn()) > before + 30, { what: 'thirty more frames are drawn' })
    const cost = await page.evaluate(() => window.background?.statistics())
    console.log(`a frame of ${size.width}x${size.height}: ${JSON.stringify(cost)}`)
    const width = await page.evaluate(async (picture) => {
      const { showPicture, sdk } = window.media
      const { background } = window
      if (!background) throw new Error('no background')
      const other = await showPicture(picture, { width: 320, height: 180 })
      background.replaceSource(other.video)
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      for (let tries = 0; tries < 200; tries += 1) {
        const taken = await sdk.takePicture(background.track)
        if (taken.width === 320) break
        await wait(100)
      }
      const taken = await sdk.takePicture(background.track)
      other.stop()
      return taken.width
    }, portrait)
    expect(width).toBe(320)
  })

  it('ends its track and its worker when it is closed, when the track is stopped, and when the source ends', async () => {
    for (const end of ['closed', 'stopped', 'source'] as const) {
      await startBlurred('light')
      expect(page.workers()).toHaveLength(1)
      const ended = await page.evaluate(async (how) => {
        const { background, shown } = window
        if (!background || !shown) throw new Error('nothing is shown')
        const over = new Promise<string>((resolve) =>
          background.on('ended', () => resolve(background.track.readyState)),
        )
        if (how === 'closed') background.close()
        if (how === 'stopped') background.track.stop()
        if (how === 'source') shown.video.dispatchEvent(new Event('ended'))
        return over
      }, end)
      expect(ended).toBe('ended')
      await waitFor(() => page.workers().length === 0, { what: 'the worker is gone' })
    }
  })

  it('takes pictures over a canvas where the browser gives no frames', async () => {
    const features = await page.evaluateHandle(() => {
      const { MediaStreamTrackGenerator, MediaStreamTrackProcessor } = window as unknown as Record<string, unknown>
      Object.assign(window, { MediaStreamTrackGenerator: undefined, MediaStreamTrackProcessor: undefined })
      return { MediaStreamTrackGenerator, MediaStreamTrackProcessor }
    })
    try {
      await startBlurred('strong')
    } finally {
      await page.evaluate((kept) => Object.assign(window, kept), features)
    }
    const isBlurred = async () => {
      const { face, flag } = await compare()
      return face.difference < sameWithin && flag.difference > 4 * sameWithin
    }
    await waitFor(isBlurred, { what: 'the background is blurred and the face is not' })
  })
})

describe('a background that cannot be had', () => {
  const withModel = async (answer: (request: HTTPRequest) => void, run: () => Promise<void>) => {
    const intercept = (request: HTTPRequest) => {
      if (request.url().endsWith('.tflite')) answer(request)
      else void request.continue()
    }
    await page.setRequestInterception(true)
    page.on('request', intercept)
    try {
      await run()
    } finally {
      page.off('request', intercept)
      await page.setRequestInterception(false)
    }
  }
  const startPlain = () =>
    page.evaluate(async () => {
      if (!window.shown) throw new Error('nothing is shown')
      window.background = await window.media.sdk.startVideoBackground(window.shown.video, {
        background: { kind: 'none' },
      })
    })

  it('gives no track, so that nobody is seen without it', async () => {
    await page.setCacheEnabled(false)
    await withModel(
      (request) => void request.abort(),
      async () => {
        const failure = await page.evaluate(() => {
          if (!window.shown) throw new Error('nothing is shown')
          return window.media.sdk
            .startVideoBackground(window.shown.video, { background: { kind: 'blur' } })
            .then(String, ({ code, data }) => `${code} ${data?.reason}`)
        })
        expect(failure).toBe('MEDIA_FAILED failed')
      },
    )
  })

  it('covers the whole picture of one who had none, from the wish on, until it is there or taken back', async () => {
    const held: HTTPRequest[] = []
    await withModel(
      (request) => void held.push(request),
      async () => {
        await startPlain()
        await page.evaluate(() => {
          window.wish = window.background
            ?.set({ kind: 'blur', strength: 'light' })
            .then(String, ({ code }) => String(code))
        })
        await waitFor(() => held.length === 1, { what: 'the model is asked for' })
        const isCovered = async () => (await compare()).face.difference > sameWithin
        await waitFor(isCovered, { what: 'the face is covered while the model is loaded' })
        await held[0]?.abort()
        expect(await page.evaluate(() => window.wish)).toBe('MEDIA_FAILED')
        expect(await isCovered()).toBe(true)
        await page.evaluate(() => window.background?.set({ kind: 'none' }))
        await waitFor(async () => !(await isCovered()), { what: 'the face is seen again' })
      },
    )
  })

  it('is refused with the field that is wrong', async () => {
    const failures = await page.evaluate(async () => {
      const { sdk } = window.media
      const { video } = window.shown ?? {}
      if (!video) throw new Error('nothing is shown')
      const failureOf = (options: Parameters<typeof sdk.startVideoBackground>[1]) =>
        sdk.startVideoBackground(video, options).then(String, ({ code, field }) => `${code} ${field}`)
      return [
        await failureOf({ background: { kind: 'image', image: new Blob(['x']) } }),
        await failureOf({ background: { kind: 'blur' }, steadiness: 2 }),
      ]
    })
    expect(failures).toEqual(['PARAMETER_INVALID image', 'PARAMETER_INVALID steadiness'])
  })
})
