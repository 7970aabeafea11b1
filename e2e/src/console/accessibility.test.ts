import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Barrier } from '../support/page-user.ts'
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

/** What opens a dialog on a page, one thing after the other. */
const dialogs: Readonly<Record<string, readonly [path: string, opener: string, inItsMenu?: string]>> = {
  'a new app': ['/apps', 'create-app'],
  'switching an app off': ['/apps/demo/settings', 'app-menu', 'switch-app'],
  'a new key pair': ['/apps/demo/keys', 'rotate'],
  'a new API key': ['/keys', 'create-key'],
  'a new account': ['/accounts', 'create-account'],
}

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
      const found: Record<string, readonly Barrier[]> = { login: await admin.barriers() }
      await admin.logsIn(firstOwner.name, firstOwner.password)
      await admin.isThere()
      for (const path of paths) {
        await admin.goesTo(path)
        await admin.isThere()
        found[path] = await admin.barriers()
        await admin.fitsPhone()
      }
      for (const [name, [path, opener, inItsMenu]] of Object.entries(dialogs)) {
        await admin.goesTo(path)
        await admin.isThere()
        await admin.presses(opener)
        if (inItsMenu !== undefined) {
          await admin.seesWhole('[role="menu"]')
          found[`${name}, menu`] = await admin.barriers()
          await admin.presses(inItsMenu)
        }
        await admin.seesDialog()
        found[name] = await admin.barriers()
        await admin.page.keyboard.press('Escape')
        await admin.seesNone('[role="dialog"]')
        // What a menu opened is gone with the menu: the menu's button has the focus then.
        expect(await admin.focused(), `${name} gives the focus back`).toBe(opener)
      }
      expect(Object.entries(found).filter(([, barriers]) => barriers.length > 0)).toEqual([])
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
