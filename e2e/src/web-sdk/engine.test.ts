import type { InitRoomConfig } from '@mrtc/web-sdk'
import type { Browser } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { type Coturn, startCoturn } from '../support/coturn.ts'
import type { LoopbackServer } from '../support/loopback-server.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { type BuiltSdk, buildSdk } from './built-sdk.ts'
import { direct } from './configs.ts'
import { SdkPage } from './sdk-page.ts'
import { startSdkServer } from './sdk-server.ts'

describe('MeetingController with engine 2', { timeout: 120_000 }, () => {
  const shared = new AsyncDisposableStack()
  let sdk: BuiltSdk
  let server: LoopbackServer
  let browser: Browser
  let platform: TestPlatform
  let coturn: Coturn

  beforeAll(async () => {
    sdk = shared.use(await buildSdk())
    server = shared.use(await startSdkServer(sdk.folder))
    browser = shared.adopt(await launchChromium(), (opened) => opened.close())
    platform = shared.use(await startPlatform())
    coturn = shared.use(await startCoturn())
  })
  afterAll(() => shared.disposeAsync())

  /** A page that is connected; its peer connections can be asked which way they go. */
  async function person(uid: string): Promise<SdkPage> {
    const opened = await SdkPage.open(browser, server.url)
    await opened.page.evaluate(() => {
      const connections: RTCPeerConnection[] = []
      globalThis.RTCPeerConnection = class extends RTCPeerConnection {
        constructor(configuration?: RTCConfiguration) {
          super(configuration)
          connections.push(this)
        }
      }
      Object.assign(window, { connections })
    })
    await opened.connects(platform.wsUrl, await platform.identity(uid))
    return opened
  }

  /** Bytes of media that go to the server, and those that go to other pages; and by which candidates, one entry a link. */
  const sent = (one: SdkPage) =>
    one.page.evaluate(async () => {
      const { connections } = window as unknown as { connections: RTCPeerConnection[] }
      const bytes = { toServer: 0, toPage: 0 }
      const candidates: string[] = []
      for (const connection of connections.filter(({ connectionState }) => connectionState === 'connected')) {
        // Only servers are ICE lite.
        const isToServer = connection.remoteDescription?.sdp.includes('a=ice-lite') ?? false
        const types = new Set<string>()
        const stats = [...(await connection.getStats()).values()]
        for (const stat of stats) {
          if (stat.type === 'outbound-rtp') bytes[isToServer ? 'toServer' : 'toPage'] += stat.bytesSent
          if (isToServer || stat.type !== 'candidate-pair' || !stat.nominated) continue
          types.add(stats.find(({ id }) => id === stat.localCandidateId)?.candidateType)
        }
        if (!isToServer) candidates.push([...types].join())
      }
      return { ...bytes, candidates }
    })

  async function goesDirectly(one: SdkPage): Promise<void> {
    let before = await sent(one)
    await waitFor(
      async () => {
        const now = await sent(one)
        const isDirect = now.toPage > before.toPage && now.toServer === before.toServer
        before = now
        return isDirect
      },
      { what: 'media that goes to the other page alone', timeoutMs: 60_000 },
    )
  }

  async function moves(one: SdkPage, id: string): Promise<void> {
    const before = await one.frames(id)
    await waitFor(async () => (await one.frames(id)) > before, { what: `pictures in ${id}` })
  }

  const shows = (one: SdkPage) => Promise.all([moves(one, 'video1')])

  it('sends picture and sound from page to page, and over the server when a third one joins', async () => {
    const alice = await person('alice')
    const room = await alice.createsRoom(direct)
    await alice.isTold('OnPublishSucc')
    const bob = await person('bob')
    await bob.joinsRoom(room, direct)
    for (const one of [alice, bob]) await one.isTold('OnSubscribeSucc')
    await Promise.all([goesDirectly(alice), goesDirectly(bob)])
    await Promise.all([shows(alice), shows(bob)])

    await alice.forget()
    const carol = await person('carol')
    await carol.joinsRoom(room, direct)
    await carol.isTold('OnSubscribeSucc')
    await alice.isTold('OnSubscribeSucc')
    await Promise.all([moves(carol, 'video1'), moves(carol, 'video2'), moves(alice, 'video1'), moves(alice, 'video2')])
    const before = await sent(alice)
    await waitFor(async () => (await sent(alice)).toServer > before.toServer, { what: 'media that goes to the server' })
    for (const one of [alice, bob, carol]) await one.succeeds('LeaveRoom')
  })

  it('sends data and media over TURN servers of the application alone, where it says so', async () => {
    const relayed: InitRoomConfig = {
      ...direct,
      enableDataChannel: true,
      iceTransportPolicy: 'relay',
      defaultTurnServer: { urls: coturn.url, ...coturn.credentials('app') },
    }
    const alice = await person('alice2')
    const room = await alice.createsRoom(relayed)
    await alice.isTold('OnPublishSucc')
    const bob = await person('bob2')
    await bob.joinsRoom(room, relayed)
    await Promise.all([goesDirectly(alice), goesDirectly(bob)])
    await Promise.all([shows(alice), shows(bob)])
    // One for media, one for data.
    await waitFor(async () => (await sent(alice)).candidates.length === 2, { what: 'two links' })
    expect((await sent(alice)).candidates).toEqual(['relay', 'relay'])
    await alice.succeeds('SendData', 'hello')
    expect(await bob.isTold('OnReceiveData')).toEqual(['hello'])
    for (const one of [alice, bob]) await one.succeeds('LeaveRoom')
  })

  it('tells a TURN server that refuses', async () => {
    const alice = await person('alice3')
    const wrong: InitRoomConfig = {
      ...direct,
      iceTransportPolicy: 'relay',
      defaultTurnServer: { urls: coturn.url, username: '9999999999:alice3', credential: 'wrong' },
    }
    await alice.createsRoom(wrong)
    const told = await alice.isTold('OnPublishFailed', { timeoutMs: 60_000 })
    expect(JSON.stringify(told)).toContain('TURN server refuses')
  })
})
