import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleNames, type Name, names, type SignedIdentity } from '../../../docs/src/guide/api.ts'
import { grantDevices, launchChromium } from '../support/chromium.ts'
import { startModulePage } from '../support/module-page.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { startSite } from './site.ts'

/** Browsers do not offer a tab to itself: this other one is shared. */
const sharedTab = 'a tab to share'
const patienceMs = 120_000
const docs = (path: string) => new URL(`../../../docs/${path}`, import.meta.url)

const stack = new AsyncDisposableStack()
let platform: TestPlatform
let browser: Browser

beforeAll(async () => {
  platform = stack.use(await startPlatform())
  // The second of Chromium's cameras is one for depth.
  browser = stack.adopt(await launchChromium({ cameras: 4, sharesOwnTab: sharedTab }), (opened) => opened.close())
}, patienceMs)
afterAll(() => stack.disposeAsync())

describe('the examples of the guide', { timeout: patienceMs }, () => {
  let page: Page

  beforeAll(async () => {
    const { url } = stack.use(await startModulePage({ entry: docs('src/guide/page.tsx') }))
    const other = await (await browser.createBrowserContext()).newPage()
    await other.setContent(`<title>${sharedTab}</title><marquee>What stands still gives no pictures.</marquee>`)
    const context = await browser.createBrowserContext()
    await grantDevices(context, url)
    page = await context.newPage()
    await page.goto(url)
    await page.waitForFunction(() => 'guide' in window)
    const identities = await Promise.all(names.map(async (name) => [name, await platform.identity(name)] as const))
    await page.evaluate(
      (wsUrl, people) => window.guide.prepare(wsUrl, people),
      platform.wsUrl,
      Object.fromEntries(identities) as Record<Name, SignedIdentity>,
    )
  }, patienceMs)

  it.each(exampleNames)('%s: does what it says', async (name) => {
    await page.evaluate((example) => window.guide.run(example), name)
  })
})

async function openHello(address: string): Promise<Page> {
  const context = await browser.createBrowserContext()
  await grantDevices(context, address)
  const page = await context.newPage()
  await page.goto(address)
  return page
}

it('hello, call: two windows see each other', { timeout: patienceMs }, async () => {
  await using built = await startModulePage({ entry: docs('guide/examples/hello-call.ts') })
  await using site = await startSite(built.url, platform.httpUrl)
  const first = await openHello(site.url)
  const address = await waitFor(() => first.url().includes('#') && first.url(), { what: 'an address to share' })
  const second = await openHello(address)
  for (const page of [first, second]) {
    await waitFor(() => page.$$eval('video', (videos) => videos.some(({ videoWidth }) => videoWidth > 0)), {
      what: 'a picture',
    })
  }
  const lines = (await readFile(docs('guide/examples/hello-call.ts'), 'utf8')).trim().split('\n')
  expect(lines.length).toBeLessThanOrEqual(25)
})
