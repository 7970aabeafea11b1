import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { Administrator } from './administrator.ts'

const paths = [
  '/',
  '/apps',
  '/apps/demo/settings',
  '/apps/demo/keys',
  '/rooms',
  '/calls',
  '/recordings',
  '/usage',
  '/usage/people?range=custom',
  '/signatures',
  '/webhooks',
  '/keys',
  '/accounts',
  '/audit',
  '/profile',
  '/nowhere',
] as const

describe('the console for people who use a keyboard or a screen reader', () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage

  beforeAll(async () => {
    served = stack.use(await servePage())
  }, 300_000)
  afterAll(() => stack.disposeAsync())

  it.each([
    { scheme: 'light', language: 'en' },
    { scheme: 'dark', language: 'zh' },
  ] as const)(
    'has no barriers on any page: $scheme, $language',
    async (options) => {
      const { firstOwner } = served.platform.server.console
      if (!firstOwner) throw new Error('this start made no owner')
      const admin = await Administrator.opens(served.browser, served.platform.httpUrl, options)
      await admin.sees('login')
      const found: Record<string, unknown> = { login: await admin.barriers() }
      await admin.logsIn(firstOwner.name, firstOwner.password)
      await admin.isThere()
      for (const path of paths) {
        await admin.goesTo(path)
        await admin.isThere()
        found[path] = await admin.barriers()
      }
      expect(found).toEqual(Object.fromEntries(['login', ...paths].map((path) => [path, []])))
      expect(admin.errors).toEqual([])
    },
    300_000,
  )

  it('lets the keyboard skip the navigation', async () => {
    const { firstOwner } = served.platform.server.console
    if (!firstOwner) throw new Error('this start made no owner')
    const admin = await Administrator.opens(served.browser, served.platform.httpUrl)
    await admin.logsIn(firstOwner.name, firstOwner.password)
    await admin.isThere()
    await admin.page.keyboard.press('Tab')
    expect(await admin.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content')
    await admin.page.keyboard.press('Enter')
    expect(await admin.page.evaluate(() => document.activeElement?.id)).toBe('content')
  })
})
