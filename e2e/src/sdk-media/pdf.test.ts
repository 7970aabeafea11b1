import type { CapturedFile } from '@mrtc/web-sdk'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'
import { pdfOf } from './pdf-file.ts'

const stack = new AsyncDisposableStack()
let page: Page
/** What the page asked other hosts for. */
const elsewhere: string[] = []

const landscape = { width: 640, height: 360, colour: [1, 0, 0] } as const
const portrait = { width: 360, height: 640, colour: [0, 1, 0] } as const
const small = { width: 100, height: 100, colour: [0, 0, 1] } as const

beforeAll(async () => {
  page = await startMediaPage(stack)
  const { origin } = new URL(page.url())
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol.startsWith('http') && url.origin !== origin) elsewhere.push(request.url())
  })
})
afterAll(() => stack.disposeAsync())

/** Opens a PDF in the page; what is done with it there gives the result. */
async function withPdf<T>(
  data: Buffer,
  act: (media: CapturedFile) => Promise<T>,
  options: { readonly password?: string } = {},
): Promise<T> {
  return page.evaluate(
    async (encoded, given, source) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
      const media = await window.media.sdk.captureFile(new Blob([bytes], { type: 'application/pdf' }), given)
      try {
        // The function of the test itself: it uses nothing but the page.
        return await (new Function(`return (${source})`)() as (captured: CapturedFile) => Promise<T>)(media)
      } finally {
        media.stop()
      }
    },
    data.toString('base64'),
    options,
    act.toString(),
  )
}

const failureOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(String, (error: unknown) => (error instanceof Error ? error.message : String(error)))

describe('a PDF', () => {
  it('is shown page by page, each in its own shape', async () => {
    const seen = await withPdf(pdfOf([landscape, portrait, small]), async ({ video, audio, pages }) => {
      if (!video || !pages) throw new Error('something is missing')
      const { sdk, colourAt } = window.media
      const look = async () => {
        // A frame of the page before may still be on its way.
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        const { blob, width, height } = await sdk.takePicture(video)
        const [red = 0, green = 0, blue = 0] = await colourAt(blob, 0.5, 0.5)
        return { page: pages.current, width, height, colour: [red > 127, green > 127, blue > 127] }
      }
      const looks = [await look()]
      await pages.next()
      looks.push(await look())
      await pages.show(3)
      looks.push(await look())
      await pages.next()
      await pages.previous()
      return {
        looks,
        current: pages.current,
        count: pages.count,
        hint: video.contentHint,
        hasAudio: audio !== undefined,
      }
    })
    expect(seen).toEqual({
      looks: [
        { page: 1, width: 1_920, height: 1_080, colour: [true, false, false] },
        { page: 2, width: 1_080, height: 1_920, colour: [false, true, false] },
        { page: 3, width: 1_920, height: 1_920, colour: [false, false, true] },
      ],
      current: 2,
      count: 3,
      hint: 'text',
      hasAudio: false,
    })
  })

  it('shows the page that was asked for last when pages are turned fast', async () => {
    const shown = await withPdf(pdfOf([landscape, portrait, small]), async ({ pages }) => {
      if (!pages) throw new Error('no pages')
      await Promise.all([pages.next(), pages.next(), pages.previous()])
      return pages.current
    })
    expect(shown).toBe(2)
  })

  it('has Chinese text in fonts that it does not contain, from data beside the page', async () => {
    const plain = { ...landscape, colour: [1, 1, 1] } as const
    const share = await withPdf(pdfOf([{ ...plain, text: '视频会议' }]), async ({ video }) => {
      if (!video) throw new Error('no video')
      const { blob } = await window.media.sdk.takePicture(video)
      const bitmap = await createImageBitmap(blob)
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.drawImage(bitmap, 0, 0)
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height)
      return data.filter((value, index) => index % 4 === 0 && value < 100).length / (data.length / 4)
    })
    // Four characters: neither an empty page nor one of filled boxes.
    expect(share).toBeGreaterThan(0.005)
    expect(share).toBeLessThan(0.1)
  })

  it('that is protected opens with its password, and says so without', async () => {
    const locked = pdfOf([landscape], 'secret')
    expect(await withPdf(locked, async ({ pages }) => pages?.count, { password: 'secret' })).toBe(1)
    expect(await failureOf(withPdf(locked, async () => undefined))).toContain('give its password as `password`')
    expect(await failureOf(withPdf(locked, async () => undefined, { password: 'guess' }))).toContain('another one')
  })

  it('that is damaged is refused, and so are pages that it has not', async () => {
    expect(await failureOf(withPdf(Buffer.from('%PDF-1.4 and nothing'), async () => undefined))).toContain('damaged')
    const refused = await withPdf(pdfOf([landscape]), async ({ pages }) =>
      pages?.show(2).catch(({ code, field, message }) => ({ code, field, message })),
    )
    expect(refused).toEqual({ code: 'PARAMETER_INVALID', field: 'page', message: 'The pages of this file are 1 to 1.' })
  })

  it('asks no other host for anything', () => {
    expect(elsewhere).toEqual([])
  })
})
