import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BotCall } from '@mrtc/bot'
import { expect, it } from 'vitest'
import { launchChromium } from '../support/chromium.ts'
import { logIn } from '../support/console-client.ts'
import { startPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { colourSource } from './colour-source.ts'
import { probe } from './media-file.ts'

/** A busy machine makes files slowly. */
const renderTimeoutMs = 90_000

interface Recording {
  readonly recordId: string
  readonly state: string
  readonly startedBy: string
  readonly failure: string | null
  readonly files: readonly { readonly url: string; readonly durationMs: number }[]
}

it('records a room by the setting of its app, plays the file in the console’s origin, makes it anew, and deletes it', {
  timeout: 300_000,
}, async () => {
  await using platform = await startPlatform()
  const { demo, console: consoleOf } = platform.server
  if (!consoleOf.firstOwner) throw new Error('the server made no owner')
  const owner = await logIn(platform.httpUrl, consoleOf.firstOwner)
  await owner.ask('PUT', `/apps/${demo.bizName}/settings`, { recording: { automatic: true } })
  const alice = await BotCall.join({ url: platform.wsUrl, ...(await platform.identity('alice')), autoSubscribe: false })
  const { roomId } = alice.room
  await alice.play(colourSource('red'), { tag: 'face' })
  const active = await waitFor(() => alice.room.recordings.active[0], { what: 'the recording that starts by itself' })
  expect(active).toMatchObject({ startedBy: '@automatic', state: 'recording' })
  await sleep(4_000)
  await owner.ask('DELETE', `/rooms/${roomId}`)

  const ready = () =>
    waitFor(
      async () => {
        const { items } = await owner.ask<{ items: Recording[] }>('GET', `/recordings?roomId=${roomId}`)
        if (items[0]?.state === 'failed') throw new Error(items[0].failure ?? 'failed')
        return items[0]?.state === 'ready' && items[0]
      },
      { what: 'the files', timeoutMs: renderTimeoutMs },
    )
  const { recordId, files } = await ready()
  const [file] = files
  if (!file) throw new Error('there is no file')
  expect(file.durationMs).toBeGreaterThan(2_500)

  const browser = await launchChromium()
  try {
    const page = await browser.newPage()
    await page.goto(`${platform.httpUrl}/api/v1/openapi.json`)
    const seen = await page.evaluate(playAndSeek, { account: consoleOf.firstOwner, url: file.url })
    expect(seen.durationSeconds).toBeCloseTo(file.durationMs / 1_000, 0)
    const [red = 0, green = 255, blue = 255] = seen.pixel
    expect(red).toBeGreaterThan(200)
    expect(Math.max(green, blue)).toBeLessThan(60)
  } finally {
    await browser.close()
  }

  await owner.ask('POST', `/recordings/${recordId}/render`, { width: 320, height: 180 })
  await ready()
  const dir = await mkdtemp(join(tmpdir(), 'mrtc-recording-test-'))
  try {
    const path = join(dir, 'again.mp4')
    await writeFile(path, await owner.bytes(`/recordings/${recordId}/files/0`))
    expect((await probe(path)).streams.find(({ kind }) => kind === 'video')).toMatchObject({ width: 320, height: 180 })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }

  await owner.ask('DELETE', `/recordings/${recordId}`)
  await expect(owner.ask('GET', `/recordings/${recordId}`)).rejects.toThrow('RECORDING_NOT_FOUND')
  await expect(platform.server.recorder.openFile({ recordId, index: 0 })).rejects.toThrow()
  await alice.close()
})

/** In the page: logs in as the console does, plays the file by its address alone, and looks at it near its end. */
async function playAndSeek({
  account,
  url,
}: {
  readonly account: { readonly name: string; readonly password: string }
  readonly url: string
}) {
  const login = await fetch('/api/v1/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  if (!login.ok) throw new Error(`logging in was answered ${login.status}`)
  const video = document.createElement('video')
  const heard = (name: string) =>
    new Promise<void>((resolve, reject) => {
      video.addEventListener(name, () => resolve(), { once: true })
      video.addEventListener('error', () => reject(new Error(video.error?.message ?? 'the file does not play')), {
        once: true,
      })
    })
  const loaded = heard('loadeddata')
  video.muted = true
  video.src = url
  document.body.append(video)
  await loaded
  const sought = heard('seeked')
  video.currentTime = video.duration - 0.5
  await sought
  const canvas = document.createElement('canvas')
  canvas.width = video.videoWidth
  canvas.height = video.videoHeight
  const context = canvas.getContext('2d')
  if (!context) throw new Error('there is no canvas')
  context.drawImage(video, 0, 0)
  const { data } = context.getImageData(video.videoWidth / 2, video.videoHeight / 2, 1, 1)
  return { durationSeconds: video.duration, pixel: [...data] }
}
