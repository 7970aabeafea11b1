import { linuxEngineNames, linuxEventTypes, linuxSessionNames } from '@mrtc/protocol'
import { type RunningServer, startServer } from '@mrtc/server'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { H264Encoder, i420FromBuffer, i420SizeBytes, i420ToBuffer, VideoDecoder } from '../codec/index.ts'
import { TestPattern } from '../source/index.ts'
import { until } from '../testing/until.ts'
import {
  EventType,
  MRtcEngine,
  type MRtcEngineInitParam,
  type MRtcSession,
  type MRtcSessionListener,
  type RtcEvent,
  RtcVideoCodec,
  type RtcVideoData,
  type StreamInfo,
} from './index.ts'

const width = 320
const height = 180
const pattern = new TestPattern(width, height)

const videoFormat = { fps: 15, width, height, kbps: 400, videoCodec: RtcVideoCodec.VIDEO_CODEC_YUV420P }

/** A session with everything that it told. */
class Recorder implements MRtcSessionListener {
  readonly events: RtcEvent[] = []
  readonly publishers: StreamInfo[] = []
  readonly gone: StreamInfo[] = []
  readonly subscribers: StreamInfo[] = []
  readonly texts: string[] = []
  readonly joiners: string[] = []
  readonly videos: RtcVideoData[] = []
  soundBytes = 0
  keyFrameRequests = 0

  OnSessionEvent(event: RtcEvent) {
    this.events.push(event)
  }
  OnNewPublisher(info: StreamInfo) {
    this.publishers.push(info)
  }
  OnStreamGone(info: StreamInfo) {
    this.gone.push(info)
  }
  OnNewSubscriber(info: StreamInfo) {
    this.subscribers.push(info)
  }
  OnAudio({ length }: { length: number }) {
    this.soundBytes += length
  }
  OnVideo(video: RtcVideoData) {
    this.videos.push(video)
  }
  OnText({ uid, text }: { uid: string; text: string }) {
    this.texts.push(`${uid}: ${text}`)
  }
  OnKeyFrameRequest() {
    this.keyFrameRequests++
  }
  OnNewJoiner({ uid }: { uid: string }) {
    this.joiners.push(uid)
  }

  of(type: EventType): RtcEvent | undefined {
    return this.events.find((event) => event.type === type)
  }
  async told(type: EventType): Promise<RtcEvent> {
    await until(() => this.of(type) !== undefined)
    return this.of(type) ?? { uid: '', type, code: -1, ext: '' }
  }
}

describe('the Linux SDK', { timeout: 60_000 }, () => {
  let server: RunningServer
  let users = 0
  const engines: MRtcEngine[] = []

  beforeAll(async () => {
    server = await startServer({ http: { port: 0 }, data: { ephemeral: true }, log: { level: 'warn' } })
  }, 60_000)

  afterAll(() => server.close())

  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.Destroy()))
  })

  async function newEngine(param: Partial<MRtcEngineInitParam> = {}) {
    const events: RtcEvent[] = []
    const engine = MRtcEngine.Create({ OnEngineEvent: (event) => events.push(event) })
    engines.push(engine)
    const result = engine.Init({ roomUrl: server.wsUrl, logLevel: 'none', videoFormat, ...param })
    await until(() => events.length > 0)
    return { engine, events, result }
  }

  function credentials() {
    const uid = `user_${++users}`
    const { bizName, appId, workspaceId } = server.demo
    return { uid, sign: server.demo.sign(uid).sign, bizName, subBiz: appId, workspaceId }
  }

  async function newSession(engine: MRtcEngine): Promise<{ session: MRtcSession; heard: Recorder }> {
    const heard = new Recorder()
    const session = engine.CreateSession(heard)
    if (session === null) throw new Error('no session')
    return { session, heard }
  }

  async function createRoom(engine: MRtcEngine, param: { autoSubscribe?: boolean } = {}) {
    const { session, heard } = await newSession(engine)
    session.CreateRoom({ ...credentials(), ...param })
    const created = await heard.told(EventType.CREATE_ROOM)
    expect(created).toMatchObject({ code: 0 })
    return { session, heard, room: JSON.parse(created.ext) as { roomId: string; token: string } }
  }

  const feedPicture = (session: MRtcSession, number: number) => {
    const { y, u, v, strideY, strideU, strideV } = pattern.draw(number, number * 66)
    session.FeedVideo({
      dataY: y,
      dataU: u,
      dataV: v,
      strideY,
      strideU,
      strideV,
      width,
      height,
      timestamp: number * 66,
    })
  }

  it('has the names of the guide', async () => {
    const engine = MRtcEngine.Create({ OnEngineEvent: () => undefined })
    for (const name of linuxEngineNames) expect(name in engine || name in MRtcEngine, name).toBe(true)
    const { engine: ready } = await newEngine()
    const { session } = await newSession(ready)
    const later = ['SendData', 'StartRecord']
    for (const name of linuxSessionNames) expect(name in session, name).toBe(!later.includes(name))
    expect(Object.keys(EventType)).toEqual(linuxEventTypes)
    expect(ready.GetVersion()).toMatch(/^\d+\.\d+\.\d+/)
  })

  it('carries pictures, sound and texts between two sessions', async () => {
    const { engine, events, result } = await newEngine()
    expect(result).toBe(0)
    expect(events[0]).toMatchObject({ type: EventType.INIT, code: 0 })
    const alice = await createRoom(engine, { autoSubscribe: true })
    expect(alice.session.GetSessionId()).not.toBe('')
    expect(events).toContainEqual(expect.objectContaining({ type: EventType.WSS_LINK, code: 0 }))

    const bob = await newSession(engine)
    bob.session.JoinRoom({ ...credentials(), ...alice.room, autoSubscribe: false })
    expect(JSON.parse((await bob.heard.told(EventType.JOIN_ROOM)).ext)).toEqual(alice.room)
    await until(() => alice.heard.joiners.length === 1)

    bob.session.Publish({ enableVideo: true })
    const published = await bob.heard.told(EventType.PUBLISH)
    expect(published).toMatchObject({ code: 0, ext: expect.stringMatching(/.+/) })
    expect(await bob.heard.told(EventType.ICE_LINK)).toMatchObject({ code: 0, ext: published.ext })

    // Alice subscribes by herself.
    expect(await alice.heard.told(EventType.SUBSCRIBE)).toMatchObject({ code: 0, ext: published.ext })
    expect(alice.heard.publishers).toMatchObject([{ streamId: published.ext, hasAudio: true, hasVideo: true }])
    await until(() => bob.heard.subscribers.length === 1)
    let number = 0
    const feeding = setInterval(() => feedPicture(bob.session, number++), 66)
    bob.session.FeedAudio({ data: Buffer.alloc(32_000, 1), length: 32_000, timestamp: 0 })
    await until(() => alice.heard.videos.length >= 10 && alice.heard.soundBytes > 10_000)
    clearInterval(feeding)
    const { dataU, strideY, ...video } = alice.heard.videos[0] ?? ({} as RtcVideoData)
    expect(video).toMatchObject({ width, height })
    expect(dataU).toHaveLength((width / 2) * (height / 2))
    expect(strideY).toBe(width)

    alice.session.SendText('hello')
    await until(() => bob.heard.texts.length === 1)
    expect(bob.heard.texts[0]).toMatch(/: hello$/)

    bob.session.LeaveRoom()
    expect(await bob.heard.told(EventType.EXIT_ROOM)).toMatchObject({ code: 0 })
    await until(() => alice.heard.gone.length === 1)
    expect(bob.session.GetSessionId()).toBe('')
  })

  it('subscribes what it is told, when it is told', async () => {
    const { engine } = await newEngine()
    const alice = await createRoom(engine)
    alice.session.Publish({ enableVideo: true })
    const { ext: streamId } = await alice.heard.told(EventType.PUBLISH)
    const bob = await newSession(engine)
    bob.session.JoinRoom({ ...credentials(), ...alice.room })
    await bob.heard.told(EventType.JOIN_ROOM)
    expect(bob.heard.publishers).toMatchObject([{ streamId }])
    expect(bob.heard.of(EventType.SUBSCRIBE)).toBeUndefined()
    bob.session.Subscribe({ streamId, enableVideo: false, enableAudio: true })
    expect(await bob.heard.told(EventType.SUBSCRIBE)).toMatchObject({ code: 0, ext: streamId })
    await until(() => bob.heard.soundBytes > 0)
    expect(bob.heard.videos).toHaveLength(0)
    await engine.DestroySession(alice.session)
    await until(() => bob.heard.gone.length === 1)
  })

  it('sends queued speech in real time, tells how much is left, and drops it when interrupted', async () => {
    const { engine } = await newEngine()
    const { session, heard } = await createRoom(engine)
    session.FeedAudio({ data: Buffer.alloc(640), length: 640, timestamp: 0 })
    expect(session.AudioQueueSize()).toBe(0)
    session.Publish()
    await heard.told(EventType.PUBLISH)
    const fiveSeconds = 5 * 32_000
    session.FeedAudio({ data: Buffer.alloc(fiveSeconds), length: fiveSeconds, timestamp: 0 })
    await until(() => session.AudioQueueSize() < fiveSeconds)
    expect(session.AudioQueueSize()).toBeGreaterThan(fiveSeconds / 2)
    session.ClearAudio()
    expect(session.AudioQueueSize()).toBe(0)
    expect(() => session.FeedAudio({ data: Buffer.alloc(3), length: 3, timestamp: 0 })).toThrow(/whole samples/)
  })

  it('takes and gives H264 as it is, and asks for key frames', async () => {
    const { engine } = await newEngine({
      videoFormat: { ...videoFormat, videoCodec: RtcVideoCodec.VIDEO_CODEC_H264 },
    })
    const alice = await createRoom(engine)
    alice.session.Publish({ enableVideo: true, enableAudio: false })
    const { ext: streamId } = await alice.heard.told(EventType.PUBLISH)
    const encoder = new H264Encoder({ width, height, framesPerSecond: 15, bitrateBps: 300_000 })
    let number = 0
    let answered = 0
    const feeding = setInterval(() => {
      const keyFrame = number === 0 || answered < alice.heard.keyFrameRequests
      answered = alice.heard.keyFrameRequests
      const frame = encoder.encode(pattern.draw(number, number * 66), { keyFrame })
      number++
      if (frame === undefined) return
      alice.session.FeedVideo({
        dataY: frame.data,
        length: frame.data.length,
        width,
        height,
        timestamp: frame.timestampMs,
      })
    }, 66)
    const bob = await newSession(engine)
    bob.session.JoinRoom({ ...credentials(), ...alice.room })
    await bob.heard.told(EventType.JOIN_ROOM)
    bob.session.Subscribe({ streamId, enableVideo: true, enableAudio: false })
    await until(() => bob.heard.videos.length >= 10)
    clearInterval(feeding)
    encoder.close()
    expect(alice.heard.keyFrameRequests).toBeGreaterThan(0)
    expect(bob.heard.videos[0]).toMatchObject({ width, height })
    expect(bob.heard.videos[0]?.dataU).toBeUndefined()
    const decoder = new VideoDecoder('H264')
    const pictures = bob.heard.videos.flatMap(({ dataY, timestamp }, index) =>
      decoder.decode({ data: Buffer.from(dataY), timestampMs: timestamp, keyFrame: index === 0 }),
    )
    expect(pictures).toHaveLength(bob.heard.videos.length)
    expect(
      i420ToBuffer(pictures[0] ?? i420FromBuffer(Buffer.alloc(0), { width: 0, height: 0, timestampMs: 0 })),
    ).toHaveLength(i420SizeBytes(width, height))
    decoder.close()
    expect(() =>
      alice.session.FeedVideo({ dataY: Buffer.from('not H264'), length: 8, width, height, timestamp: 0 }),
    ).toThrow(/Annex B/)
  })

  it('tells each failure with a code below 0 and what to do', async () => {
    const { engine, events } = await newEngine()
    const wrongSign = await newSession(engine)
    wrongSign.session.CreateRoom({ ...credentials(), sign: 'bm90IGEgc2lnbmF0dXJl' })
    expect(await wrongSign.heard.told(EventType.CREATE_ROOM)).toMatchObject({
      code: -1,
      ext: expect.stringContaining('SIGNATURE_INVALID'),
    })
    expect(events).toContainEqual(expect.objectContaining({ type: EventType.WSS_LINK, code: -1 }))

    const noRoom = await newSession(engine)
    noRoom.session.JoinRoom({ ...credentials(), roomId: 'none', token: '123' })
    expect(await noRoom.heard.told(EventType.JOIN_ROOM)).toMatchObject({
      code: -1,
      ext: expect.stringContaining('ROOM_NOT_FOUND'),
    })

    const outside = await newSession(engine)
    outside.session.Publish()
    outside.session.Subscribe({ streamId: 'none' })
    outside.session.LeaveRoom()
    for (const type of [EventType.PUBLISH, EventType.SUBSCRIBE, EventType.EXIT_ROOM]) {
      expect(await outside.heard.told(type)).toMatchObject({ code: -1, ext: expect.stringContaining('NOT_IN_ROOM') })
    }
    expect(() => outside.session.SendText('hello')).toThrow(/not in a room/)
  })

  it('moves to a new socket when told to, in the same session', async () => {
    const { engine, events } = await newEngine()
    const { session } = await createRoom(engine)
    const sessionId = session.GetSessionId()
    const links = () => events.filter(({ type }) => type === EventType.WSS_LINK).map(({ code }) => code)
    session.ReconnectNow()
    await until(() => links().length === 3)
    expect(links()).toEqual([0, -1, 0])
    expect(session.GetSessionId()).toBe(sessionId)
    const outside = await newSession(engine)
    outside.session.ReconnectNow()
  })

  it('creates no room that depends on recording, and one that only wishes it', async () => {
    const { engine } = await newEngine()
    const strict = await newSession(engine)
    strict.session.CreateRoom({ ...credentials(), ext: '{"defaultRecord":true,"recordStrongDepend":true}' })
    expect(await strict.heard.told(EventType.CREATE_ROOM)).toMatchObject({ code: -1 })
    const lenient = await newSession(engine)
    lenient.session.CreateRoom({ ...credentials(), ext: '{"defaultRecord":true,"recordStrongDepend":false}' })
    expect(await lenient.heard.told(EventType.CREATE_ROOM)).toMatchObject({ code: 0 })
    const broken = await newSession(engine)
    broken.session.CreateRoom({ ...credentials(), ext: 'record' })
    expect(await broken.heard.told(EventType.CREATE_ROOM)).toMatchObject({ ext: expect.stringContaining('not JSON') })
  })

  it('has no more sessions than it was told', async () => {
    const { engine } = await newEngine({ maxSessionNum: 2 })
    const first = engine.CreateSession(new Recorder())
    expect(engine.CreateSession(new Recorder())).not.toBeNull()
    expect(engine.CreateSession(new Recorder())).toBeNull()
    if (first !== null) await engine.DestroySession(first)
    expect(engine.CreateSession(new Recorder())).not.toBeNull()
  })

  it.each([
    ['roomUrl', { roomUrl: 'nowhere' }],
    ['videoFormat.width', { videoFormat: { ...videoFormat, width: 321 } }],
    ['videoFormat.fps', { videoFormat: { ...videoFormat, fps: 0 } }],
    ['audioFormat', { audioFormat: { sampleRate: 44_100, channels: 2 } }],
  ])('refuses a wrong %s at Init', async (field, param) => {
    const { engine, events, result } = await newEngine(param)
    expect(result).toBe(-1)
    expect(events[0]).toMatchObject({
      type: EventType.INIT,
      code: -1,
      ext: expect.stringContaining(`"field":"${field}"`),
    })
    expect(engine.CreateSession(new Recorder())).toBeNull()
  })

  it('is told when it was removed from the room, and can enter another', async () => {
    const { engine } = await newEngine()
    const alice = await createRoom(engine)
    const { session, heard } = await newSession(engine)
    const identity = credentials()
    session.JoinRoom({ ...identity, ...alice.room })
    await heard.told(EventType.JOIN_ROOM)
    // The same user from elsewhere takes over.
    const again = await newSession(engine)
    again.session.JoinRoom({ ...identity, ...alice.room })
    expect(await heard.told(EventType.EXIT_ROOM)).toMatchObject({ code: -1, ext: expect.stringContaining('reason') })
    session.CreateRoom(credentials())
    expect(await heard.told(EventType.CREATE_ROOM)).toMatchObject({ code: 0 })
  })
})
