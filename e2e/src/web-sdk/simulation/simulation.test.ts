import type { Scenario, SimulateOptions } from '@mrtc/web-sdk/simulation'
import type { Page } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../../support/chromium.ts'
import { startModulePage } from '../../support/module-page.ts'
import { startPlatform, type TestPlatform } from '../../support/platform.ts'
import { waitFor } from '../../support/wait.ts'
import type {} from './page.ts'

/** Longer than any scenario lasts here: each is ended or over by itself before. */
const patience = 120_000

describe('a client that is made to live through', { timeout: patience }, () => {
  const stack = new AsyncDisposableStack()
  let platform: TestPlatform
  let open: () => Promise<Page>
  let page: Page
  let people = 0

  beforeAll(async () => {
    platform = stack.use(await startPlatform())
    const { url } = stack.use(await startModulePage({ entry: new URL('./page.ts', import.meta.url) }))
    const browser = stack.adopt(await launchChromium(), (it) => it.close())
    open = async () => {
      const context = await browser.createBrowserContext()
      const opened = await context.newPage()
      await opened.goto(url)
      await opened.waitForFunction(() => 'simulation' in window)
      return opened
    }
  }, patience)
  afterAll(() => stack.disposeAsync())

  beforeEach(async () => {
    page = await open()
    people += 1
    const identity = await platform.identity(`person${people}`)
    await page.evaluate((url, person) => window.simulation.enter(url, person), platform.wsUrl, identity)
    await page.evaluate(() => window.simulation.forget())
  })
  afterEach(async () => {
    await page.evaluate(() => window.simulation.close())
    await page.browserContext().close()
  })

  const simulate = (scenario: Scenario, options: SimulateOptions = {}) =>
    page.evaluate((name, chosen) => window.simulation.simulate(name, chosen), scenario, options)
  const told = () => page.evaluate(() => window.simulation.told())
  const events = async () => (await told()).events
  const heard = (event: string) => waitFor(async () => (await events()).includes(event), { what: event })
  const isBack = async () => {
    await heard('state:resuming')
    await waitFor(async () => (await told()).state === 'open', { what: 'the connection to be back' })
    expect(await page.evaluate(() => window.simulation.asks())).toBe(true)
  }
  const sends = async () => {
    const before = await page.evaluate(() => window.simulation.bytesSent())
    const more = async () => (await page.evaluate(() => window.simulation.bytesSent())) !== before
    await waitFor(more, { what: 'media to be sent' })
  }

  it('a signal drop: resumes, and media was never gone', async () => {
    await simulate('signal-drop')
    await isBack()
    expect(await told()).toMatchObject({ isInRoom: true, feeds: 1 })
    expect(await events()).not.toContain('changed')
  })

  it('a dead link: notices and resumes once there is a way', async () => {
    await simulate('signal-silence', { durationMs: 20_000 })
    await isBack()
  })

  it('a change of networks: stays connected', async () => {
    await simulate('network-change')
    expect(await page.evaluate(() => window.simulation.asks())).toBe(true)
    await sends()
    expect(await told()).toMatchObject({ state: 'open', isInRoom: true, feeds: 1 })
  })

  it.each(['full-reconnect', 'server-leave'] as const)(
    'a %s: is in the same room again, and publishes anew',
    async (scenario) => {
      await simulate(scenario)
      await isBack()
      await heard('changed')
      await sends()
      expect(await told()).toMatchObject({ isInRoom: true, feeds: 1 })
    },
  )

  it('a media drop: builds its media anew', async () => {
    await simulate('media-drop')
    await heard('changed')
    await sends()
    expect(await told()).toMatchObject({ state: 'open', isInRoom: true, feeds: 1 })
  })

  it('a weak network: its uplink carries little, until it is over', async () => {
    const carries = () => page.evaluate(() => window.simulation.availableBps())
    await waitFor(async () => (await carries()) > 400_000, { what: 'a good network to begin with' })
    const over = simulate('weak-network', { durationMs: 15_000 })
    // A little above what the line carries: estimates overshoot.
    await waitFor(async () => (await carries()) < 200_000, { what: 'the network to be weak' })
    await over
    await waitFor(async () => (await carries()) > 400_000, { what: 'the network to be good again' })
    expect(await page.evaluate(() => window.simulation.asks())).toBe(true)
  })

  it('an unplugged device: hears that its tracks ended', async () => {
    await simulate('device-unplugged')
    await heard('trackEnded:video')
    await heard('trackEnded:audio')
  })

  it('being removed: is out of the room', async () => {
    await simulate('kicked')
    await heard('closed:kicked')
    expect(await told()).toMatchObject({ state: 'open', isInRoom: false })
  })

  it('a change of speakers: sends something else for a while', async () => {
    await simulate('speaker-change', { durationMs: 500 })
    expect((await events()).filter((event) => event === 'trackReplaced:audio')).toHaveLength(2)
    await sends()
  })
})

it('says that a server for others makes no trouble', { timeout: patience }, async () => {
  await using platform = await startPlatform({ demo: { enabled: false } })
  await using page = await startModulePage({ entry: new URL('./page.ts', import.meta.url) })
  const browser = await launchChromium()
  try {
    const opened = await browser.newPage()
    await opened.goto(page.url)
    await opened.waitForFunction(() => 'simulation' in window)
    const identity = await platform.identity('ann')
    await opened.evaluate((url, person) => window.simulation.enter(url, person), platform.wsUrl, identity)
    await expect(opened.evaluate(() => window.simulation.simulate('kicked'))).rejects.toThrow('demo mode')
  } finally {
    await browser.close()
  }
})
