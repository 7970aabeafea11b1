/** Somebody at the console, who finds things by what they see and touches them as a person does. */
import type { Browser, Page } from 'puppeteer-core'
import { PageUser, testId } from '../support/page-user.ts'
import { waitFor } from '../support/wait.ts'

/** Pages are fetched, drawn and filled on a machine that does other work too. */
const waitTimeoutMs = 60_000

const desktop = { width: 1280, height: 900 }
const phone = { width: 390, height: 844 }

export interface AdministratorOptions {
  readonly scheme?: 'light' | 'dark'
  readonly language?: 'en' | 'zh'
}

export class Administrator extends PageUser {
  readonly #url: string

  private constructor(page: Page, url: string) {
    // Refused requests are part of the console's life.
    super(page, (text) => !text.startsWith('Failed to load resource'))
    this.#url = url
    page.setDefaultTimeout(waitTimeoutMs)
  }

  /** @param url of the server */
  static async opens(
    browser: Browser,
    url: string,
    { scheme = 'light', language = 'en' }: AdministratorOptions = {},
  ): Promise<Administrator> {
    const context = await browser.createBrowserContext()
    const page = await context.newPage()
    await page.setViewport(desktop)
    await page.evaluateOnNewDocument(
      (colorScheme, chosen) => {
        localStorage.setItem('mrtc.colorScheme', colorScheme)
        localStorage.setItem('mrtc.language', chosen)
      },
      scheme,
      language,
    )
    const administrator = new Administrator(page, new URL('/console', url).href)
    await administrator.goesTo('/')
    return administrator
  }

  /** @param path inside the console */
  async goesTo(path: string): Promise<void> {
    await this.page.goto(`${this.#url}${path}`)
  }

  async logsIn(name: string, password: string): Promise<void> {
    await this.writes('login-name', name)
    await this.writes('login-password', password)
    await this.presses('log-in')
  }

  async seesText(text: string): Promise<void> {
    await waitFor(() => this.page.evaluate((wanted) => document.body.textContent.includes(wanted), text), {
      what: `the text "${text}"`,
      timeoutMs: waitTimeoutMs,
    })
  }

  /** Until the page has all that it fetches. */
  async isThere(): Promise<void> {
    await this.sees('page-title')
    await waitFor(async () => (await this.count(testId('loading'))) === 0, {
      what: 'the page to be filled',
      timeoutMs: waitTimeoutMs,
    })
  }

  /** Until nothing reaches over the edge of a phone; charts take a moment to follow a change of width. */
  async fitsPhone(): Promise<void> {
    await this.page.setViewport(phone)
    await waitFor(() => this.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), {
      what: `${this.page.url()} to fit a phone`,
      timeoutMs: waitTimeoutMs,
    })
    await this.page.setViewport(desktop)
  }

  /** Until it is there as a whole, alone, and has the focus. */
  async seesDialog(): Promise<void> {
    await this.seesWhole('[role="dialog"]')
    await this.seesNone('[role="menu"]')
    await this.page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'))
  }

  /** The test id of what has the focus, once something has it. */
  async focused(): Promise<string | null> {
    const focused = await this.page.waitForFunction(() => document.activeElement?.getAttribute('data-testid'))
    return focused.jsonValue() as Promise<string | null>
  }
}
