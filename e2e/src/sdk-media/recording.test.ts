import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'
import { ProbedFile } from './probe.ts'

const stack = new AsyncDisposableStack()
let page: Page

beforeAll(async () => {
  page = await startMediaPage(stack)
})
afterAll(() => stack.disposeAsync())

const isNear = (colour: readonly number[] | undefined, wanted: readonly number[]) =>
  wanted.every((value, index) => Math.abs(value - (colour?.[index] ?? -1)) < 60)

describe('a recording', () => {
  it.each([
    ['VP8', 'webm', 'vp8', /opus/],
    ['VP9', 'webm', 'vp9', /opus/],
    ['H264', 'mp4', 'h264', /opus|aac/],
  ] as const)('in %s is a %s that plays, as long as it was recorded', async (codec, container, video, audio) => {
    const made = await page.evaluate(async (wanted) => {
      const { sdk, paint, toBase64 } = window.media
      const streams = [paint({ width: 320, height: 180, colour: '#f00', toneHz: 440 })]
      const recording = await sdk.startRecording({ streams, codec: wanted, size: { width: 640, height: 360 } })
      const startedAt = performance.now()
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      const file = await recording.stop()
      const tookMs = performance.now() - startedAt
      return { ...file, base64: await toBase64(file.blob), type: file.blob.type, tookMs, state: recording.state }
    }, codec)
    expect(made).toMatchObject({ extension: `.${container}`, type: `video/${container}`, state: 'stopped' })
    await using file = await ProbedFile.write(made.base64)
    const probe = await file.probe()
    expect(probe.streams.find(({ codec_type }) => codec_type === 'video')).toMatchObject({
      codec_name: video,
      width: 640,
      height: 360,
    })
    expect(probe.streams.find(({ codec_type }) => codec_type === 'audio')?.codec_name).toMatch(audio)
    expect(probe.durationS).toBeGreaterThan(2.8)
    expect(probe.durationS).toBeLessThan(made.tookMs / 1000 + 0.5)
    expect(Math.abs(made.durationMs / 1000 - probe.durationS)).toBeLessThan(0.5)
    expect(await file.decodingErrors()).toBe('')
    expect(await file.volumeDb()).toBeGreaterThan(-40)
    const [middle] = await file.coloursAt(1, [[320, 180]])
    expect(isNear(middle, [255, 0, 0]), String(middle)).toBe(true)
  })

  it('shows four streams beside each other, with watermarks above them', async () => {
    const base64 = await page.evaluate(async () => {
      const { sdk, paint, toBase64 } = window.media
      const streams = ['#f00', '#0f0', '#00f', '#ff0'].map((colour) => paint({ width: 320, height: 180, colour }))
      const mark = document.createElement('canvas')
      mark.width = mark.height = 40
      const context = mark.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.fillStyle = '#f0f'
      context.fillRect(0, 0, 40, 40)
      const recording = await sdk.startRecording({
        streams,
        kinds: ['video'],
        size: { width: 640, height: 360 },
        watermarks: [
          { kind: 'image', image: mark, x: 10, y: 10 },
          { kind: 'text', text: '████', x: 400, y: 300, fontSize: 40 },
          { kind: 'time', x: 10, y: 300 },
        ],
      })
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      const { blob } = await recording.stop()
      return toBase64(blob)
    })
    await using file = await ProbedFile.write(base64)
    const { streams } = await file.probe()
    expect(streams.map(({ codec_type }) => codec_type)).toEqual(['video'])
    const colours = await file.coloursAt(1.5, [
      [200, 100],
      [500, 100],
      [300, 250],
      [500, 250],
      [30, 30],
      [320, 90],
      [440, 325],
    ])
    const wanted = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [255, 255, 0],
      [255, 0, 255],
      [255, 255, 255],
      [255, 255, 255],
    ]
    for (const [index, colour] of wanted.entries()) {
      expect(isNear(colours[index], colour), `point ${index}: ${colours[index]}`).toBe(true)
    }
  })

  it('leaves out what passes while it is paused, and gives slices that play by themselves', async () => {
    const made = await page.evaluate(async () => {
      const { sdk, paint, toBase64 } = window.media
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
      const slices: Blob[] = []
      const streams = [paint({ width: 320, height: 180, colour: '#f00', toneHz: 440 })]
      const recording = await sdk.startRecording({ streams, size: { width: 640, height: 360 }, sliceMs: 1_500 })
      recording.on('sliced', ({ blob }) => slices.push(blob))
      await wait(2_000)
      await recording.pause()
      const pausedState = recording.state
      await wait(3_000)
      await recording.resume()
      const resumedAt = performance.now()
      await wait(2_000)
      const file = await recording.stop()
      const recordedMs = 2_000 + performance.now() - resumedAt
      const sliced = await Promise.all(slices.map(toBase64))
      return { base64: await toBase64(file.blob), slices: sliced, pausedState, recordedMs, durationMs: file.durationMs }
    })
    expect(made.pausedState).toBe('paused')
    expect(made.durationMs).toBeGreaterThan(3_800)
    // A second more for a machine that is slow to pause, and still less than with the pause in it.
    expect(made.durationMs).toBeLessThan(made.recordedMs + 1_500)
    await using file = await ProbedFile.write(made.base64)
    expect(Math.abs((await file.probe()).durationS - made.durationMs / 1000)).toBeLessThan(0.5)
    expect(await file.decodingErrors()).toBe('')
    expect(made.slices.length).toBeGreaterThanOrEqual(2)
    let together = 0
    for (const base64 of made.slices) {
      await using slice = await ProbedFile.write(base64)
      const { durationS, streams } = await slice.probe()
      expect(streams).toHaveLength(2)
      expect(await slice.decodingErrors()).toBe('')
      together += durationS
    }
    expect(Math.abs(together - made.durationMs / 1000)).toBeLessThan(0.5)
  })

  it('goes on at full rate while its tab is in the background', async () => {
    const cover = await page.browserContext().newPage()
    await page.evaluate(async () => {
      const { sdk, paint } = window.media
      const streams = [paint({ width: 320, height: 180, colour: '#0f0', toneHz: 440 })]
      const recording = await sdk.startRecording({ streams, size: { width: 640, height: 360 }, frameRate: 10 })
      Object.assign(window, { recording })
    })
    await cover.bringToFront()
    await page.waitForFunction(() => document.hidden, { polling: 100 })
    const made = await page.evaluate(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      const { recording } = window as unknown as { recording: import('@mrtc/web-sdk').Recording }
      const { hidden } = document
      const { blob } = await recording.stop()
      return { base64: await window.media.toBase64(blob), hidden }
    })
    await page.bringToFront()
    await cover.close()
    expect(made.hidden).toBe(true)
    await using file = await ProbedFile.write(made.base64)
    const { streams, durationS } = await file.probe()
    expect(durationS).toBeGreaterThan(4.5)
    const pictures = Number(streams.find(({ codec_type }) => codec_type === 'video')?.nb_read_packets)
    // One a second is what a page's own timer would give.
    expect(pictures / durationS).toBeGreaterThan(5)
    expect(await file.volumeDb()).toBeGreaterThan(-40)
  })

  it('of sound alone is an audio file', async () => {
    const made = await page.evaluate(async () => {
      const { sdk, paint, toBase64 } = window.media
      const streams = [paint({ width: 32, height: 18, colour: '#f00', toneHz: 440 })]
      const recording = await sdk.startRecording({ streams, kinds: ['audio'] })
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      const { blob } = await recording.stop()
      return { base64: await toBase64(blob), type: blob.type }
    })
    expect(made.type).toBe('audio/webm')
    await using file = await ProbedFile.write(made.base64)
    const { streams, durationS } = await file.probe()
    expect(streams.map(({ codec_name }) => codec_name)).toEqual(['opus'])
    expect(durationS).toBeGreaterThan(1)
  })

  it('takes other streams while it runs', async () => {
    const base64 = await page.evaluate(async () => {
      const { sdk, paint, toBase64 } = window.media
      const red = paint({ width: 320, height: 180, colour: '#f00' })
      const green = paint({ width: 320, height: 180, colour: '#0f0' })
      const recording = await sdk.startRecording({
        streams: [red],
        kinds: ['video'],
        size: { width: 640, height: 360 },
      })
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      recording.setStreams([red, green])
      await new Promise((resolve) => setTimeout(resolve, 2_500))
      const { blob } = await recording.stop()
      return toBase64(blob)
    })
    await using file = await ProbedFile.write(base64)
    const colours = await file.coloursAt(3, [
      [160, 180],
      [480, 180],
    ])
    expect(isNear(colours[0], [255, 0, 0]) && isNear(colours[1], [0, 255, 0]), JSON.stringify(colours)).toBe(true)
  })

  it('refuses what it cannot do, and says which option it is', async () => {
    const fields = await page.evaluate(async () => {
      const { sdk, paint } = window.media
      const { video } = paint({ width: 320, height: 180, colour: '#f00' })
      const refused = (options: Parameters<typeof sdk.startRecording>[0]) =>
        sdk.startRecording(options).then(String, ({ code, field }) => `${code} ${field}`)
      return [
        await refused({ streams: [] }),
        await refused({ streams: Array.from({ length: 5 }, () => ({ video })) }),
        await refused({ streams: [{ video }], kinds: ['audio'] }),
        await refused({ streams: [{ video }], size: { width: 641, height: 360 } }),
        await refused({ streams: [{ video }], frameRate: 0 }),
      ]
    })
    expect(fields).toEqual(
      ['streams', 'streams', 'kinds', 'size', 'frameRate'].map((field) => `PARAMETER_INVALID ${field}`),
    )
  })
})
