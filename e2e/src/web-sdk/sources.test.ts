/** Every source that the guide names (6.3.2, publish_device), published by the SDK as it ships and seen by somebody else. */
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pdfOf } from '../sdk-media/pdf-file.ts'
import { grantDevices, launchChromium } from '../support/chromium.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { waitFor } from '../support/wait.ts'
import { buildSdk } from './built-sdk.ts'
import { manual, ownCamera, slots } from './configs.ts'
import { SdkPage } from './sdk-page.ts'
import { startSdkServer } from './sdk-server.ts'

const stack = new AsyncDisposableStack()
let platform: TestPlatform
let browser: Browser
let url: string
let lastUser = 0
const tabToneHz = 880

beforeAll(async () => {
  const sdk = stack.use(await buildSdk())
  url = stack.use(await startSdkServer(sdk.folder)).url
  platform = stack.use(await startPlatform())
  // Browsers do not offer a tab to itself: the watcher's, which has the same title, is shared.
  browser = stack.adopt(await launchChromium({ cameras: 3, sharesOwnTab: 'mrtc web sdk' }), (opened) => opened.close())
})
afterAll(() => stack.disposeAsync())

/** Somebody who is connected, at a page with `window.sources` to publish from. */
async function person(): Promise<SdkPage> {
  const page = await SdkPage.open(browser, url)
  await grantDevices(page.page.browserContext(), url)
  lastUser += 1
  await page.connects(platform.wsUrl, await platform.identity(`sharer${lastUser}`))
  const pdf = pdfOf([
    { width: 640, height: 360, colour: [1, 0, 0] },
    { width: 640, height: 360, colour: [0, 0, 1] },
  ])
  await page.page.evaluate(async (encoded) => {
    const canvas = document.createElement('canvas')
    canvas.width = 320
    canvas.height = 180
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('no canvas')
    let step = 0
    const region = document.getElementById('region')
    // What stands still gives no frames.
    setInterval(() => {
      context.fillStyle = `hsl(${step++ % 360} 80% 50%)`
      context.fillRect(0, 0, 320, 180)
      if (region) region.textContent = String(step)
    }, 60)
    const stream = canvas.captureStream(15)
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.start()
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    recorder.stop()
    await stopped
    const image = await new Promise((resolve) => canvas.toBlob(resolve))
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))
    const sources = {
      film: new Blob(parts, { type: 'video/webm' }),
      image,
      pdf: new Blob([bytes], { type: 'application/pdf' }),
      stream,
    }
    Object.assign(window, { sources })
  }, pdf.toString('base64'))
  return page
}

type Published = { readonly value: unknown } | { readonly code: number; readonly reason: string }

const sidOf = (outcome: Published): number => {
  if ('code' in outcome) throw new Error(`refused with ${outcome.code} ${outcome.reason}`)
  return Number(outcome.value)
}

it('publishes each of them with its tag, several at once', async () => {
  const alice = await person()
  const room = await alice.createsRoom(manual)
  const bob = await SdkPage.open(browser, url)
  await bob.connects(platform.wsUrl, await platform.identity('watcher'))
  await bob.joinsRoom(room, { auto_publish_subscribe: 4 })
  await bob.page.evaluate(playTone, tabToneHz)

  const [camera] = await alice.page.evaluate(async () => {
    const devices = await navigator.mediaDevices.enumerateDevices()
    return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId }) => deviceId)
  })
  const publishing: Record<string, () => Promise<Published>> = {
    camera: () =>
      alice.call('Publish', { ...ownCamera, videoSource: camera, audioSource: 'default', publish_tag: 'camera' }),
    tab: () =>
      alice.callWith('Publish', () => [
        { media_type: 1, publish_device: 2, enableDesktopAudio: true, publish_video_id: 'own2', publish_tag: 'tab' },
      ]),
    image: () => alice.callWith('Publish', fileConfig('image')),
    film: () => alice.callWith('Publish', fileConfig('film')),
    pdf: () => alice.callWith('Publish', fileConfig('pdf')),
    region: () =>
      alice.call('Publish', {
        media_type: 3,
        publish_device: 4,
        part_of_screen_id: 'region',
        publish_video_id: 'own2',
        publish_tag: 'region',
      }),
    custom: () =>
      alice.callWith('Publish', () => {
        const { sources } = window as unknown as { sources: { stream: MediaStream } }
        return [
          {
            media_type: 3,
            publish_device: 5,
            stream: sources.stream,
            publish_video_id: 'own2',
            publish_tag: 'custom',
          },
        ]
      }),
  }
  for (const [tag, publish] of Object.entries(publishing)) {
    const sid = sidOf(await publish())
    // Two streams at once all the time; a browser on a busy machine encodes no seven.
    const feedId = await feedWithTag(bob, tag)
    const watched = await bob.succeeds<string>('Subscribe', { ...slots[0], feedId })
    await waitFor(() => bob.page.$eval('#video1', (video) => (video as HTMLVideoElement).videoWidth > 0), {
      what: `the picture of ${tag}; ${JSON.stringify(await alice.called())}`,
      timeoutMs: 30_000,
    })
    if (tag === 'tab') {
      await waitFor(async () => Math.abs((await pitchHz(bob.page)) - tabToneHz) < 30, { what: 'the sound of the tab' })
    }
    if (tag === 'pdf') {
      expect(await alice.succeeds('ShowFilePage', sid, 2)).toEqual({ page: 2, pageCount: 2 })
    }
    await bob.succeeds('UnSubscribe', watched)
    if (tag !== 'camera') await alice.succeeds('UnPublish', sid)
  }
})

/** Run in the page: what is heard of its tab. */
function playTone(frequency: number): void {
  const context = new AudioContext()
  const tone = new OscillatorNode(context, { frequency })
  tone.connect(new GainNode(context, { gain: 0.3 })).connect(context.destination)
  tone.start()
}

/** The loudest pitch of what the page receives. */
function pitchHz(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const elements = [...document.querySelectorAll('audio, video')] as HTMLMediaElement[]
    const streams = elements.flatMap(({ srcObject }) => (srcObject instanceof MediaStream ? srcObject : []))
    const heard = streams.find((stream) => stream.getAudioTracks().length > 0)
    if (!heard) return 0
    const context = new AudioContext()
    try {
      const analyser = new AnalyserNode(context, { fftSize: 4_096 })
      new MediaStreamAudioSourceNode(context, { mediaStream: heard }).connect(analyser)
      await new Promise((resolve) => setTimeout(resolve, 500))
      const levels = new Float32Array(analyser.frequencyBinCount)
      analyser.getFloatFrequencyData(levels)
      const loudest = levels.reduce((best, level, index) => (level > (levels[best] ?? 0) ? index : best), 0)
      return (loudest * context.sampleRate) / analyser.fftSize
    } finally {
      await context.close()
    }
  })
}

/** Run in the page: it makes the parameters there. */
function fileConfig(name: 'image' | 'film' | 'pdf'): () => unknown {
  return new Function(
    `return [{ media_type: 1, publish_device: 3, file: window.sources.${name}, publish_video_id: 'own2', publish_tag: '${name}' }]`,
  ) as () => unknown
}

async function feedWithTag(page: SdkPage, tag: string): Promise<string> {
  return waitFor(
    async () => {
      const published = (await page.called()).filter(([name]) => name === 'OnNewPublish')
      const found = published
        .map(([, feed]) => feed as { feedId: string; tag: string })
        .find((feed) => feed.tag === tag)
      return found?.feedId
    },
    { what: `a feed with the tag ${tag}` },
  )
}
