import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BotCall } from '@mrtc/bot'
import { renderingSchema } from '@mrtc/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { colourSource, type SourceColour } from './colour-source.ts'
import { loudness, pictureAt, probe } from './media-file.ts'
import { makePicture, servePicture } from './picture-server.ts'
import { finished as filesOf, saved as savedFile } from './recording-files.ts'

describe('a recording on the server', { timeout: 120_000 }, () => {
  let platform: TestPlatform
  let dir: string
  let people = 0

  beforeAll(async () => {
    platform = await startPlatform({ recorder: { allowPrivateNetworks: true } })
    dir = await mkdtemp(join(tmpdir(), 'mrtc-recording-test-'))
  }, 120_000)

  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
    await rm(dir, { recursive: true, force: true })
  })

  async function joins(room?: BotCall['room']): Promise<BotCall> {
    people += 1
    const identity = await platform.identity(`bot${people}`)
    const address = room && { room: { roomId: room.roomId, rtoken: room.rtoken } }
    return BotCall.join({ url: platform.wsUrl, ...identity, ...address, autoSubscribe: false })
  }

  const plays = (call: BotCall, colour: SourceColour, tag = colour as string) =>
    call.play(colourSource(colour), { tag })

  const finished = (call: BotCall, recordId: string) => filesOf(call.client, recordId)
  const saved = (recordId: string, index = 0) => savedFile({ server: platform.server, dir, recordId, index })

  it('is a file with the picture and the sound of who published', async () => {
    const alice = await joins()
    await plays(alice, 'red')
    const { recordId } = await alice.room.recordings.start()
    expect(alice.room.recordings.active).toMatchObject([{ recordId, state: 'recording' }])
    await sleep(4_000)
    await alice.room.recordings.stop(recordId)
    const { files } = await finished(alice, recordId)
    expect(files).toMatchObject([{ kinds: ['audio', 'video'], format: 'mp4' }])
    const path = await saved(recordId)
    const { durationSeconds, streams } = await probe(path)
    expect(durationSeconds).toBeGreaterThan(2.5)
    expect(durationSeconds).toBeLessThan(8)
    expect(streams.map(({ kind, codec }) => `${kind} ${codec}`).sort()).toEqual(['audio aac', 'video h264'])
    expect(streams.find(({ kind }) => kind === 'video')).toMatchObject({ width: 640, height: 360 })
    const colour = await pictureAt(path, durationSeconds - 1)
    expect([colour(320, 180), colour(10, 10)]).toEqual(['red', 'red'])
    expect(await loudness(path, { from: 1, seconds: 1 })).toBeGreaterThan(-40)
    await alice.close()
  })

  it('shows who is there at each moment side by side: those who come late and those who have left', async () => {
    const alice = await joins()
    await plays(alice, 'red')
    const { recordId } = await alice.room.recordings.start()
    await sleep(3_000)
    const bob = await joins(alice.room)
    expect(await waitFor(() => bob.room.recordings.active[0], { what: 'bob to know' })).toMatchObject({ recordId })
    await plays(bob, 'green')
    const carol = await joins(alice.room)
    await plays(carol, 'blue')
    await sleep(4_000)
    await Promise.all([bob.close(), carol.close()])
    await sleep(2_500)
    await alice.room.recordings.stop(recordId)
    await finished(alice, recordId)
    const path = await saved(recordId)
    const { durationSeconds } = await probe(path)
    const first = await pictureAt(path, 1)
    expect(first(320, 180)).toBe('red')
    // Two above, one in the middle below, in the order in which they came; somewhere in the time that they had together.
    const together = await waitFor(
      async () => {
        for (let at = 2; at < durationSeconds - 1; at += 0.5) {
          const seen = await pictureAt(path, at)
          if (seen(160, 90) === 'red' && seen(480, 90) === 'green' && seen(320, 270) === 'blue') return seen
        }
        throw new Error('red, green and blue are never seen together')
      },
      { what: 'the three of them' },
    )
    expect(together(20, 270)).toBe('black')
    expect((await pictureAt(path, durationSeconds - 0.5))(320, 180)).toBe('red')
    await alice.close()
  })

  it('leaves out what happened while it was paused', async () => {
    const alice = await joins()
    const red = await plays(alice, 'red')
    const { recordId } = await alice.room.recordings.start()
    await sleep(2_500)
    await alice.room.recordings.pause(recordId)
    expect(alice.room.recordings.active).toMatchObject([{ recordId, state: 'paused' }])
    await expect(alice.room.recordings.pause(recordId)).rejects.toMatchObject({ code: 'RECORDING_STATE_INVALID' })
    await red.stop()
    const blue = await plays(alice, 'blue')
    await sleep(4_000)
    await blue.stop()
    await plays(alice, 'green')
    await alice.room.recordings.resume(recordId)
    await sleep(2_500)
    const ended = Promise.withResolvers<string>()
    alice.room.on('recordingEnded', ({ reason }) => ended.resolve(reason))
    await alice.room.recordings.stop(recordId)
    await expect(ended.promise).resolves.toBe('stopped')
    const { files } = await finished(alice, recordId)
    const path = await saved(recordId)
    const seconds = (files[0]?.durationMs ?? 0) / 1_000
    expect(seconds).toBeGreaterThan(3)
    const colours = new Set<string>()
    for (let at = 0.5; at < seconds - 0.2; at += 0.5) colours.add((await pictureAt(path, at))(320, 180))
    colours.delete('black')
    expect([...colours]).toEqual(['red', 'green'])
    await alice.close()
  })

  it('is made as it was asked for: places, size, watermarks, several files, one more of the sound', async () => {
    const alice = await joins()
    await plays(alice, 'red', 'face')
    await plays(alice, 'blue', 'screen')
    const { recordId } = await alice.room.recordings.start({
      name: 'calls/wanted',
      tagPrefix: 'f',
      rendering: {
        width: 320,
        height: 240,
        framesPerSecond: 10,
        layout: { kind: 'positions', positions: [{ tag: 'face', x: 160, y: 120, width: 160, height: 120 }] },
        watermarks: [{ kind: 'text', text: "录制 %{n} '; WWWWWWWW", x: 4, y: 4, fontSize: 24 }],
        maxFileMs: 2_000,
        separate: 'audio',
      },
    })
    await sleep(5_000)
    await alice.room.recordings.stop(recordId)
    const { files } = await finished(alice, recordId)
    expect(files.length).toBeGreaterThanOrEqual(4)
    expect(files.slice(0, 4).map(({ kinds, format }) => `${kinds.join('+')} ${format}`)).toEqual([
      'audio+video mp4',
      'audio m4a',
      'audio+video mp4',
      'audio m4a',
    ])
    expect(files[0]?.durationMs).toBe(2_000)
    const path = await saved(recordId)
    const probed = await probe(path)
    expect(probed.durationSeconds).toBeGreaterThan(1.8)
    expect(probed.durationSeconds).toBeLessThan(2.3)
    expect(probed.streams.find(({ kind }) => kind === 'video')).toMatchObject({ width: 320, height: 240 })
    const seen = await pictureAt(await saved(recordId, 2), 1)
    expect(seen(240, 180)).toBe('red')
    expect(seen(80, 200)).toBe('black')
    const written = Array.from({ length: 150 }, (_, x) => seen(x + 4, 16)).filter((colour) => colour === 'white')
    expect(written.length).toBeGreaterThan(5)
    expect((await probe(await saved(recordId, 1))).streams.map(({ kind }) => kind)).toEqual(['audio'])
    await alice.close()
  })

  it('of sound alone, and as FLV, is made as well; and again with another layout', async () => {
    const alice = await joins()
    await plays(alice, 'red')
    const sound = await alice.room.recordings.start({ kinds: ['audio'] })
    const flash = await alice.room.recordings.start({ rendering: { format: 'flv' } })
    await sleep(3_000)
    for (const { recordId } of [sound, flash]) await alice.room.recordings.stop(recordId)
    await finished(alice, sound.recordId)
    expect((await probe(await saved(sound.recordId))).streams.map(({ kind }) => kind)).toEqual(['audio'])
    await finished(alice, flash.recordId)
    const path = await saved(flash.recordId)
    expect((await probe(path)).streams.map(({ codec }) => codec).sort()).toEqual(['aac', 'h264'])
    const { recorder } = platform.server
    await recorder.renderAgain(flash.recordId, renderingSchema.parse({ width: 160, height: 90 }))
    expect((await finished(alice, flash.recordId)).files).toMatchObject([{ format: 'mp4' }])
    expect((await probe(await saved(flash.recordId))).streams).toContainEqual(expect.objectContaining({ width: 160 }))
    await recorder.delete(flash.recordId)
    await expect(alice.client.recording(flash.recordId)).rejects.toMatchObject({ code: 'RECORDING_NOT_FOUND' })
    await alice.close()
  })

  it('has pictures, fetched when they are set, and the time of day as watermarks', async () => {
    const picture = join(dir, 'white.png')
    await makePicture(picture, { colour: 'white', width: 40, height: 40 })
    await using pictures = await servePicture(picture)
    const alice = await joins()
    await plays(alice, 'red')
    const { recordId } = await alice.room.recordings.start()
    await sleep(2_000)
    const missing = alice.room.recordings.setWatermarks(recordId, [
      { kind: 'image', x: 0, y: 0, url: `${pictures.url}/missing` },
    ])
    await expect(missing).rejects.toMatchObject({ code: 'PARAMETER_INVALID', field: 'watermarks.0.url' })
    await alice.room.recordings.setWatermarks(recordId, [
      { kind: 'image', tag: 'red', x: 20, y: 20, url: pictures.url },
      { kind: 'time', x: 20, y: 200, fontSize: 32 },
    ])
    await sleep(2_000)
    await alice.room.recordings.stop(recordId)
    const { files } = await finished(alice, recordId)
    const seen = await pictureAt(await saved(recordId), (files[0]?.durationMs ?? 0) / 1_000 - 0.5)
    expect([seen(40, 40), seen(10, 10), seen(80, 80)]).toEqual(['white', 'red', 'red'])
    // 23 characters of the time of day.
    const written = Array.from({ length: 380 }, (_, x) => seen(x + 20, 214)).filter((colour) => colour === 'white')
    expect(written.length).toBeGreaterThan(40)
    await alice.close()
  })

  it('ends with the room, or with the one who started it, and tells business servers what became of it', async () => {
    const codes: number[] = []
    platform.server.recorder.events.on('told', ({ eventCode }) => codes.push(eventCode))
    const alice = await joins()
    const bob = await joins(alice.room)
    await plays(bob, 'green')
    const { recordId } = await alice.room.recordings.start()
    await waitFor(() => codes.includes(0), { what: 'a feed to be recorded' })
    const over = Promise.withResolvers<string>()
    bob.room.on('recordingEnded', ({ reason }) => over.resolve(reason))
    await sleep(1_500)
    await alice.close()
    await expect(over.promise).resolves.toBe('starterLeft')
    await finished(bob, recordId)
    await waitFor(() => codes.includes(99), { what: 'the result' })
    expect(codes).toEqual([10, 0, 11, 99])
    await bob.close()
  })
})
