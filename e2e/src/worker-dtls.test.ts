/**
 * The worker that the project runs on, downloaded or built, against a browser's DTLS. Unpatched, a worker built with a
 * system's OpenSSL that has kernel TLS dies on the first ClientHello (see patches/).
 */
import { createWorker, type types as mediasoup } from 'mediasoup'
import type { Browser, Page } from 'puppeteer-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SendOptions } from './page/dtls.ts'
import { bundlePage } from './support/bundle-page.ts'
import { launchChromium } from './support/chromium.ts'
import { waitFor } from './support/wait.ts'

const VP8 = { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 } as const

/** What the bundle of page/dtls.ts puts on `window`. */
declare const dtlsPage: { send(options: SendOptions): Promise<void> }

let browser: Browser
let worker: mediasoup.Worker
let workerDied: Error | undefined
beforeAll(async () => {
  browser = await launchChromium()
  worker = await createWorker()
  worker.on('died', (error) => {
    workerDied = error
  })
})
afterAll(async () => {
  worker?.close()
  await browser?.close()
})

/** Hands the page the server's side of the two steps that need it. */
async function letPageSend(
  page: Page,
  transport: mediasoup.WebRtcTransport,
): Promise<() => mediasoup.Producer | undefined> {
  let producer: mediasoup.Producer | undefined
  await page.exposeFunction('connectTransport', (dtlsParameters: mediasoup.DtlsParameters) =>
    transport.connect({ dtlsParameters }),
  )
  await page.exposeFunction('produce', async (rtpParameters: mediasoup.RtpParameters) => {
    producer = await transport.produce({ kind: 'video', rtpParameters })
    return producer.id
  })
  await page.addScriptTag({
    content: await bundlePage({ entry: new URL('./page/dtls.ts', import.meta.url), name: 'dtlsPage' }),
  })
  return () => producer
}

test('a DTLS handshake from Chromium connects, media flows, and the worker lives', async () => {
  const router = await worker.createRouter({ mediaCodecs: [{ ...VP8, preferredPayloadType: 96 }] })
  const transport = await router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] })
  const page = await browser.newPage()
  const producer = await letPageSend(page, transport)

  const options = {
    // The two packages type the same JSON: mediasoup names more header extensions than its client does.
    routerRtpCapabilities: router.rtpCapabilities as SendOptions['routerRtpCapabilities'],
    transport: {
      id: transport.id,
      iceParameters: transport.iceParameters,
      iceCandidates: transport.iceCandidates,
      dtlsParameters: transport.dtlsParameters,
    },
  }
  await page
    .evaluate((sendOptions) => dtlsPage.send(sendOptions), options)
    .catch((error: unknown) => {
      // When the worker dies, that is the news, and not what the page makes of it.
      throw workerDied ?? error
    })

  await waitFor(() => workerDied !== undefined || transport.dtlsState === 'connected', { what: 'the DTLS handshake' })
  expect(workerDied).toBeUndefined()
  expect(transport.dtlsState).toBe('connected')

  await waitFor(async () => (await producer()?.getStats())?.some(({ packetCount }) => packetCount > 0), {
    what: 'the first decrypted packet',
  })
  expect(worker.closed).toBe(false)
})
