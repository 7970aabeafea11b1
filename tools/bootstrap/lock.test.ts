import { access, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isStale, withLock } from './lock.mjs'

const LONG_AGO = new Date(Date.now() - 3_600_000)
const signal = new AbortController().signal

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mrtc-lock-'))
  file = join(folder, 'some.lock')
})
afterEach(async () => await rm(folder, { recursive: true }))

describe('a lock', () => {
  test('lets one of several at a time do its work', async () => {
    let inside = 0
    let most = 0
    const work = async () => {
      inside += 1
      most = Math.max(most, inside)
      await new Promise(setImmediate)
      inside -= 1
    }
    await Promise.all(Array.from({ length: 4 }, () => withLock({ file, signal, work })))
    expect(most).toBe(1)
  })

  test('is given back when the work is done, and when it fails', async () => {
    await expect(withLock({ file, signal, work: async () => 'made' })).resolves.toBe('made')
    await expect(withLock({ file, signal, work: () => Promise.reject(new Error('broken')) })).rejects.toThrow('broken')
    expect(await readdir(folder)).toEqual([])
  })

  test('that a dead process has left is taken over', async () => {
    await writeFile(file, 'of a process that is gone')
    await utimes(file, LONG_AGO, LONG_AGO)
    await expect(withLock({ file, signal, work: async () => 'made' })).resolves.toBe('made')
    expect(await readdir(folder)).toEqual([])
  })

  test('that is held is waited for, told once, and the waiting can be ended', async () => {
    await writeFile(file, 'of a process that lives')
    const giveUp = new AbortController()
    const waiting = withLock({
      file,
      signal: giveUp.signal,
      onWait: () => giveUp.abort(new Error('interrupted')),
      work: async () => 'must not run',
    })
    await expect(waiting).rejects.toThrow()
    await access(file)
  })

  test('is stale only after several missed heartbeats', () => {
    expect(isStale({ touchedAtMs: 0, nowMs: 4_000 })).toBe(false)
    expect(isStale({ touchedAtMs: 0, nowMs: 60_000 })).toBe(true)
  })
})
