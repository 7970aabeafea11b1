import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BotCall } from '@mrtc/bot'
import { expect, it } from 'vitest'
import { startPlatform } from '../support/platform.ts'
import { Stage, seesAndHears } from '../support/stage.ts'
import { loudness, pictureAt, probe } from './media-file.ts'
import { finished, saved } from './recording-files.ts'

it('records what browsers send: pictures in layers, sound with redundancy', { timeout: 200_000 }, async () => {
  await using platform = await startPlatform()
  await using stage = await Stage.open({ platform })
  const dir = await mkdtemp(join(tmpdir(), 'mrtc-recording-test-'))
  try {
    const { caller: alice, room } = await stage.joined('alice')
    const { caller: bob } = await stage.joined('bob', room)
    await seesAndHears(bob, 'alice')
    const identity = await platform.identity('recordist')
    const recordist = await BotCall.join({ url: platform.wsUrl, ...identity, room, autoSubscribe: false })
    const { recordId } = await recordist.room.recordings.start({ minFeeds: 2, rendering: { width: 1280 } })
    await sleep(5_000)
    await recordist.room.recordings.stop(recordId)
    await finished(recordist.client, recordId)
    const path = await saved({ server: platform.server, dir, recordId })
    const { durationSeconds, streams } = await probe(path)
    expect(durationSeconds).toBeGreaterThan(3)
    expect(streams.map(({ kind }) => kind).sort()).toEqual(['audio', 'video'])
    // Chromium's picture for tests is green all over, and its sound is a beep each second.
    const seen = await pictureAt(path, durationSeconds / 2)
    expect([seen(100, 50), seen(740, 50)]).toEqual(['green', 'green'])
    expect(await loudness(path, { from: 1, seconds: 2 })).toBeGreaterThan(-50)
    await Promise.all([recordist.close(), alice.close(), bob.close()])
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})
