import { MrtcError } from '@mrtc/protocol'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { Idempotency } from './idempotency.ts'
import type { Outcome } from './outcome.ts'

const create = { owner: 'demo/alice', key: 'k1', name: 'room.create' }
let nowMs = 0
let answers: Idempotency
beforeEach(() => {
  nowMs = 0
  answers = new Idempotency(1_000, () => nowMs)
})

describe('a replay', () => {
  test('gets the first answer without running again', async () => {
    const execute = vi.fn(() => ({ result: 1 }))
    expect(answers.run(create, execute)).toEqual({ result: 1 })
    expect(answers.run(create, execute)).toEqual({ result: 1 })
    expect(execute).toHaveBeenCalledTimes(1)
  })

  test('gets the first answer while that is still being worked out', async () => {
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const execute = vi.fn(() => promise)
    const both = Promise.all([answers.run(create, execute), answers.run(create, execute)])
    resolve({ result: 7 })
    expect(await both).toEqual([{ result: 7 }, { result: 7 }])
    expect(execute).toHaveBeenCalledTimes(1)
  })

  test('gets the same refusal', () => {
    const execute = vi.fn(() => ({ error: new MrtcError('ROOM_FULL') }))
    answers.run(create, execute)
    expect(answers.run(create, execute)).toMatchObject({ error: { code: 'ROOM_FULL' } })
    expect(execute).toHaveBeenCalledTimes(1)
  })

  test('of what failed for a passing reason runs again, also one that was waiting for it', async () => {
    const first = Promise.withResolvers<Outcome>()
    const execute = vi.fn<() => Outcome | Promise<Outcome>>(() => first.promise)
    const both = [answers.run(create, execute), answers.run(create, execute)]
    execute.mockImplementation(() => ({ result: 'second' }))
    first.resolve({ error: new MrtcError('REQUEST_ABORTED') })
    expect(await Promise.all(both)).toEqual([{ error: expect.any(MrtcError) }, { result: 'second' }])
    expect(execute).toHaveBeenCalledTimes(2)
  })

  test('runs again when the answer has expired', () => {
    const execute = vi.fn(() => ({ result: 1 }))
    answers.run(create, execute)
    nowMs = 1_000
    answers.run(create, execute)
    expect(execute).toHaveBeenCalledTimes(2)
  })

  test('of another uid is no replay', () => {
    const execute = vi.fn(() => ({ result: 1 }))
    answers.run(create, execute)
    answers.run({ ...create, owner: 'demo/bob' }, execute)
    expect(execute).toHaveBeenCalledTimes(2)
  })

  test('under a key of another request is refused with the field', () => {
    answers.run(create, () => ({ result: 1 }))
    expect(answers.run({ ...create, name: 'room.join' }, () => ({ result: 2 }))).toMatchObject({
      error: { code: 'PARAMETER_INVALID', field: 'key' },
    })
  })
})

test('answers are bounded for each uid and swept when they expire', () => {
  for (let index = 0; index < 1_000; index += 1) answers.run({ ...create, key: `k${index}` }, () => ({ result: index }))
  expect(answers.size).toBe(256)
  nowMs = 1_000
  answers.sweep()
  expect(answers.size).toBe(0)
})
