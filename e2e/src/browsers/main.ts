/** `npm run browsers`: see options.ts for what it takes. */
import { setTimeout as delay } from 'node:timers/promises'
import Table from 'cli-table3'
import type { Browser } from 'puppeteer-core'
import { launchChromium } from '../support/chromium.ts'
import { progress, runCommand } from '../support/command-line.ts'
import { launchFirefox } from '../support/firefox.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { buildSdk } from '../web-sdk/built-sdk.ts'
import { SdkPage } from '../web-sdk/sdk-page.ts'
import { startSdkServer } from '../web-sdk/sdk-server.ts'
import { keepConnections } from './connections.ts'
import { AbsentError, features } from './features.ts'
import { machineAddress } from './machine-address.ts'
import { type BrowsersOptions, parseOptions, usage } from './options.ts'
import { type BrowserRecord, lost, type Result, readRecord, writeRecord } from './record.ts'

/** No feature takes as long, on a busy machine neither. */
const featureLimitMs = 60_000
/** Of a reason; what a page was told in all may fill a screen. */
const detailLength = 160

await runCommand({ usage, parse: parseOptions, run })

async function run({ only = '', update }: BrowsersOptions): Promise<void> {
  progress('building the SDK, starting server and browsers')
  await using stack = new AsyncDisposableStack()
  const sdk = stack.use(await buildSdk())
  const pageUrl = stack.use(await startSdkServer(sdk.folder)).url
  const platform = stack.use(await startPlatform({ media: { listenIp: machineAddress() } }))
  const tried = stack.adopt(await launchFirefox(), (browser) => browser.close())
  const other = stack.adopt(await launchChromium(), (browser) => browser.close())
  const versions = [await tried.version(), await other.version()]
  const results: Record<string, Result> = {}
  for (const [name, feature] of Object.entries(features)) {
    if (!name.includes(only)) continue
    await using pages = new AsyncDisposableStack()
    const connected = async (browser: Browser, uid: string) => {
      const page = pages.adopt(await SdkPage.open(browser, pageUrl, keepConnections), ({ page: opened }) =>
        opened.browserContext().close(),
      )
      await connect(page, platform, uid)
      return page
    }
    const work = async () => {
      const pair = { tried: await connected(tried, 'tried'), other: await connected(other, 'other') }
      return await feature(pair)
    }
    const result = await resultOf(work())
    results[name] = result
    progress(`${name}: ${result.state}${result.detail === undefined ? '' : ` (${result.detail})`}`)
  }
  const now: BrowserRecord = { versions, results }
  if (update) await writeRecord(now)
  console.log(table(now))
  const missing = update ? [] : lost(await readRecord(), now)
  for (const name of missing) console.log(`FAILED ${name}: worked when the record was written`)
  if (missing.length > 0) process.exitCode = 1
}

async function connect(page: SdkPage, platform: TestPlatform, uid: string): Promise<void> {
  await page.connects(platform.wsUrl, await platform.identity(uid))
}

async function resultOf(work: Promise<unknown>): Promise<Result> {
  const abort = new AbortController()
  const limit = delay(featureLimitMs, undefined, { signal: abort.signal }).then(() => {
    throw new Error(`not over after ${featureLimitMs / 1_000} s`)
  })
  try {
    const detail = await Promise.race([work, limit])
    return { state: 'works', ...(typeof detail === 'string' ? { detail } : {}) }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { state: error instanceof AbsentError ? 'absent' : 'fails', detail: detail.slice(0, detailLength) }
  } finally {
    abort.abort()
    limit.catch(() => {})
    work.catch(() => {})
  }
}

function table({ versions, results }: BrowserRecord): string {
  const rows = new Table({ head: ['feature', versions.join(' with '), ''], style: { head: [], border: [] } })
  for (const [name, { state, detail = '' }] of Object.entries(results)) rows.push([name, state, detail])
  return rows.toString()
}
