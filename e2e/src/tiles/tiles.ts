/**
 * A call of many: the call page, which receives what is seen of it, beside a page that receives everything at full size, in
 * the same room with the same people.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Browser, Page } from 'puppeteer-core'
import { Visitor } from '../meeting/visitor.ts'
import { startCallerServer } from '../support/caller-server.ts'
import { launchChromium } from '../support/chromium.ts'
import type { SigningPlatform } from '../support/platform.ts'
import { cpuSecondsOf } from '../support/process-tree.ts'
import { waitFor } from '../support/wait.ts'
import { type Crowd, gatherCrowd } from './crowd.ts'
import { figuresBetween, type TileFigures, type TileSample } from './figures.ts'
import { samplePulse, takePulse } from './pulse.ts'

export interface TilesPlan {
  /** In the call, the page's own person among them. */
  readonly people: number
  readonly seconds: number
  /** Before each measurement: layers that nobody wants are given up after 3 s, estimates and bitrates settle. */
  readonly settleMs: number
  /** Where to leave pictures of the call page, `<path>-grid.png` and so on. */
  readonly screenshots?: string
}

const size = { width: 1280, height: 800 }
const everybodyTimeoutMs = 60_000

interface Measuring {
  readonly browser: Browser
  readonly page: Page
  readonly crowd: Crowd
  readonly plan: TilesPlan
}

export async function measureTiles(
  platform: SigningPlatform,
  plan: TilesPlan,
  progress: (line: string) => void,
): Promise<TileFigures[]> {
  const { people, screenshots } = plan
  progress(`${people - 1} bots join`)
  await using crowd = await gatherCrowd({ platform, size: people - 1 })
  const figures: TileFigures[] = []
  progress('a page that receives everything at full size')
  figures.push(await measureEverything(platform, crowd, plan))
  progress('the call page')
  await using stack = new AsyncDisposableStack()
  const browser = stack.adopt(await launchChromium(), (opened) => opened.close())
  const { roomId, rtoken } = crowd.room
  const visitor = await Visitor.open(browser, new URL(`/call/${roomId}#${rtoken}`, platform.httpUrl).href, {
    size,
    prepare: takePulse,
  })
  await visitor.joinsCall('Mei')
  const { page } = visitor
  const measuring = { browser, page, crowd, plan }
  await seesSomebody(page, people - 1)
  for (const [shown, turn] of [
    ['grid', async () => {}],
    ['speaker', () => visitor.presses('stage-layout')],
  ] as const) {
    await turn()
    figures.push(await measure(shown, measuring))
    if (screenshots !== undefined) await page.screenshot({ path: `${screenshots}-${shown}.png` })
  }
  await visitor.presses('leave')
  return figures
}

async function measureEverything(platform: SigningPlatform, crowd: Crowd, plan: TilesPlan): Promise<TileFigures> {
  await using stack = new AsyncDisposableStack()
  const pages = stack.adopt(await startCallerServer(), (server) => server.close())
  const browser = stack.adopt(await launchChromium(), (opened) => opened.close())
  const page = await browser.newPage()
  await page.setViewport(size)
  await takePulse(page)
  await page.goto(pages.url)
  const joining = {
    url: platform.wsUrl,
    identity: await platform.identity('watcher'),
    room: crowd.room,
    publish: false,
  }
  await page.evaluate(async (options) => {
    const { caller } = window as unknown as { caller: { join(options: unknown): Promise<unknown> } }
    await caller.join(options)
  }, joining)
  await seesSomebody(page, 1)
  const figures = await measure('everything', { browser, page, crowd, plan })
  // Otherwise its session would go on wanting everything for a minute.
  await page.evaluate(async () => {
    const { caller } = window as unknown as { caller: { close(): Promise<unknown> } }
    await caller.close()
  })
  return figures
}

async function seesSomebody(page: Page, atLeast: number): Promise<void> {
  const decoded = async () => (await samplePulse(page)).streams.filter(({ framesDecoded }) => framesDecoded > 0).length
  await waitFor(async () => (await decoded()) >= atLeast, { what: 'pictures', timeoutMs: everybodyTimeoutMs })
}

async function measure(shown: string, { browser, page, crowd, plan }: Measuring): Promise<TileFigures> {
  const pid = browser.process()?.pid
  if (pid === undefined) throw new Error('the browser has no process of its own')
  const sample = async (): Promise<TileSample> => ({
    pulse: await samplePulse(page),
    sentBytes: await crowd.sentBytes(),
    cpuSeconds: await cpuSecondsOf(pid),
  })
  await delay(plan.settleMs)
  const before = await sample()
  await delay(plan.seconds * 1_000)
  return figuresBetween(shown, before, await sample())
}
