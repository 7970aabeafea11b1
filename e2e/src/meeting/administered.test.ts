import { expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { logIn } from '../support/console-client.ts'
import { startPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { Visitor } from './visitor.ts'

it('shows in the call what administrators do: recording on the server, messages, and being sent out', {
  timeout: 300_000,
}, async () => {
  await using platform = await startPlatform()
  const { demo, console: consoleOf } = platform.server
  if (!consoleOf.firstOwner) throw new Error('the server made no owner')
  const owner = await logIn(platform.httpUrl, consoleOf.firstOwner)
  await owner.ask('PUT', `/apps/${demo.bizName}/settings`, { recording: { automatic: true } })
  const browser = await launchChromium()
  try {
    const alice = await Visitor.open(browser, platform.httpUrl)
    await alice.startsCall('Alice')
    await alice.sees('recorded-by-server')
    expect(await alice.text('recorded-by-server')).toEqual(['This call is recorded on the server'])

    const { items } = await owner.ask<{ items: { roomId: string; recordIds: string[] }[] }>('GET', '/rooms')
    const { roomId = '', recordIds: [recordId = ''] = [] } = items[0] ?? {}
    await alice.presses('chat')
    await owner.ask('POST', `/rooms/${roomId}/messages`, { kind: 'text', text: 'This call ends at noon.' })
    await waitFor(async () => (await alice.text('chat-message')).join('').includes('ends at noon'), {
      what: 'the text',
    })
    expect((await alice.text('chat-message')).join('')).toMatch(/^Administration/)

    await owner.ask('POST', `/recordings/${recordId}/pause`)
    await waitFor(async () => (await alice.text('recorded-by-server')).join('').includes('paused'), {
      what: 'the pause',
    })
    const { participants } = await owner.ask<{ participants: { uid: string }[] }>('GET', `/rooms/${roomId}`)
    await owner.ask('DELETE', `/rooms/${roomId}/participants/${participants[0]?.uid}`)
    await alice.sees('end-new-call')
    expect(await alice.page.$eval('body', (body) => body.textContent)).toContain('You were removed from the call')
    expect(alice.errors).toEqual([])
  } finally {
    await browser.close()
  }
})
