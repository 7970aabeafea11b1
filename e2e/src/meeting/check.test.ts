import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type Coturn, startCoturn } from '../support/coturn.ts'
import { startPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { Visitor } from './visitor.ts'

describe('the check before a call', { timeout: 120_000 }, () => {
  const stack = new AsyncDisposableStack()
  let browser: Browser
  let coturn: Coturn

  beforeAll(async () => {
    coturn = stack.use(await startCoturn())
    browser = stack.adopt(await launchChromium(), (opened) => opened.close())
  })
  afterAll(() => stack.disposeAsync())

  /** What each step says when all of it is done. */
  async function checked(url: string, prepare: (page: Page) => Promise<void> = async () => {}) {
    const visitor = await Visitor.open(browser, new URL('/new', url).href, {
      prepare,
      size: { width: 1280, height: 900 },
    })
    await visitor.presses('check')
    await waitFor(async () => (await visitor.count('[data-testid="check-verdict"]')) === 1, {
      what: 'the verdict',
      timeoutMs: 90_000,
    })
    const steps = await visitor.page.$$eval('[data-testid="check-step"]', (rows) =>
      rows.map((row) => [row.getAttribute('data-check'), row.getAttribute('data-outcome')]),
    )
    const verdict = await visitor.page.$eval('[data-testid="check-verdict"]', (it) => it.getAttribute('data-verdict'))
    return { visitor, verdict, steps: Object.fromEntries(steps) as Record<string, string> }
  }

  it('ticks off every step where a call works, and gives the result to copy', async () => {
    await using platform = await startPlatform({ turn: { urls: [coturn.url], secret: coturn.secret } })
    const { visitor, steps, verdict } = await checked(platform.httpUrl)
    expect(new Set(Object.values(steps))).toEqual(new Set(['passed']))
    expect(verdict).toBe('good')
    const context = visitor.page.browserContext()
    await context.overridePermissions(platform.httpUrl, ['clipboard-read', 'clipboard-write', 'camera', 'microphone'])
    await visitor.presses('check-copy')
    await waitFor(async () => (await visitor.text('check-copy'))[0] === 'Copied', { what: 'the result to be copied' })
    const copied = await visitor.page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain('mrtc connection check: good')
    expect(copied).toContain('udp: passed')
    expect(visitor.errors).toEqual([])
  })

  it('says what to do where UDP is blocked and a relay refuses its credentials', async () => {
    await using platform = await startPlatform({ turn: { urls: [coturn.url], secret: 'another-secret-than-its' } })
    const { visitor, steps, verdict } = await checked(platform.httpUrl, async (page) => {
      await page.evaluateOnNewDocument(blockUdp)
    })
    expect(steps).toMatchObject({ udp: 'failed', tcp: 'passed', turn: 'failed', uplink: 'passed', downlink: 'passed' })
    expect(verdict).toBe('limited')
    const words = (await visitor.text('check-step')).join(' ')
    expect(words).toContain('MEDIA_TIMEOUT')
    expect(words).toContain('A firewall blocks UDP')
    expect(words).toContain('The relay refuses its credentials')
    const screenshot = process.env.MRTC_SCREENSHOT
    if (screenshot !== undefined) await visitor.page.screenshot({ path: screenshot as `${string}.png` })
  })
})

/** Runs in the page: what the server offers of UDP is not used. */
function blockUdp(): void {
  const real: (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void> =
    RTCPeerConnection.prototype.setRemoteDescription
  RTCPeerConnection.prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
    const lines = (description.sdp ?? '').split('\r\n').filter((line) => !/^a=candidate:\S+ \d+ udp /i.test(line))
    return real.call(this, { ...description, sdp: lines.join('\r\n') })
  }
}
