import { expect, test } from 'vitest'
import { unlessAborted } from './abort.ts'

test('what comes after the request has ended is disposed of', async () => {
  const ending = new AbortController()
  const { promise, resolve } = Promise.withResolvers<string>()
  const late: string[] = []
  const waiting = unlessAborted(ending.signal, promise, (value) => late.push(value))
  ending.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'REQUEST_ABORTED' })
  resolve('transport')
  await promise
  expect(late).toEqual(['transport'])
})

test('what comes in time is handed on, and failures too', async () => {
  const { signal } = new AbortController()
  expect(await unlessAborted(signal, Promise.resolve(1))).toBe(1)
  await expect(unlessAborted(signal, Promise.reject(new Error('no')), () => undefined)).rejects.toThrow('no')
})

test('a request that ended before is not begun to be waited for', async () => {
  await expect(unlessAborted(AbortSignal.abort(), new Promise(() => undefined))).rejects.toMatchObject({
    code: 'REQUEST_ABORTED',
  })
})
