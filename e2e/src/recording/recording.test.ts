import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { BotCall } from '@mrtc/bot'
import type { RecordingInfo } from '@mrtc/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { colourSource, type SourceColour } from './colour-source.ts'
import { loudness, pictureAt, probe } from './media-file.ts'

describe('a recording on the server', { timeout: 120_000 }, () => {
  let platform: TestPlatform
  let dir: string
  let people = 0

  beforeAll(async () => {
    platform = await startPlatform()
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

  async function finished(call: BotCall, recordId: string): Promise<RecordingInfo> {
    return waitFor(
      async () => {
        const info = await call.client.recording(recordId)
        if (info.state === 'failed') throw new Error(info.failure)
        return info.state === 'ready' && info
      },
      { what: 'the files', timeoutMs: 60_000 },
    )
  }

  async function saved(recordId: string, index = 0): Promise<string> {
    const { body, file } = await platform.server.recorder.openFile({ recordId, index })
    const path = join(dir, `${recordId}-${index}.${file.format}`)
    await pipeline(body, createWriteStream(path))
    return path
  }

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
})
