import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BotCaller, joinBot } from '../support/bot-caller.ts'
import { logIn } from '../support/console-client.ts'
import { type ServedPage, servePage } from '../support/served-page.ts'
import { waitFor } from '../support/wait.ts'
import { Administrator, type AdministratorOptions } from './administrator.ts'

/** Usage is counted in whole seconds. */
const callMs = 4_000
const okStatus = 200
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A business server that takes what it is told. */
async function startReceiver() {
  const bodies: { bizRequestId: string; eventCode: number }[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (part) => {
      text += String(part)
    })
    request.on('end', () => {
      const body = JSON.parse(text)
      bodies.push(body)
      response.writeHead(okStatus, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ bizRequestId: body.bizRequestId, code: 0 }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rooms`,
    bodies,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

describe('the console', () => {
  const stack = new AsyncDisposableStack()
  let served: ServedPage

  beforeAll(async () => {
    served = stack.use(await servePage({ settings: { webhooks: { allowPrivateNetworks: true } } }))
  }, 300_000)
  afterAll(() => stack.disposeAsync())

  const owner = () => {
    const { firstOwner } = served.platform.server.console
    if (!firstOwner) throw new Error('this start made no owner')
    return firstOwner
  }
  const opens = (options?: AdministratorOptions) =>
    Administrator.opens(served.browser, served.platform.httpUrl, options)
  const ownerOpens = async (options?: AdministratorOptions) => {
    const administrator = await opens(options)
    await administrator.logsIn(owner().name, owner().password)
    await administrator.isThere()
    return administrator
  }
  const calls = async (): Promise<BotCaller> =>
    joinBot({ url: served.platform.wsUrl, identity: await served.platform.identity('alice') })

  it('tells a wrong password, and leads to the page that was asked for after the right one', async () => {
    const admin = await opens()
    await admin.goesTo('/apps/demo/keys')
    await admin.logsIn(owner().name, 'not the password')
    await admin.sees('login-problem')
    await admin.seesText('The name or the password is wrong.')
    await admin.logsIn(owner().name, owner().password)
    await admin.sees('private-key')
    expect(admin.errors).toEqual([])
  })

  it('asks to log in again when the session is over, and goes on with the same page', async () => {
    const admin = await ownerOpens()
    await admin.goesTo('/usage')
    await admin.isThere()
    const cookies = await admin.page.browserContext().cookies()
    await admin.page.browserContext().deleteCookie(...cookies)
    await admin.presses('nav-apps')
    await admin.sees('login')
    await admin.seesText('Your session is over')
    await admin.logsIn(owner().name, owner().password)
    await admin.sees('create-app')
  })

  it('creates a call app, changes its settings, not over those of others unasked, and shows its private key on demand', async () => {
    const admin = await ownerOpens()
    await admin.presses('nav-apps')
    await admin.presses('create-app')
    await admin.writes('app-name', 'Support desk')
    await admin.presses('submit')
    await admin.sees('settings')
    await admin.seesText('Support desk')
    await admin.presses('edit')
    await admin.writes('roomsCallback', 'ftp://nowhere')
    await admin.seesText('A URL that begins with http:// or https://')
    await admin.writes('roomsCallback', 'https://business.example/rooms')
    await admin.presses('save')
    await admin.sees('edit')
    await admin.page.reload()
    await admin.sees('edit')
    expect(await admin.page.$eval('[data-testid="roomsCallback"]', (field) => (field as HTMLInputElement).value)).toBe(
      'https://business.example/rooms',
    )
    await admin.presses('edit')
    await admin.writes('roomsCallback', 'https://business.example/mine')
    const another = await logIn(served.platform.httpUrl, owner())
    const settings = `/apps/${new URL(admin.page.url()).pathname.split('/apps/')[1]?.split('/')[0]}/settings`
    await another.ask('PUT', settings, { rooms: { callbackUrl: 'https://business.example/theirs' } })
    await admin.presses('save')
    await admin.seesText('Somebody else changed these settings')
    expect(await another.ask('GET', settings)).toMatchObject({
      rooms: { callbackUrl: 'https://business.example/theirs' },
    })
    await admin.presses('confirm')
    await admin.sees('edit')
    expect(await another.ask('GET', settings)).toMatchObject({
      rooms: { callbackUrl: 'https://business.example/mine' },
    })
    await admin.presses('tab-keys')
    expect(await admin.count('[data-testid="secret"]')).toBe(0)
    await admin.presses('reveal')
    await admin.sees('secret')
    await admin.page.goBack()
    await admin.sees('settings')
    expect(admin.errors).toEqual([])
  })

  it('asks before it leaves settings that are not saved, whichever way somebody goes', async () => {
    const admin = await ownerOpens()
    await admin.presses('nav-apps')
    await admin.isThere()
    await admin.page.locator('a[href$="/apps/demo"]').click()
    await admin.presses('edit')
    const url = 'https://business.example/unsaved'
    await admin.writes('roomsCallback', url)
    const written = () =>
      admin.page.$eval('[data-testid="roomsCallback"]', (field) => (field as HTMLInputElement).value)
    const here = admin.page.url()
    for (const leave of [() => admin.presses('nav-rooms'), () => admin.page.evaluate(() => history.back())]) {
      await leave()
      await admin.sees('confirm')
      await admin.page.keyboard.press('Escape')
      await waitFor(async () => (await admin.count('[data-testid="confirm"]')) === 0, { what: 'the question to go' })
      expect(admin.page.url()).toBe(here)
      expect(await written()).toBe(url)
    }
    await admin.page.evaluate(() => history.back())
    await admin.presses('confirm')
    await admin.sees('create-app')
    await admin.page.locator('a[href$="/apps/demo"]').click()
    await admin.sees('edit')
    expect(await written()).not.toBe(url)
  })

  it('makes a signature and verifies it', async () => {
    const admin = await ownerOpens()
    await admin.goesTo('/signatures')
    await admin.isThere()
    await admin.page.locator('[data-testid="make-signature"] [data-testid="app-picker"]').click()
    await admin.page.locator('[role="option"]').click()
    await admin.writes('make-uid', 'alice')
    await admin.presses('generate')
    await admin.sees('signature')
    await admin.presses('take')
    await admin.presses('verify')
    await admin.sees('verdict')
    expect(await admin.page.$eval('[data-testid="verdict"]', (alert) => alert.getAttribute('data-code'))).toBe('valid')
  })

  it('shows a room while it is open, ends it, and then the usage as a chart', async () => {
    const admin = await ownerOpens()
    const alice = await calls()
    await admin.presses('nav-rooms')
    await admin.seesText(alice.room.roomId)
    await wait(callMs)
    await admin.goesTo(`/rooms/${alice.room.roomId}`)
    await admin.seesText('alice')
    await admin.presses('end-room')
    await admin.presses('confirm')
    await admin.seesText('Nobody is in a call')
    await alice.close()
    await admin.goesTo('/usage/rooms?range=today')
    await admin.sees('chart')
    await admin.goesTo(`/calls/${alice.room.roomId}`)
    await admin.seesText('room.created')
    expect(admin.errors).toEqual([])
  })

  it('lists recordings, plays and downloads them, and deletes several, also after one could not be deleted', async () => {
    const client = await logIn(served.platform.httpUrl, owner())
    const alice = await calls()
    const { roomId } = alice.room
    for (let started = 0; started < 3; started += 1) await client.ask('POST', `/rooms/${roomId}/recordings`, {})
    await wait(callMs)
    await client.ask('DELETE', `/rooms/${roomId}`)
    await alice.close()
    const isReady = async () =>
      (await client.ask<{ items: unknown[] }>('GET', '/recordings?state=ready')).items.length === 3
    await waitFor(isReady, { what: 'three recordings', timeoutMs: 90_000 })

    const admin = await ownerOpens()
    await admin.presses('nav-recordings')
    await admin.sees('play')
    expect(await admin.count('[data-testid="row"]')).toBe(3)
    await admin.presses('play')
    await admin.sees('player')
    const seen = await admin.page.$eval('[data-testid="player"]', playAndSeek)
    expect(seen.durationSeconds).toBeGreaterThan(2)
    expect(seen.width).toBeGreaterThan(0)
    await admin.page.keyboard.press('Escape')
    const download = await admin.page.$eval('[data-testid="download"]', async (link) => {
      const { status, headers } = await fetch((link as HTMLAnchorElement).href)
      return { status, disposition: headers.get('content-disposition') }
    })
    expect(download).toEqual({ status: okStatus, disposition: expect.stringMatching(/^attachment; filename=/) })

    await waitFor(async () => (await admin.count('[data-testid="player"]')) === 0, { what: 'the player to close' })
    for (const box of await admin.page.$$('input[data-testid="select"]')) await box.click()
    await admin.presses('delete-selected')
    let requested = 0
    await admin.page.setRequestInterception(true)
    admin.page.on('request', (request) => {
      if (request.method() === 'DELETE') requested += 1
      void (request.method() === 'DELETE' && requested === 2 ? request.abort() : request.continue())
    })
    await admin.presses('confirm')
    await admin.seesText('1 of 3 are deleted')
    await admin.presses('confirm')
    await admin.seesText('Deleted: 3')
    await admin.seesText('No recordings')
    expect(await client.ask('GET', '/recordings')).toMatchObject({ items: [] })
  })

  it('shows what a business server was told, and sends it again', async () => {
    await using receiver = await startReceiver()
    const admin = await ownerOpens()
    await admin.goesTo('/apps/demo/settings')
    await admin.presses('edit')
    await admin.writes('roomsCallback', receiver.url)
    await admin.presses('save')
    await admin.sees('edit')
    const alice = await calls()
    await waitFor(() => receiver.bodies.length > 0, { what: 'the first callback', timeoutMs: 60_000 })
    await alice.close()
    await admin.goesTo('/webhooks?state=delivered')
    await admin.sees('replay')
    const before = receiver.bodies.length
    await admin.presses('replay')
    await admin.presses('confirm')
    await waitFor(() => receiver.bodies.length > before, { what: 'it once more', timeoutMs: 60_000 })
    const again = receiver.bodies.at(-1)?.bizRequestId
    expect(receiver.bodies.filter(({ bizRequestId }) => bizRequestId === again).length).toBeGreaterThan(1)
  })

  it('makes new people choose a password, and shows viewers only what is theirs', async () => {
    const admin = await ownerOpens()
    await admin.goesTo('/accounts')
    await admin.presses('create-account')
    await admin.writes('account-name', 'vera')
    await admin.writes('first-password', 'first password of vera')
    await admin.presses('submit')
    await admin.seesText('The account vera was created')

    const vera = await opens()
    await vera.logsIn('vera', 'first password of vera')
    await vera.sees('must-change')
    await vera.writes('current-password', 'first password of vera')
    await vera.writes('new-password', 'a sentence of her own')
    await vera.writes('repeat-password', 'a sentence of her own')
    await vera.presses('change-password')
    await vera.isThere()
    expect(await vera.count('[data-testid="nav-accounts"]')).toBe(0)
    await vera.goesTo('/audit')
    await vera.seesText('Not for this account')
    await vera.goesTo('/apps')
    await vera.isThere()
    expect(await vera.count('[data-testid="create-app"]')).toBe(0)
    await vera.goesTo('/apps/demo/keys')
    await vera.seesText('Your role does not show private keys.')
  })
})

/** In the page. */
async function playAndSeek(element: Element): Promise<{ durationSeconds: number; width: number }> {
  const video = element as HTMLVideoElement
  const until = (event: string) =>
    new Promise((resolve, reject) => {
      video.addEventListener(event, resolve, { once: true })
      video.addEventListener('error', () => reject(new Error(video.error?.message)), { once: true })
    })
  if (video.readyState < HTMLMediaElement.HAVE_METADATA) await until('loadedmetadata')
  const sought = until('seeked')
  video.currentTime = video.duration / 2
  await sought
  video.muted = true
  await video.play()
  return { durationSeconds: video.duration, width: video.videoWidth }
}
