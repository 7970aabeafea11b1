import { fakeTrack } from '@mrtc/client/testing'
import { MrtcError } from '@mrtc/protocol/errors'
import { describe, expect, it } from 'vitest'
import { LocalSource } from './local-source.ts'

const sourceOf = (whenOff: 'keep' | 'release', capture = async () => fakeTrack('audio')) =>
  new LocalSource({ capture, whenOff })

describe('a local source', () => {
  it('keeps the track of a microphone that is turned off, to be back at once', async () => {
    const source = sourceOf('keep')
    await source.turnOn()
    const { track } = source.store.get() as { track: MediaStreamTrack }
    source.turnOff()
    expect(source.store.get()).toEqual({ state: 'muted', track })
    await source.turnOn()
    expect(source.store.get()).toEqual({ state: 'on', track })
    expect(track.readyState).toBe('live')
  })

  it('releases a camera that is turned off', async () => {
    const source = sourceOf('release')
    await source.turnOn()
    const { track } = source.store.get() as { track: MediaStreamTrack }
    source.turnOff()
    expect(source.store.get()).toEqual({ state: 'off' })
    expect(track.readyState).toBe('ended')
  })

  it('stops what comes after it was turned off again', async () => {
    const { promise, resolve } = Promise.withResolvers<MediaStreamTrack>()
    const source = sourceOf('release', () => promise)
    const turnedOn = source.turnOn()
    source.turnOff()
    const late = fakeTrack('video')
    resolve(late)
    await turnedOn
    expect(source.store.get()).toEqual({ state: 'off' })
    expect(late.readyState).toBe('ended')
  })

  it('names why it failed and can be tried again', async () => {
    let isAllowed = false
    const source = sourceOf('release', async () => {
      if (!isAllowed) throw new MrtcError('CAPTURE_FAILED', undefined, { data: { reason: 'denied' } })
      return fakeTrack('video')
    })
    await source.turnOn()
    expect(source.store.get()).toEqual({ state: 'failed', problem: 'denied' })
    isAllowed = true
    await source.turnOn()
    expect(source.isOn).toBe(true)
  })

  it('says when the device was unplugged', async () => {
    const source = sourceOf('release')
    await source.turnOn()
    const { track } = source.store.get() as { track: MediaStreamTrack }
    track.dispatchEvent(new Event('ended'))
    expect(source.store.get()).toEqual({ state: 'failed', problem: 'ended' })
  })

  it('stays muted when another microphone is chosen', async () => {
    const source = sourceOf('keep')
    await source.turnOn()
    source.turnOff()
    await source.select('other')
    expect(source.store.get().state).toBe('muted')
  })
})

describe('a local source with an effect', () => {
  const made = () => {
    const effect = {
      output: undefined as ReturnType<typeof fakeTrack> | undefined,
      released: 0,
      apply: async (captured: MediaStreamTrack) => effect.output ?? captured,
      release: () => {
        effect.released += 1
      },
    }
    const captured = fakeTrack('video')
    const source = new LocalSource({ capture: async () => captured, whenOff: 'release', effect })
    return { effect, captured, source }
  }

  it('sends what the effect makes, also when that changes, and gives all of it up', async () => {
    const { effect, captured, source } = made()
    await source.turnOn()
    expect(source.store.get()).toEqual({ state: 'on', track: captured })
    effect.output = fakeTrack('video')
    await source.refresh()
    expect(source.store.get()).toEqual({ state: 'on', track: effect.output })
    expect(captured.readyState).toBe('live')
    const { released } = effect
    source.turnOff()
    expect([captured.readyState, effect.output.readyState]).toEqual(['ended', 'ended'])
    expect(effect.released).toBe(released + 1)
  })

  it('sends nothing when the effect cannot be had', async () => {
    const { effect, captured, source } = made()
    effect.apply = () => Promise.reject(new Error('no'))
    await source.turnOn()
    expect(source.store.get()).toEqual({ state: 'failed', problem: 'failed' })
    expect(captured.readyState).toBe('ended')
  })

  it('stops a capture that was given up while the effect was made', async () => {
    const { effect, captured, source } = made()
    const { promise, resolve } = Promise.withResolvers<MediaStreamTrack>()
    effect.apply = () => promise
    const turnedOn = source.turnOn()
    await Promise.resolve()
    await Promise.resolve()
    source.release()
    resolve(captured)
    await turnedOn
    expect(source.store.get()).toEqual({ state: 'off' })
    expect(captured.readyState).toBe('ended')
  })
})
