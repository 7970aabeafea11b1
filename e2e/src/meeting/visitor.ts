/** A person at the call page, who finds things by what they see and touches them as a person does. */
import type { Browser, Page } from 'puppeteer-core'
import { PageUser, testId } from '../support/page-user.ts'
import { waitFor } from '../support/wait.ts'

export interface VisitorOptions {
  readonly size?: { readonly width: number; readonly height: number }
  /** What has to be done to the page before it goes anywhere. */
  readonly prepare?: (page: Page) => Promise<void>
  /** Where what the page saves goes. */
  readonly downloads?: string
}

export class Visitor extends PageUser {
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

  /** Drags a file from outside the browser and lets it go over the middle of an element. */
  async dropsFile(selector: string, path: string): Promise<void> {
    const element = await this.page.waitForSelector(selector)
    const point = await element?.clickablePoint()
    if (!point) throw new Error(`${selector} is nowhere`)
    const debug = await this.page.createCDPSession()
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await debug.send('Input.dispatchDragEvent', { type, ...point, data })
    }
    await debug.detach()
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
}
