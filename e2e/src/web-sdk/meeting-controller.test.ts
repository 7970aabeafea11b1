import type { Browser } from 'puppeteer-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { buildSdk } from './built-sdk.ts'
import { both, manual, ownCamera, publishOnly, slots, subscribeAll, whenAccompanied } from './configs.ts'
import { connectConfig, SdkPage } from './sdk-page.ts'
import { startSdkServer } from './sdk-server.ts'

const shared = new AsyncDisposableStack()
let browser: Browser
let pageUrl: string
let platform: TestPlatform
let pages: SdkPage[] = []

beforeAll(async () => {
  const sdk = shared.use(await buildSdk())
  pageUrl = shared.use(await startSdkServer(sdk.folder)).url
  browser = shared.adopt(await launchChromium(), (opened) => opened.close())
})
afterAll(() => shared.disposeAsync())

beforeEach(async () => {
  // A client whose server went away says that the connection is over after this, instead of a minute.
  platform = await startPlatform({ signaling: { sessionTtlMs: 3_000 } })
})
afterEach(async () => {
  for (const { page } of pages) await page.browserContext().close()
  pages = []
  await platform[Symbol.asyncDispose]()
})

async function openPage(): Promise<SdkPage> {
  const page = await SdkPage.open(browser, pageUrl)
  pages.push(page)
  return page
}

async function connected(uid: string): Promise<SdkPage> {
  const page = await openPage()
  await page.connects(platform.wsUrl, await platform.identity(uid))
  return page
}

const names = async (page: SdkPage) => (await page.called()).map(([name]) => name)

describe('a call of two pages that publish and subscribe by themselves (mode 3)', () => {
  it('is seen, heard, muted and ended, with the callbacks of the guide in order', async () => {
    const alice = await connected('alice')
    const room = await alice.createsRoom(both)
    const [aliceSid] = await alice.isTold('OnPublishSucc')
    expect(await names(alice)).toEqual([
      'OnConnectOK',
      'OnInitRoomConfigOK',
      'OnCreateRoomSucc',
      'OnMediaCallSucc',
      'OnPublishSucc',
    ])
    expect(await alice.text('ownStream1')).toBe(String(aliceSid))

    const bob = await connected('bob')
    await bob.joinsRoom(room, both)
    const [attendance] = await bob.isTold('OnRoomAttendanceList')
    expect(attendance).toEqual([
      { uid: 'alice', userType: 0, publish: [{ feedId: expect.any(String), tag: 'camera' }] },
    ])
    expect(await alice.isTold('OnNewJoinerIn')).toEqual(['bob'])
    const [newFeed] = await alice.isTold('OnNewPublish')
    expect(newFeed).toMatchObject({ uid: 'bob', tag: 'camera', mediaSource: 'camera' })
    expect(await alice.isTold('OnNewSubscribe')).toEqual(['bob', { uid: 'alice', feedId: expect.any(String) }])

    for (const page of [alice, bob]) {
      await page.showsMovement('own1')
      await page.showsMovement('video1')
      await page.isHeard('audio1')
    }
    const [, bobsSubscription] = await bob.isTold('OnSubscribeSucc')
    expect(await bob.text('stream1')).toBe(String(bobsSubscription))

    // Mute: the other side gets no more of it, until it is back.
    await alice.succeeds('SetLocalVideoEnable', 0, aliceSid)
    await alice.succeeds('SetLocalAudioEnable', 0, aliceSid)
    await waitFor(async () => (await bob.loudness('audio1')) === 0, { what: 'silence of alice' })
    const frozenAt = await bob.frames('video1')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(await bob.frames('video1')).toBe(frozenAt)
    await alice.succeeds('SetLocalVideoEnable', 1, aliceSid)
    await alice.succeeds('SetLocalAudioEnable', 1, aliceSid)
    await bob.showsMovement('video1')
    await bob.isHeard('audio1')

    // Texts, both ways.
    expect(await alice.succeeds('SendTextMsg', 'hello bob')).toBe(1)
    expect(await bob.isTold('OnReceiveTextMsg')).toEqual(['alice', 'hello bob'])
    await bob.succeeds('SendTextMsg', 'hello alice', ['alice'])
    expect(await alice.isTold('OnReceiveTextMsg')).toEqual(['bob', 'hello alice'])
    expect(await alice.isTold('OnSendTextMsgSucc')).toEqual([1])

    // Bob leaves, alice disconnects.
    await alice.forget()
    await bob.forget()
    await bob.succeeds('LeaveRoom')
    const bobsEnd = await bob.called()
    expect(bobsEnd.map(([name]) => name)).toEqual(['OnMediaClose', 'OnMediaClose', 'OnLeaveRoom'])
    expect(bobsEnd.map(([, value]) => value)).toEqual([5008, 5008, 1])
    expect(await alice.isTold('OnParticipantLeaveRoom')).toEqual(['bob', 1])
    const [closeCode] = await alice.isTold('OnMediaClose')
    expect(closeCode).toBe(5002)
    await alice.forget()
    await alice.succeeds('Disconnect')
    expect(await alice.called()).toEqual([['OnMediaClose', 5008, aliceSid], ['OnLeaveRoom', 1], ['OnConnectClose']])
  })
})

describe('publishing and subscribing by hand (mode 4)', () => {
  it('is told on both sides, and its elements can be used again', async () => {
    const alice = await connected('alice')
    const room = await alice.createsRoom(manual)
    const bob = await connected('bob')
    await bob.joinsRoom(room, manual)

    const aliceSid = await alice.succeeds<number>('Publish', ownCamera)
    const [feed] = (await bob.isTold('OnNewPublish')) as [{ feedId: string }]
    const subscription = { feedId: feed.feedId, ...slots[0] }
    const bobSid = await bob.succeeds<number>('Subscribe', subscription)
    await bob.showsMovement('video1')
    expect(await bob.call('Subscribe', subscription)).toMatchObject({ code: -1082 })
    expect(await bob.call('Subscribe', { feedId: feed.feedId })).toMatchObject({ code: -1086 })
    expect(await bob.call('Subscribe', { feedId: feed.feedId, subscribe_video_id: 'nowhere' })).toMatchObject({
      code: -1085,
    })

    await bob.succeeds('UnSubscribe', bobSid)
    expect(await bob.isTold('OnUnSubscribeSucc')).toEqual([bobSid])
    expect(await alice.isTold('OnUnSubscribe')).toEqual(['bob', { uid: 'alice', feedId: feed.feedId }])

    const again = await bob.succeeds<number>('Subscribe', subscription)
    await bob.showsMovement('video1')
    await bob.forget()
    await alice.succeeds('UnPublish', aliceSid)
    expect((await alice.called()).slice(-2)).toEqual([
      ['OnUnPublishSucc', aliceSid],
      ['OnMediaClose', 5001, aliceSid],
    ])
    expect(await bob.isTold('OnMediaClose')).toEqual([5006, again])
  })
})

describe('the other automatic modes', () => {
  it('publish only (2) and subscribe only (1)', async () => {
    const alice = await connected('alice')
    const room = await alice.createsRoom(publishOnly)
    const bob = await connected('bob')
    await bob.joinsRoom(room, subscribeAll)
    await bob.showsMovement('video1')
    await bob.isHeard('audio1')
    expect(await names(bob)).not.toContain('OnMediaCallSucc')
    expect(await names(alice)).not.toContain('OnSubscribeSucc')
  })

  it('publish once someone else is in the room (5)', async () => {
    const alice = await connected('alice')
    const room = await alice.createsRoom(whenAccompanied)
    expect(await names(alice)).not.toContain('OnMediaCallSucc')
    const bob = await connected('bob')
    await bob.joinsRoom(room, whenAccompanied)
    await bob.showsMovement('video1')
    await alice.showsMovement('video1')
  })
})

describe('a shared screen', () => {
  it('is seen, and unpublished once the person stops sharing', async () => {
    const alice = await connected('alice')
    const room = await alice.createsRoom(manual)
    const bob = await connected('bob')
    await bob.joinsRoom(room, subscribeAll)
    const sid = await alice.succeeds('Publish', { ...ownCamera, publish_device: 2, publish_tag: 'screen' })
    expect(await bob.isTold('OnNewPublish')).toEqual([expect.objectContaining({ mediaSource: 'screen' })])
    await bob.showsMovement('video1')
    await alice.forget()
    // The browser's own bar cannot be clicked here; this is what it does.
    await alice.page.evaluate(() => {
      const { srcObject } = document.getElementById('own1') as HTMLVideoElement
      const track = (srcObject as MediaStream).getVideoTracks()[0]
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    })
    await alice.isTold('OnMediaClose')
    expect(await alice.called()).toEqual([
      ['OnDesktopDisplayClosed'],
      ['OnUnPublishSucc', sid],
      ['OnMediaClose', 5001, sid],
    ])
    const [code] = await bob.isTold('OnMediaClose')
    expect(code).toBe(5006)
  })
})

describe('leaving other than by oneself', () => {
  it('is type 3 for one who was kicked', async () => {
    const creator = await openPage()
    const room = await creator.page.evaluate(
      async (options) => {
        const { mrtc } = window as unknown as {
          mrtc: { CallClient: new (options: unknown) => typeof import('@mrtc/client').CallClient.prototype }
        }
        const client = new mrtc.CallClient(options)
        await client.connect()
        const created = await client.createRoom()
        Object.assign(window, { room: created })
        return { roomId: created.roomId, rtoken: created.rtoken }
      },
      { url: platform.wsUrl, ...(await platform.identity('alice')), platform: { name: 'web', version: '0' } },
    )
    const bob = await connected('bob')
    await bob.joinsRoom(room, publishOnly)
    const [sid] = await bob.isTold('OnPublishSucc')
    await creator.page.evaluate(() => {
      const { room: created } = window as unknown as { room: { kick(uid: string): Promise<void> } }
      return created.kick('bob')
    })
    expect(await bob.isTold('OnLeaveRoom')).toEqual([3])
    expect(await bob.isTold('OnMediaClose')).toEqual([5008, sid])
    // The connection stays: another room can be entered.
    await bob.createsRoom(manual)
  })

  it('is type 2 when the server goes away, and the connection is over', async () => {
    const alice = await connected('alice')
    await alice.createsRoom(publishOnly)
    const [sid] = await alice.isTold('OnPublishSucc')
    await alice.forget()
    await platform.server.close()
    await alice.isTold('OnConnectClose')
    expect(await alice.called()).toEqual([
      ['OnMediaClose', 5005, sid],
      ['OnLeaveRoom', 2],
      ['OnConnectFailed', 30001, expect.any(String)],
      ['OnConnectClose'],
    ])
  })
})

describe('failures', () => {
  it('of Connect are -102', async () => {
    const page = await openPage()
    const identity = await platform.identity('alice')
    const unreachable = connectConfig('ws://127.0.0.1:1/ws', identity)
    expect(await page.call('Connect', unreachable)).toEqual({ code: -102, reason: 'CONNECTION_FAILED' })
    const forged = { ...connectConfig(platform.wsUrl, identity), sign: 'forged' }
    expect(await page.call('Connect', forged)).toEqual({ code: -102, reason: 'SIGNATURE_INVALID' })
    const unknownApp = { ...connectConfig(platform.wsUrl, identity), sub_biz: 'nobody' }
    expect(await page.call('Connect', unknownApp)).toMatchObject({ code: -102 })
    expect(await names(page)).toEqual(['OnConnectFailed', 'OnConnectFailed', 'OnConnectFailed'])
    await page.connects(platform.wsUrl, identity)
  })

  it('of CreateRoom and JoinRoom have the codes of the guide', async () => {
    const alice = await connected('alice')
    expect(await alice.call('CreateRoom')).toMatchObject({ code: -301 })
    expect(await alice.call('JoinRoom', 'x', 'y')).toMatchObject({ code: -401 })
    await alice.succeeds('InitRoomConfig', manual)
    expect(await alice.call('CreateRoom', 'forged')).toEqual({ code: -302, reason: 'SIGNATURE_INVALID' })
    const { roomId, rtoken } = await alice.createsRoom(manual)

    const bob = await connected('bob')
    await bob.succeeds('InitRoomConfig', manual)
    expect(await bob.call('JoinRoom', roomId, 'wrong')).toEqual({ code: -403, reason: 'ROOM_TOKEN_INVALID' })
    expect(await bob.call('JoinRoom', 'nowhere', rtoken)).toEqual({ code: -403, reason: 'ROOM_NOT_FOUND' })
    await alice.succeeds('LeaveRoom')
    expect(await bob.call('JoinRoom', roomId, rtoken)).toEqual({ code: -403, reason: 'ROOM_ENDED' })
    expect(await bob.call('Publish', ownCamera)).toMatchObject({ code: 5104 })
  })
})

describe('devices', () => {
  it('are listed', async () => {
    const page = await openPage()
    const devices = await page.succeeds<{ kind: string; label: string }[]>('GetDevices')
    expect(devices.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['videoinput', 'audioinput']))
    expect(devices.every(({ label }) => label !== '')).toBe(true)
  })
})
