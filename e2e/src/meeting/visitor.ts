/** A person at the call page, who finds things by what they see and touches them as a person does. */
import type { Browser, Page } from 'puppeteer-core'
import { waitFor } from '../support/wait.ts'

const testId = (id: string) => `[data-testid="${id}"]`

export interface VisitorOptions {
  readonly size?: { readonly width: number; readonly height: number }
  /** What has to be done to the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<void>
  /** Where what the page saves goes. */
  readonly downloads?: string
}

export class Visitor {
  readonly page: Page
  /** What the page complained of. */
  readonly errors: string[] = []

  private constructor(page: Page) {
    this.page = page
    page.on('pageerror', (error) => this.errors.push(error instanceof Error ? error.message : String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error') this.errors.push(message.text())
    })
  }

  static async open(
    browser: Browser,
    url: string,
    { size = { width: 1280, height: 800 }, prepare, downloads }: VisitorOptions = {},
  ): Promise<Visitor> {
    const context = await browser.createBrowserContext(
      downloads === undefined ? {} : { downloadBehavior: { policy: 'allow', downloadPath: downloads } },
    )
    const page = await context.newPage()
    await page.setViewport(size)
    const visitor = new Visitor(page)
    await prepare?.(page)
    await page.goto(url)
    return visitor
  }

  async sees(id: string): Promise<void> {
    await this.page.waitForSelector(testId(id), { visible: true })
  }

  async presses(id: string): Promise<void> {
    await this.sees(id)
    await this.page.locator(testId(id)).click()
  }

  async writes(id: string, text: string): Promise<void> {
    await this.page.locator(testId(id)).fill(text)
  }

  /** Goes from the home page into a call of their own. */
  async startsCall(name: string): Promise<void> {
    await this.writes('name-input', name)
    await this.presses('new-call')
    await this.presses('join')
    await this.sees('call')
  }

  /** Enters the call that the address names. */
  async joinsCall(name: string): Promise<void> {
    await this.writes('name-input', name)
    await this.presses('join')
    await this.sees('call')
  }

  /** Presses what lets a file be chosen, and chooses this one. */
  async choosesFile(id: string, path: string): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), this.presses(id)])
    await chooser.accept([path])
  }

  text(id: string): Promise<string[]> {
    return this.page.$$eval(testId(id), (elements) => elements.map((element) => element.textContent ?? ''))
  }

  /** Names on the tiles whose picture moves. */
  async movingTiles(): Promise<number> {
    return this.page.$$eval(
      testId('tile'),
      async (tiles) =>
        (
          await Promise.all(
            tiles.map(async (tile) => {
              const video = tile.querySelector('video')
              if (!video || video.videoWidth === 0) return false
              const before = video.getVideoPlaybackQuality().totalVideoFrames
              await new Promise((resolve) => setTimeout(resolve, 500))
              return video.getVideoPlaybackQuality().totalVideoFrames > before
            }),
          )
        ).filter(Boolean).length,
    )
  }

  async seesMoving(count: number): Promise<void> {
    await waitFor(async () => (await this.movingTiles()) === count, { what: `${count} tiles that move` })
  }

  /** How often an element is there. */
  count(selector: string): Promise<number> {
    return this.page.$$eval(selector, (elements) => elements.length)
  }
}
