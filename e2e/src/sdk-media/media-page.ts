/** Opens the test page of this folder. */
import type { Browser, Page } from 'puppeteer-core'

/** In a browser context of its own, ready to use. */
export async function openMediaPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error instanceof Error ? error.message : error))
  await page.goto(url)
  await page.waitForFunction(() => 'media' in window)
  return page
}
