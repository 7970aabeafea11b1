import { MrtcError } from '@mrtc/protocol'
import { describe, expect, it } from 'vitest'
import { limited, sleep } from './limited.ts'
import { VirtualClock } from './testing/virtual-clock.ts'

const never = new Promise<never>(() => {})
const timeoutOf = (clock: VirtualClock) => ({ clock, afterMs: 100, error: () => new MrtcError('REQUEST_TIMEOUT') })

describe('limited waiting', () => {
  it('gives what the work gives, and keeps no timer', async () => {
    const clock = new VirtualClock()
    await expect(limited(Promise.resolve(1), { timeout: timeoutOf(clock) })).resolves.toBe(1)
    await expect(limited(Promise.reject(new Error('no')), { timeout: timeoutOf(clock) })).rejects.toThrow('no')
    expect(clock.timers).toBe(0)
  })

  it('ends after its time', async () => {
    const clock = new VirtualClock()
    const waiting = limited(never, { timeout: timeoutOf(clock) })
    waiting.catch(() => {})
    await clock.advance(100)
    await expect(waiting).rejects.toMatchObject({ code: 'REQUEST_TIMEOUT' })
  })

  it('ends when it is aborted, before or meanwhile, with the reason as its cause', async () => {
    await expect(limited(never, { signal: AbortSignal.abort('why') })).rejects.toMatchObject({
      code: 'REQUEST_ABORTED',
      cause: 'why',
    })
    const controller = new AbortController()
    const waiting = limited(never, { signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
  })
})

describe('sleeping', () => {
  it('ends after the delay or when it is aborted', async () => {
    const clock = new VirtualClock()
    const controller = new AbortController()
    const sleeping = [sleep(clock, 100, controller.signal), sleep(clock, 1_000, controller.signal)]
    await clock.advance(100)
    await sleeping[0]
    controller.abort()
    await sleeping[1]
    await sleep(clock, 1_000, controller.signal)
    expect(clock.timers).toBe(0)
  })
})
