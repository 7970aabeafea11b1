/** The test page of this folder. */
import type { Page } from 'puppeteer-core'
import { type ChromiumOptions, grantDevices, launchChromium } from '../support/chromium.ts'
import { startModulePage } from '../support/module-page.ts'

/** Builds the page and opens it in a browser of its own, ready to use; the stack ends both. */
export async function startMediaPage(stack: AsyncDisposableStack, options: ChromiumOptions = {}): Promise<Page> {
  const { url } = stack.use(await startModulePage({ entry: new URL('./page/main.ts', import.meta.url) }))
  const browser = stack.adopt(await launchChromium(options), (opened) => opened.close())
  const context = await browser.createBrowserContext()
  if (options.sharesOwnTab !== undefined) await grantDevices(context, url)
  const page = await context.newPage()
  page.on('pageerror', (error) => console.error(error instanceof Error ? error.message : error))
  await page.goto(url)
  await page.waitForFunction(() => 'media' in window)
  return page
}
