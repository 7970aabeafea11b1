import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ensureCachedFolder } from './cached-folder.mjs'

const signal = new AbortController().signal

let cache: string
let folder: string
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  cache = await mkdtemp(join(tmpdir(), 'mrtc-cache-'))
  folder = join(cache, 'tool')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(cache, { recursive: true })
})

const isReady = () =>
  access(join(folder, 'binary')).then(
    () => true,
    () => false,
  )

describe('a folder of the cache', () => {
  test('is made once, even when several want it at the same time', async () => {
    let made = 0
    const make = async (unfinished: string) => {
      made += 1
      await writeFile(join(unfinished, 'binary'), 'ready')
    }
    await Promise.all(
      Array.from({ length: 3 }, () => ensureCachedFolder({ content: 'a tool', folder, isReady, make, signal })),
    )
    expect(made).toBe(1)
    expect(await readdir(cache)).toEqual(['tool'])
  })

  test('is not there at all when making it fails, and is made the next time', async () => {
    const fail = async (unfinished: string) => {
      await writeFile(join(unfinished, 'half'), '')
      throw new Error('no space left')
    }
    await expect(ensureCachedFolder({ content: 'a tool', folder, isReady, make: fail, signal })).rejects.toThrow(
      'no space left',
    )
    expect(await readdir(cache)).toEqual([])
    const make = (unfinished: string) => writeFile(join(unfinished, 'binary'), 'ready')
    await ensureCachedFolder({ content: 'a tool', folder, isReady, make, signal })
    expect(await readFile(join(folder, 'binary'), 'utf8')).toBe('ready')
  })

  test('that is no longer fit for use is replaced', async () => {
    const make = (content: string) => (unfinished: string) => writeFile(join(unfinished, 'binary'), content)
    const holds = (content: string) => () =>
      readFile(join(folder, 'binary'), 'utf8').then(
        (found) => found === content,
        () => false,
      )
    await ensureCachedFolder({ content: 'a tool', folder, isReady: holds('old'), make: make('old'), signal })
    await ensureCachedFolder({ content: 'a tool', folder, isReady: holds('new'), make: make('new'), signal })
    expect(await readFile(join(folder, 'binary'), 'utf8')).toBe('new')
  })
})
