import type { ConfigOverrides } from '@mrtc/server'
import type { Browser } from 'puppeteer-core'
import { buildPage } from './built-page.ts'
import { type ChromiumOptions, launchChromium } from './chromium.ts'
import { startPlatform, type TestPlatform } from './platform.ts'

interface ServedPageOptions {
  readonly app: Parameters<typeof buildPage>[0]
  readonly settings?: ConfigOverrides
  readonly chromium?: ChromiumOptions
}

/** One of our pages on a server of its own, and a browser to open it with. */
export interface ServedPage extends AsyncDisposable {
  readonly platform: TestPlatform
  readonly browser: Browser
  /** @param path of the server */
  at(path: string): string
}

export async function servePage({ app, settings, chromium }: ServedPageOptions): Promise<ServedPage> {
  await buildPage(app)
  await using stack = new AsyncDisposableStack()
  const platform = stack.use(await startPlatform(settings))
  const browser = stack.adopt(await launchChromium(chromium), (opened) => opened.close())
  const opened = stack.move()
  return {
    platform,
    browser,
    at: (path) => new URL(path, platform.httpUrl).href,
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  }
}
