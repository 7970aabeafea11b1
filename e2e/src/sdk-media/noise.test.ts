import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMediaPage } from './media-page.ts'

const stack = new AsyncDisposableStack()
let page: Page

beforeAll(async () => {
  page = await startMediaPage(stack)
})
afterAll(() => stack.disposeAsync())

describe('noise suppression', () => {
  it('takes noise away and leaves the voice, until it is turned off on the same track', async () => {
    const measured = await page.evaluate(async () => {
      const { sdk, noisyVoice, loudness } = window.media
      const voice = await noisyVoice()
      const suppression = await sdk.startNoiseSuppression(voice.audio)
      const source = await loudness(voice.audio)
      const on = await loudness(suppression.track)
      suppression.set(false)
      const off = await loudness(suppression.track)
      suppression.close()
      const states = [suppression.track.readyState, voice.audio.readyState]
      await voice.stop()
      return { source, on, off, states }
    })
    const { source, on, off, states } = measured
    console.log(
      `voice over noise in dB: ${[source, on, off].map(({ voiceDb, pausesDb }) => (voiceDb - pausesDb).toFixed(1))}`,
    )
    const contrast = ({ voiceDb, pausesDb }: typeof source) => voiceDb - pausesDb
    expect(contrast(on)).toBeGreaterThan(contrast(source) + 15)
    expect(on.voiceDb).toBeGreaterThan(source.voiceDb - 12)
    expect(Math.abs(off.pausesDb - source.pausesDb)).toBeLessThan(3)
    expect(states).toEqual(['ended', 'live'])
  })

  it('goes on with another microphone, and ends with it', async () => {
    const ended = await page.evaluate(async () => {
      const { sdk, noisyVoice, loudness } = window.media
      const [first, second] = [await noisyVoice(), await noisyVoice()]
      const suppression = await sdk.startNoiseSuppression(first.audio)
      suppression.replaceSource(second.audio)
      first.audio.stop()
      const { voiceDb } = await loudness(suppression.track)
      const over = new Promise<string>((resolve) =>
        suppression.track.addEventListener('ended', () => resolve(suppression.track.readyState)),
      )
      second.audio.dispatchEvent(new Event('ended'))
      const state = await over
      await Promise.all([first.stop(), second.stop()])
      return { voiceDb, state }
    })
    expect(ended.voiceDb).toBeGreaterThan(-40)
    expect(ended.state).toBe('ended')
  })

  it('is refused where its files are not to be had', async () => {
    await page.setRequestInterception(true)
    page.on('request', (request) => {
      if (request.url().endsWith('.wasm')) void request.abort()
      else void request.continue()
    })
    await page.setCacheEnabled(false)
    const failure = await page.evaluate(async () => {
      const { sdk, noisyVoice } = window.media
      const voice = await noisyVoice()
      const failed = await sdk
        .startNoiseSuppression(voice.audio)
        .then(String, ({ code, data }) => `${code} ${data?.reason}`)
      await voice.stop()
      return failed
    })
    expect(failure).toBe('MEDIA_FAILED failed')
  })
})
