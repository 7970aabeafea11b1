import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'puppeteer-core'

export const testId = (id: string) => `[data-testid="${id}"]`

/** What axe found that keeps people from using a page. */
export interface Barrier {
  readonly rule: string
  readonly impact: string
  readonly where: string
}

const axeSource = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** Somebody at a page, who finds things by what they see and touches them as a person does. */
export class PageUser {
  readonly page: Page
  /** What the page complained of. */
  readonly errors: string[] = []

  /** @param isComplaint whether what the page writes to the console as an error is one */
  protected constructor(page: Page, isComplaint: (text: string) => boolean = () => true) {
    this.page = page
    page.on('pageerror', (error) => this.errors.push(error instanceof Error ? error.message : String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && isComplaint(message.text())) this.errors.push(message.text())
    })
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

  text(id: string): Promise<string[]> {
    return this.page.$$eval(testId(id), (elements) => elements.map((element) => element.textContent ?? ''))
  }

  /** How often an element is there. */
  count(selector: string): Promise<number> {
    return this.page.$$eval(selector, (elements) => elements.length)
  }

  /** Until nothing of it is transparent any more: words that come and go have too little contrast. */
  async seesWhole(selector: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) => {
        const element = document.querySelector(wanted)
        return element?.checkVisibility() && getComputedStyle(element).opacity === '1'
      },
      {},
      selector,
    )
  }

  async seesNone(selector: string): Promise<void> {
    await this.page.waitForFunction((gone) => document.querySelector(gone) === null, {}, selector)
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
