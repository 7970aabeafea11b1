import type { ConfigOverrides } from '@mrtc/server'
import type { Browser } from 'puppeteer-core'
import { type ChromiumOptions, launchChromium } from './chromium.ts'
import { startPlatform, type TestPlatform } from './platform.ts'

interface ServedPageOptions {
  readonly settings?: ConfigOverrides
  readonly chromium?: ChromiumOptions
}

/** Our pages on a server of their own, and a browser to open them with. */
export interface ServedPage extends AsyncDisposable {
  readonly platform: TestPlatform
  readonly browser: Browser
  /** @param path of the server */
  at(path: string): string
}

export async function servePage({ settings, chromium }: ServedPageOptions = {}): Promise<ServedPage> {
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
