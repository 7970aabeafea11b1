import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { Visitor } from './visitor.ts'

describe('a direct call in the call page', { timeout: 120_000 }, () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage

  beforeAll(async () => {
    served = stack.use(await servePage())
  })
  afterAll(() => stack.disposeAsync())

  /** Waits until their network panels say that media comes this way. */
  async function goes(route: string, ...visitors: Visitor[]): Promise<void> {
    const selector = `[data-testid="network-route"][data-route="${route}"]`
    await Promise.all(
      visitors.map((visitor) =>
        waitFor(async () => (await visitor.count(selector)) === 1, { what: `media to go ${route}`, timeoutMs: 60_000 }),
      ),
    )
  }

  it('goes from page to page, and over the server when a third one joins', async () => {
    const alice = await Visitor.open(served.browser, served.at('/new'))
    await alice.writes('name-input', 'Alice')
    await alice.presses('direct')
    await alice.presses('join')
    await alice.sees('call')
    expect(alice.page.url()).toMatch(/&direct$/)

    const bob = await Visitor.open(served.browser, alice.page.url())
    await bob.sees('direct-hint')
    await bob.joinsCall('Bob')
    await Promise.all([alice.presses('network'), bob.presses('network')])
    await goes('direct', alice, bob)
    await Promise.all([alice.seesMoving(2), bob.seesMoving(2)])
    const screenshot = process.env.MRTC_SCREENSHOT
    if (screenshot !== undefined) {
      const isMeasured = async () => (await alice.text('network-recv')).some((text) => /[kM]bit/.test(text))
      const isQuiet = async () => (await alice.count('.mantine-Notification-root')) === 0
      await waitFor(async () => (await isMeasured()) && (await isQuiet()), { what: 'figures of what is received' })
      await alice.page.screenshot({ path: screenshot as `${string}.png` })
    }

    const carol = await Visitor.open(served.browser, alice.page.url())
    await carol.joinsCall('Carol')
    await carol.presses('network')
    await goes('server', alice, bob, carol)
    await Promise.all([alice, bob, carol].map((visitor) => visitor.seesMoving(3)))
    for (const visitor of [carol, bob, alice]) await visitor.presses('leave')
    expect([...alice.errors, ...bob.errors, ...carol.errors]).toEqual([])
  })
})
