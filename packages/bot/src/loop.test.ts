import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type I420Frame, monoPcm, type PcmChunk } from './codec/index.ts'
import { AudioPublisher, playSource, VideoPublisher } from './publishing/index.ts'
import { ReceivedStream } from './reception/index.ts'
import { readTestPattern, testSource } from './source/index.ts'
import { type LoopParticipant, type RouterLoop, startRouterLoop } from './testing/router-loop.ts'
import { until } from './testing/until.ts'

const size = { width: 320, height: 180, framesPerSecond: 15 }

/** A participant that publishes a test signal with its own numbers. */
async function publish(participant: LoopParticipant, toneHertz: number) {
  const audio = new AudioPublisher(monoPcm)
  const video = new VideoPublisher({ framesPerSecond: 15, bitrateMaxBps: 400_000 })
  const producers = [await participant.send(audio.track), await participant.send(video.track)]
  const stopping = new AbortController()
  let next = 1
  const source = testSource({ audio: monoPcm, video: size, toneHertz, number: () => next++ })
  const playing = playSource({ source, audio, video }, stopping.signal)
  return {
    audio,
    video,
    producers,
    stop: async () => {
      stopping.abort()
      await playing
      audio.close()
      video.close()
    },
  }
}

async function watch(participant: LoopParticipant, producers: readonly { id: string }[]) {
  const pictures: I420Frame[] = []
  const sounds: PcmChunk[] = []
  const stream = new ReceivedStream({
    feedId: 'feed',
    uid: 'alice',
    audioFormat: monoPcm,
    onSound: (chunk) => sounds.push(chunk),
    video: { form: 'i420', onPicture: (picture) => pictures.push(picture) },
    since: performance.now(),
  })
  const received = await Promise.all(producers.map(({ id }) => participant.receive(id)))
  const trackOf = (kind: 'audio' | 'video') => received.find(({ track }) => track.kind === kind)?.track
  stream.setTracks({ audio: trackOf('audio'), video: trackOf('video') })
  return { stream, pictures, sounds, received }
}

describe('a call through a media router', { timeout: 40_000 }, () => {
  let loop: RouterLoop

  beforeEach(async () => {
    loop = await startRouterLoop()
  })

  afterEach(async () => {
    await loop[Symbol.asyncDispose]()
  })

  it('brings every picture and the sound to the other side', async () => {
    const [alice, bob] = [await loop.join(), await loop.join()]
    const publication = await publish(alice, 220)
    const { stream, pictures, sounds } = await watch(bob, publication.producers)
    await until(() => pictures.length >= 30)
    const numbers = pictures.map(readTestPattern)
    expect(numbers[0]).toBeDefined()
    expect(numbers).toEqual(Array.from(numbers, (_, index) => (numbers[0] ?? 0) + index))
    const { audio, video, firstFrameMs, kbps } = stream.report
    expect(video).toMatchObject({ codec: 'H264', width: 320, height: 180, decodeErrors: 0, packetsLost: 0 })
    expect(video?.framesPerSecond).toBeGreaterThan(10)
    expect(audio?.rms).toBeGreaterThan(0.05)
    expect(audio?.samples).toBeGreaterThan(16_000)
    expect(sounds.every(({ format }) => format === monoPcm)).toBe(true)
    expect(firstFrameMs).toBeLessThan(5_000)
    expect(kbps).toBeGreaterThan(20)
    await publication.stop()
    stream.close()
  })

  it('makes the sender encode a key frame when somebody begins to watch', async () => {
    const [alice, bob, carol] = [await loop.join(), await loop.join(), await loop.join()]
    const publication = await publish(alice, 220)
    let requests = 0
    publication.video.on('keyFrameRequested', () => requests++)
    const first = await watch(bob, publication.producers)
    await until(() => first.pictures.length >= 5)
    const before = { requests, keyFrames: first.stream.report.video?.keyFrames ?? 0 }
    const second = await watch(carol, publication.producers)
    await until(() => second.pictures.length >= 5)
    expect(requests).toBeGreaterThan(before.requests)
    expect(first.stream.report.video?.keyFrames).toBeGreaterThan(before.keyFrames)
    await publication.stop()
    first.stream.close()
    second.stream.close()
  })

  it('asks for a key frame itself when it needs one', async () => {
    const [alice, bob] = [await loop.join(), await loop.join()]
    const publication = await publish(alice, 220)
    const { stream, pictures, received } = await watch(bob, publication.producers)
    await until(() => pictures.length >= 5)
    const keyFrames = stream.report.video?.keyFrames ?? 0
    // Longer than the server keeps requests apart for one producer.
    await sleep(1_500)
    received.find(({ track }) => track.kind === 'video')?.track.requestKeyFrame()
    await until(() => (stream.report.video?.keyFrames ?? 0) > keyFrames)
    await publication.stop()
    stream.close()
  })

  it('goes on after an ICE restart', async () => {
    const [alice, bob] = [await loop.join(), await loop.join()]
    const publication = await publish(alice, 220)
    const { stream, pictures } = await watch(bob, publication.producers)
    await until(() => pictures.length >= 5)
    await Promise.all([alice.restartIce(), bob.restartIce()])
    const before = pictures.length
    await until(() => pictures.length >= before + 15)
    expect(alice.states.send).toBe('connected')
    expect(bob.states.recv).toBe('connected')
    await publication.stop()
    stream.close()
  })

  it('tells when the other side of the media connection is gone', async () => {
    const alice = await loop.join()
    const publication = await publish(alice, 220)
    await until(() => alice.states.send === 'connected')
    loop.router.close()
    // At once by DTLS's closing alert; when that is lost, by ICE's consent checks, which take half a minute (RFC 7675).
    await until(() => alice.states.send !== 'connected', 50_000)
    await publication.stop()
  }, 60_000)
})

describe('a process', () => {
  it('ends by itself when its calls are closed', async () => {
    const script = join(import.meta.dirname, 'testing', 'short-call.ts')
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'], timeout: 30_000 })
    const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(output).toContain('closed')
    expect(code).toBe(0)
  }, 40_000)
})
