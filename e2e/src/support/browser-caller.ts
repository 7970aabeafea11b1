/** A simulated person in Chromium: a page in a browser context of its own, driven through `window.caller`. */
import type { Browser } from 'puppeteer-core'
import type { CallerPage } from '../page/api.ts'

type Remote = {
  readonly [M in keyof CallerPage]: (...args: Parameters<CallerPage[M]>) => Promise<Awaited<ReturnType<CallerPage[M]>>>
}

export interface BrowserCaller extends Remote {
  /** Everything the page wrote to its console, for a failure's message. */
  readonly console: readonly string[]
  /** Closes the page without leaving first, as a person who closes the window. */
  vanish(): Promise<void>
  /** What a browser does to tabs in the background: nothing of the page runs until it is thawed. */
  freeze(): Promise<void>
  thaw(): Promise<void>
}

export async function openBrowserCaller(browser: Browser, pageUrl: string): Promise<BrowserCaller> {
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  const lines: string[] = []
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => lines.push(`error: ${error instanceof Error ? error.message : String(error)}`))
  await page.goto(pageUrl)

  const call =
    (method: keyof CallerPage) =>
    (...args: unknown[]): Promise<unknown> =>
      page.evaluate(
        (name, values) => {
          const { caller } = window as unknown as { caller: Record<string, (...args: unknown[]) => unknown> }
          const target = caller[name]
          if (!target) throw new Error(`the caller page has no ${name}`)
          return target(...values)
        },
        method,
        args,
      )

  const setLifecycle = async (state: 'frozen' | 'active') => {
    const session = await page.createCDPSession()
    await session.send('Page.setWebLifecycleState', { state })
    await session.detach()
  }
  const remote = new Proxy({} as BrowserCaller, {
    get: (_target, property) => {
      if (property === 'console') return lines
      if (property === 'freeze') return () => setLifecycle('frozen')
      if (property === 'thaw') return () => setLifecycle('active')
      if (property === 'vanish') return () => context.close()
      // A promise resolved with this object would otherwise ask it for `then`.
      if (property === 'then' || typeof property !== 'string') return undefined
      return call(property as keyof CallerPage)
    },
  })
  return remote
}
