/** Somebody at the console, who finds things by what they see and touches them as a person does. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'puppeteer-core'
import { PageUser, testId } from '../support/page-user.ts'
import { waitFor } from '../support/wait.ts'

/** Pages are fetched, drawn and filled on a machine that does other work too. */
const waitTimeoutMs = 60_000

/** What axe found that keeps people from using a page. */
export interface Barrier {
  readonly rule: string
  readonly impact: string
  readonly where: string
}

const axeSource = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

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
    await page.setViewport({ width: 1280, height: 900 })
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

  /** Serious and critical violations of WCAG 2.2 A and AA, as axe finds them. */
  async barriers(): Promise<readonly Barrier[]> {
    // Through the debugger: the page's Content-Security-Policy stays as it is.
    await this.page.evaluate(axeSource)
    return this.page.evaluate(async () => {
      type Axe = { run(options: object): Promise<{ violations: Violation[] }> }
      type Violation = { id: string; impact: string | null; nodes: { target: unknown[]; failureSummary?: string }[] }
      const { axe } = globalThis as unknown as { axe: Axe }
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
      const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, impact, nodes }) =>
          nodes.map(({ target, failureSummary }) => ({
            rule: id,
            impact: impact ?? '',
            where: `${target.join(' ')}: ${failureSummary ?? ''}`,
          })),
        )
    })
  }
}
