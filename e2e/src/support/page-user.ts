import type { Page } from 'puppeteer-core'

export const testId = (id: string) => `[data-testid="${id}"]`

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
}
