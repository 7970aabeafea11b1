import { setTimeout as delay } from 'node:timers/promises'
import { EventType, MRtcEngine, type MRtcSessionListener, type RtcEvent } from '@mrtc/bot'
import { CallClient, type ConnectionState, type Room } from '@mrtc/client'
import type { ConfigOverrides } from '@mrtc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { OutageProxy } from './outage-proxy.ts'

/** The longest a client waits between attempts to reconnect, and some time for a busy machine. */
const backWithinMs = 10_000

/** The last rung takes longer than everything else together: `MRTC_LONG_TESTS=1` adds it. */
const ladderMs = [300, 1_000, 3_000, 5_000, 25_000, ...(process.env.MRTC_LONG_TESTS === '1' ? [60_000] : [])]

interface Person {
  readonly client: CallClient
  readonly room: Room
  readonly texts: string[]
  /** What was seen of people coming and going. */
  readonly seen: string[]
  readonly states: ConnectionState[]
}

async function joins(platform: TestPlatform, uid: string, url: string, address?: Room): Promise<Person> {
  const client = new CallClient({ ...(await platform.identity(uid)), url, platform: { name: 'test', version: '1' } })
  await client.connect()
  const room = address
    ? await client.joinRoom({ roomId: address.roomId, rtoken: address.rtoken })
    : await client.createRoom()
  const person: Person = { client, room, texts: [], seen: [], states: [] }
  client.on('stateChanged', (state) => person.states.push(state))
  room.on('textReceived', ({ text }) => person.texts.push(text))
  room.on('participantJoined', (participant) => person.seen.push(`${participant.uid} joined`))
  room.on('participantLeft', (participant, reason) => person.seen.push(`${participant.uid} ${reason}`))
  return person
}

const portOf = (platform: TestPlatform) => Number(new URL(platform.httpUrl).port)

/** Alice's network works; bob's goes away for a while. Both write to each other meanwhile. */
async function outage(platform: TestPlatform, name: string, awayMs: number) {
  const proxy = await OutageProxy.start(portOf(platform))
  const alice = await joins(platform, `alice_${name}`, platform.wsUrl)
  const bob = await joins(platform, `bob_${name}`, proxy.url, alice.room)
  await waitFor(() => alice.seen.length === 1, { what: 'bob to be seen' })
  proxy.goAway()
  const sent = [1, 2, 3].flatMap((number) => [
    alice.room.sendText(`to bob ${number}`),
    bob.room.sendText(`to alice ${number}`),
  ])
  for (const text of sent) text.catch(() => {})
  await delay(awayMs)
  proxy.comeBack()
  return { proxy, alice, bob, sent }
}

async function goHome({ proxy, alice, bob }: Awaited<ReturnType<typeof outage>>): Promise<void> {
  await alice.client.close()
  await bob.client.close()
  await proxy[Symbol.asyncDispose]()
}

describe('an outage', { timeout: 120_000 }, () => {
  const platforms: TestPlatform[] = []
  async function start(overrides: ConfigOverrides): Promise<TestPlatform> {
    const platform = await startPlatform({ ...overrides, media: { workerCount: 1 } })
    platforms.push(platform)
    return platform
  }
  let patient: TestPlatform
  let impatient: TestPlatform
  beforeAll(async () => {
    patient = await start({})
    impatient = await start({ signaling: { sessionTtlMs: 3_000, heartbeatMs: 500 } })
  }, 120_000)
  afterAll(() => Promise.all(platforms.map((platform) => platform[Symbol.asyncDispose]())), 60_000)

  it.concurrent.each(ladderMs)(
    'of %d ms is survived by the session: nobody leaves, every text arrives once and in order',
    async (awayMs) => {
      const call = await outage(patient, `${awayMs}`, awayMs)
      const { alice, bob, sent } = call
      const backAt = performance.now()
      await waitFor(() => bob.texts.length >= 3 && alice.texts.length >= 3, {
        what: 'the texts to arrive',
        timeoutMs: backWithinMs,
      })
      console.log(`${awayMs} ms away: all texts there ${Math.round(performance.now() - backAt)} ms after the network`)
      const answers = await Promise.allSettled(sent)
      expect(bob.texts).toEqual(['to bob 1', 'to bob 2', 'to bob 3'])
      // Longer than a request may take with a connection, too: they are answered late.
      expect(answers.filter(({ status }) => status === 'rejected')).toEqual([])
      expect(alice.texts).toEqual(['to alice 1', 'to alice 2', 'to alice 3'])
      expect(alice.seen).toEqual([`${bob.room.localUid} joined`])
      expect(bob.seen).toEqual([])
      await waitFor(() => bob.client.state.state === 'open', { what: 'the session to be open' })
      expect(bob.states.some(({ state }) => state === 'closed' || state === 'connecting')).toBe(false)
      expect([...alice.room.participants.keys()]).toHaveLength(2)
      await waitFor(() => alice.room.participants.get(bob.room.localUid)?.connected, { what: 'bob to be connected' })
      await goHome(call)
    },
  )

  it.concurrent('that outlasts the session ends it cleanly on both sides, and leaves no ghost', async () => {
    const call = await outage(impatient, 'long', 9_000)
    const { alice, bob } = call
    await waitFor(() => alice.room.participants.size === 1, { what: 'bob to be gone' })
    expect(alice.seen).toEqual(['bob_long joined', 'bob_long lost'])
    expect(bob.client.state).toMatchObject({ state: 'closed', error: { code: 'SESSION_NOT_FOUND' } })
    expect(bob.room.closed).toBe(true)
    // The same uid comes anew.
    await bob.client.connect()
    const { roomId, rtoken } = alice.room
    const again = await bob.client.joinRoom({ roomId, rtoken })
    expect(again.participants.size).toBe(2)
    await waitFor(() => alice.seen.length === 3, { what: 'bob to be back' })
    await goHome(call)
  })

  it.concurrent('is told by the Linux SDK: WSS_LINK -1 at once, EXIT_ROOM below 0 when it outlasts the session', async () => {
    await using proxy = await OutageProxy.start(portOf(impatient))
    const { identity } = impatient
    const { uid, sign, bizName, appId, workspaceId } = await identity('linux')
    const links: RtcEvent[] = []
    const events: RtcEvent[] = []
    const engine = MRtcEngine.Create({ OnEngineEvent: (event) => links.push(event) })
    const videoFormat = { width: 64, height: 64, fps: 5 }
    engine.Init({ roomUrl: proxy.url, logLevel: 'none', videoFormat })
    const quiet = () => {}
    const listener: MRtcSessionListener = {
      OnSessionEvent: (event) => events.push(event),
      OnNewPublisher: quiet,
      OnStreamGone: quiet,
      OnNewSubscriber: quiet,
      OnAudio: quiet,
      OnVideo: quiet,
      OnText: quiet,
    }
    const session = engine.CreateSession(listener)
    session?.CreateRoom({ uid, sign, bizName, subBiz: appId, workspaceId })
    await waitFor(() => events.some(({ type, code }) => type === EventType.CREATE_ROOM && code === 0), {
      what: 'a room',
    })
    proxy.goAway()
    await waitFor(() => events.find(({ type }) => type === EventType.EXIT_ROOM), { what: 'the end' })
    expect(events.at(-1)).toMatchObject({ type: EventType.EXIT_ROOM, code: -1, ext: '{"reason":"sessionLost"}' })
    const told = links.filter(({ type }) => type === EventType.WSS_LINK)
    expect(told.map(({ code }) => code)).toEqual([0, -1, -1])
    expect(told.at(-1)?.ext).toContain('SESSION_NOT_FOUND')
    await engine.Destroy()
  })
})
