import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MediaRelay } from '../support/media-relay.ts'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { Visitor, type VisitorOptions } from './visitor.ts'

describe('the call page', () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage

  beforeAll(async () => {
    served = stack.use(await servePage())
  })
  afterAll(() => stack.disposeAsync())

  const opens = (path = '/', options?: VisitorOptions) => Visitor.open(served.browser, served.at(path), options)

  it('makes a call between two windows: picture, chat, mute, and a clean end', async () => {
    const alice = await opens()
    await alice.startsCall('Alice')
    const bob = await opens(alice.page.url())
    await bob.joinsCall('Bob')
    await Promise.all([alice.seesMoving(2), bob.seesMoving(2)])

    await alice.presses('chat')
    await alice.writes('chat-input', 'hello Bob')
    await alice.page.keyboard.press('Enter')
    await bob.presses('chat')
    await waitFor(async () => (await bob.text('chat-message')).some((text) => text.includes('hello Bob')), {
      what: 'the message at the other window',
    })

    await bob.presses('mic')
    await waitFor(async () => (await alice.count('[data-testid="tile"] [data-testid="muted"]')) === 1, {
      what: 'the sign that Bob is muted',
    })

    await bob.presses('leave')
    await bob.sees('end-screen')
    await alice.seesMoving(1)
    await alice.presses('leave')
    await alice.sees('end-screen')
    expect([...alice.errors, ...bob.errors]).toEqual([])
  })

  it('explains a weak network: how it is, what is done and why', async () => {
    await using relay = new MediaRelay()
    const alice = await opens()
    await alice.startsCall('Alice')
    const bob = await opens(alice.page.url(), { prepare: (page) => relay.attach(page) })
    await bob.joinsCall('Bob')
    await Promise.all([alice.seesMoving(2), bob.seesMoving(2)])

    await bob.presses('network')
    await bob.sees('network-panel')
    const losses = ['of what you send gets lost', 'of what comes to you gets lost']
    const events = async () => (await bob.text('network-event')).join(' ')
    for (const cause of losses) expect(await events()).not.toContain(cause)
    await relay.setLink({ up: { delayMs: 20, lossShare: 0.25 }, down: { delayMs: 20, lossShare: 0.25 } })
    await waitFor(async () => (await bob.count('[data-setting="redDepth"]')) === 1, {
      what: 'sound that is repeated',
      timeoutMs: 60_000,
    })
    await waitFor(async () => (await bob.count('[data-setting="jitterBufferTargetMs"]')) === 1, {
      what: 'pictures that wait',
      timeoutMs: 60_000,
    })
    // Each direction is diagnosed by itself, and says so when it is.
    for (const cause of losses) {
      await waitFor(async () => (await events()).includes(cause), {
        what: cause,
        timeoutMs: 60_000,
      })
    }
    await bob.presses('leave')
    await alice.presses('leave')
    expect([...alice.errors, ...bob.errors]).toEqual([])
  })

  it('works at phone width and in Chinese, without barriers for those who use a screen reader', async () => {
    const phone = await opens('/', { size: { width: 360, height: 740 } })
    await phone.presses('language')
    await phone.presses('language-zh')
    await phone.seesNone('[role="menu"]')
    expect(await phone.page.$eval('html', (element) => element.lang)).toMatch(/^zh/)
    expect(await phone.barriers()).toEqual([])
    await phone.writes('name-input', '小明')
    await phone.presses('new-call')
    await phone.sees('lobby')
    // All of it in sight: what is scrolled under the button at the bottom would count as too small to be touched.
    await phone.page.setViewport({ width: 360, height: 1_200 })
    expect(await phone.barriers()).toEqual([])
    await phone.page.setViewport({ width: 360, height: 740 })
    await phone.presses('join')
    await phone.sees('call')
    await phone.seesMoving(1)
    expect(await phone.barriers()).toEqual([])
    await phone.presses('more')
    await phone.seesWhole('[role="menu"]')
    expect(await phone.barriers()).toEqual([])
    for (const [item, opened] of [
      ['record-item', '[role="dialog"]'],
      ['settings', '[role="dialog"]'],
      ['network-item', '[data-testid="network-panel"]'],
    ] as const) {
      await phone.presses(item)
      await phone.seesNone('[role="menu"]')
      await phone.seesWhole(opened)
      expect({ item, barriers: await phone.barriers() }).toEqual({ item, barriers: [] })
      await phone.page.keyboard.press('Escape')
      await phone.seesNone(opened)
      await phone.presses('more')
      await phone.seesWhole('[role="menu"]')
    }
    await phone.page.keyboard.press('Escape')
    await phone.seesNone('[role="menu"]')
    const overflow = await phone.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(overflow).toBeLessThanOrEqual(0)
    expect(phone.errors).toEqual([])
    await phone.presses('leave')
  })

  it('says what is wrong with a link that leads nowhere', async () => {
    const lost = await opens('/call/0123456789abcdef#nosuchtoken')
    await lost.writes('name-input', 'Lost')
    await lost.presses('join')
    await waitFor(async () => (await lost.text('problem')).join(' ').length > 20, { what: 'an explanation' })
    expect((await lost.text('problem')).join(' ')).toMatch(/call|room|link/i)
  })
})
