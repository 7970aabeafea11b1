import type { Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { buildMeeting } from './built-meeting.ts'
import { Visitor } from './visitor.ts'

describe('the call page', () => {
  const stack = new AsyncDisposableStack()
  let platform: TestPlatform
  let browser: Browser

  beforeAll(async () => {
    await buildMeeting()
    platform = stack.use(await startPlatform())
    browser = stack.adopt(await launchChromium(), (opened) => opened.close())
  })
  afterAll(() => stack.disposeAsync())

  const opens = (path = '/', size?: { width: number; height: number }) =>
    Visitor.open(browser, new URL(path, platform.httpUrl).href, size)

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

  it('works at phone width and in Chinese', async () => {
    const phone = await opens('/', { width: 360, height: 740 })
    await phone.presses('language')
    await phone.presses('language-zh')
    expect(await phone.page.$eval('html', (element) => element.lang)).toMatch(/^zh/)
    await phone.startsCall('小明')
    await phone.seesMoving(1)
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
