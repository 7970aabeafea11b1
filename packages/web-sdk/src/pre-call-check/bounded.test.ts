import { describe, expect, it } from 'vitest'
import { bounded, delay } from './bounded.ts'

const never = new AbortController().signal
const forEver = (signal: AbortSignal) => delay(2 ** 30, signal)

describe('bounded work', () => {
  it('fails with what being late means, and is told', async () => {
    let told: AbortSignal | undefined
    const work = bounded({ limitMs: 1, code: 'MEDIA_TIMEOUT', signal: never }, (signal) => {
      told = signal
      return forEver(signal)
    })
    await expect(work).rejects.toMatchObject({ code: 'MEDIA_TIMEOUT' })
    expect(told?.aborted).toBe(true)
  })

  it('ends with the signal of the caller, also one that was aborted before', async () => {
    const limits = { limitMs: 2 ** 30, code: 'MEDIA_TIMEOUT', signal: AbortSignal.abort() } as const
    await expect(bounded(limits, forEver)).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
  })

  it('gives what the work gives', async () => {
    expect(await bounded({ limitMs: 10_000, code: 'MEDIA_TIMEOUT', signal: never }, async () => 7)).toBe(7)
  })
})
