import type { Browser, Page } from 'puppeteer-core'
import type { Drain, JoinPlan, ProbePage, RoomAddress } from '../page/index.ts'
import { type ChromiumOptions, launchChromium } from './chromium.ts'
import { compareClocks, keepLine, type Participant } from './participant.ts'

const closeTimeoutMs = 3_000

/** A participant in a Chromium of its own, driven through `window.probe`. */
export class ChromiumClient implements Participant {
  readonly kind = 'chromium'
  readonly name: string
  readonly log: string[] = []
  readonly #browser: Browser
  readonly #page: Page

  private constructor(name: string, browser: Browser, page: Page) {
    this.name = name
    this.#browser = browser
    this.#page = page
    page.on('console', (message) => {
      if (message.type() === 'warn' || message.type() === 'error')
        keepLine(this.log, `${message.type()}: ${message.text()}`)
    })
    page.on('pageerror', (error) =>
      keepLine(this.log, `error: ${error instanceof Error ? error.message : String(error)}`),
    )
  }

  /** @param script the page's, from `bundlePage` */
  static async open(options: ChromiumOptions, script: string): Promise<ChromiumClient> {
    const browser = await launchChromium(options)
    try {
      const page = await browser.newPage()
      const client = new ChromiumClient(options.host.name, browser, page)
      // The page comes from here, so that a lossy link has no part in loading it.
      await page.setRequestInterception(true)
      page.on('request', (request) => {
        const isDocument = request.isNavigationRequest()
        const body = isDocument ? '<!doctype html><title>probe</title><body>' : ''
        request.respond({ status: isDocument ? 200 : 204, contentType: 'text/html', body }).catch(() => {})
      })
      await page.goto(`${options.origin}/`)
      await page.setRequestInterception(false)
      await page.addScriptTag({ content: script })
      return client
    } catch (error) {
      await browser.close()
      throw error
    }
  }

  get pid(): number | undefined {
    return this.#browser.process()?.pid
  }

  clock(): Promise<{ offsetMs: number; errorMs: number }> {
    return compareClocks(() => this.#page.evaluate(() => (window as unknown as { probe: ProbePage }).probe.now()))
  }

  join(plan: JoinPlan): Promise<RoomAddress> {
    return this.#page.evaluate((it) => (window as unknown as { probe: ProbePage }).probe.join(it), plan)
  }

  drain(): Promise<Drain> {
    return this.#page.evaluate(() => (window as unknown as { probe: ProbePage }).probe.drain())
  }

  pauseVideo(paused: boolean): Promise<void> {
    return this.#page.evaluate((it) => (window as unknown as { probe: ProbePage }).probe.pauseVideo(it), paused)
  }

  leave(): Promise<void> {
    return this.#page.evaluate(() => (window as unknown as { probe: ProbePage }).probe.leave())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const child = this.#browser.process()
    const closed = this.#browser.close().catch(() => {})
    const timer = setTimeout(() => child?.kill('SIGKILL'), closeTimeoutMs)
    await closed
    clearTimeout(timer)
  }
}
