import { setTimeout as sleep } from 'node:timers/promises'
import { BotCall } from '@mrtc/bot'
import { describe, expect, it } from 'vitest'
import { ServerProgram } from '../support/server-program.ts'
import { waitFor } from '../support/wait.ts'
import { colourSource } from './colour-source.ts'
import { finished } from './recording-files.ts'

/** What may be missing at the end of what was recorded when a process died. */
const lostMsMax = 1_000

describe('a recording whose server is killed', { timeout: 240_000 }, () => {
  // Twice more: a machine that is too busy to take packets for a second loses that second before it is recorded.
  it('is finished when the server is back, but for the last second at most', { retry: 2 }, async () => {
    await using server = await ServerProgram.start()
    const joins = async (uid: string) =>
      BotCall.join({ url: server.platform.wsUrl, ...(await server.platform.identity(uid)), autoSubscribe: false })
    const alice = await joins('alice')
    await alice.play(colourSource('red'))
    const { recordId } = await alice.room.recordings.start({ until: 'roomEnds' })
    await sleep(6_000)
    const killedAt = Date.now()
    await server.end('SIGKILL')
    await server.start()
    const bob = await joins('bob')
    const { files } = await finished(bob.client, recordId)
    expect(files).toMatchObject([{ kinds: ['audio', 'video'], format: 'mp4' }])
    const [file] = files
    const recordedMs = file?.durationMs ?? 0
    const passedMs = killedAt - (file?.startedAt ?? 0)
    console.log(`recorded ${recordedMs} of ${passedMs} ms`)
    expect(recordedMs).toBeGreaterThan(passedMs - lostMsMax)
    expect(file?.sizeBytes).toBeGreaterThan(10_000)
    // Nobody is told that a room is recorded which is not any more.
    await waitFor(() => alice.client.state.state === 'open', { what: 'alice to be back' })
    expect(alice.room.recordings.active).toEqual([])
    await Promise.all([alice.close(), bob.close()])
  })
})
