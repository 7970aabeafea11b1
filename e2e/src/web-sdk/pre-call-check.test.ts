import type { CheckResult } from '@mrtc/web-sdk'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { buildSdk } from './built-sdk.ts'
import { SdkPage } from './sdk-page.ts'
import { startSdkServer } from './sdk-server.ts'

const shared = new AsyncDisposableStack()
let platform: TestPlatform
let page: SdkPage

beforeAll(async () => {
  const sdk = shared.use(await buildSdk())
  const { url } = shared.use(await startSdkServer(sdk.folder))
  const browser = shared.adopt(await launchChromium(), (opened) => opened.close())
  platform = shared.use(await startPlatform())
  page = await SdkPage.open(browser, url)
})
afterAll(() => shared.disposeAsync())

async function check(url: string): Promise<CheckResult[]> {
  const server = { url, ...(await platform.identity('checker')) }
  return page.page.evaluate(
    async (options) => {
      const { mrtc } = window as unknown as { mrtc: typeof import('@mrtc/web-sdk') }
      return JSON.parse(JSON.stringify(await mrtc.checkBeforeCall(options)))
    },
    { server, bandwidthMs: 1_000 },
  )
}

it('passes where a call works, and tells how media travels and how much it carries', async () => {
  const results = await check(platform.wsUrl)
  expect(results.map(({ check: name, outcome }) => [name, outcome])).toEqual([
    ['browser', 'passed'],
    ['devices', 'passed'],
    ['server', 'passed'],
    ['media', 'passed'],
    ['bandwidth', 'passed'],
  ])
  expect(results[3]).toMatchObject({ path: { protocol: 'udp', isRelayed: false } })
  expect(results[4]).toMatchObject({ uplinkBps: expect.any(Number) })
})

it('says what does not work, and skips what depends on it', async () => {
  const results = await check('ws://127.0.0.1:1/ws')
  expect(results.map(({ outcome }) => outcome)).toEqual(['passed', 'passed', 'failed', 'skipped', 'skipped'])
})
