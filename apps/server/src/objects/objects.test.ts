import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ObjectNotFoundError, type Objects } from './contract.ts'
import { folderObjects } from './folder-objects.ts'
import { memoryObjects } from './memory-objects.ts'
import { chunkBytes, objectKeyBytes } from './sealed-format.ts'

const key = Buffer.alloc(objectKeyBytes, 7)
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mrtc-objects-'))
})
afterAll(() => rm(dir, { recursive: true }))

/** Numbered, so that bytes of the wrong place are noticed. */
const content = (sizeBytes: number) =>
  Buffer.from(Array.from({ length: sizeBytes }, (_, at) => (at * 31 + (at >> 8)) & 0xff))

async function* inPieces(bytes: Buffer, pieceBytes: number) {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
}

const read = async (got: Promise<{ body: Readable }>) => buffer((await got).body)

describe.each([
  ['a folder', () => folderObjects(join(dir, 'shared'), key)],
  ['memory', async () => memoryObjects()],
])('objects in %s', (_, open) => {
  let objects: Objects
  beforeAll(async () => {
    objects = await open()
  })

  test.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])(
    'come back as they were with %i bytes',
    async (sizeBytes) => {
      const bytes = content(sizeBytes)
      expect(await objects.put('a/sized', inPieces(bytes, 10_000))).toEqual({ sizeBytes })
      expect(await objects.head('a/sized')).toEqual({ sizeBytes })
      expect(bytes.equals(await read(objects.get('a/sized')))).toBe(true)
    },
  )

  test.each([
    [0, 1],
    [chunkBytes - 1, 2],
    [chunkBytes, chunkBytes],
    [100_000, 60_000],
    [200_000, 0],
    [199_999, 1],
  ])('give the range from %i of %i bytes', async (offsetBytes, lengthBytes) => {
    const bytes = content(200_000)
    await objects.put('ranged', inPieces(bytes, 65_536))
    const got = await read(objects.get('ranged', { offsetBytes, lengthBytes }))
    expect(got.equals(bytes.subarray(offsetBytes, offsetBytes + lengthBytes))).toBe(true)
  })

  test('refuse a range that is not within', async () => {
    await objects.put('short', inPieces(content(10), 10))
    await expect(objects.get('short', { offsetBytes: 5, lengthBytes: 6 })).rejects.toThrow(RangeError)
    await expect(objects.get('short', { offsetBytes: -1, lengthBytes: 2 })).rejects.toThrow(RangeError)
  })

  test('are replaced as a whole or not at all', async () => {
    await objects.put('kept', inPieces(content(100), 100))
    async function* failing() {
      yield content(50)
      throw new Error('the line was cut')
    }
    await expect(objects.put('kept', failing())).rejects.toThrow('the line was cut')
    await expect(objects.put('kept', inPieces(content(9), 1), { signal: AbortSignal.abort() })).rejects.toThrow()
    expect(await objects.head('kept')).toEqual({ sizeBytes: 100 })
    await objects.put('kept', inPieces(content(7), 7))
    expect((await read(objects.get('kept'))).equals(content(7))).toBe(true)
  })

  test('are gone when they were deleted, also twice', async () => {
    await objects.put('gone', inPieces(content(3), 3))
    await objects.delete('gone')
    await objects.delete('gone')
    expect(await objects.head('gone')).toBeUndefined()
    await expect(objects.get('gone')).rejects.toThrow(ObjectNotFoundError)
  })

  test.each(['', '/etc/passwd', '../x', 'a/../../x', 'a//b', '.drafts/x', 'a/.b', 'a\0b', 'a\\b', 'x'.repeat(600)])(
    'have no name like %j',
    async (name) => {
      await expect(objects.put(name, inPieces(content(1), 1))).rejects.toThrow(RangeError)
      await expect(objects.get(name)).rejects.toThrow(RangeError)
      await expect(objects.head(name)).rejects.toThrow(RangeError)
      await expect(objects.delete(name)).rejects.toThrow(RangeError)
    },
  )
})

describe('objects in a folder', () => {
  test('are still there for a server that starts again, without what was half written', async () => {
    const place = join(dir, 'restarted')
    await (await folderObjects(place, key)).put('x/y', inPieces(content(99), 10))
    await writeFile(join(place, '.drafts', 'half'), 'left by a crash')
    const again = await folderObjects(place, key)
    expect((await read(again.get('x/y'))).equals(content(99))).toBe(true)
    expect(await readdir(join(place, '.drafts'))).toEqual([])
  })

  test('cannot be read on the disk', async () => {
    const place = join(dir, 'secret')
    const text = Buffer.from('a secret that nobody shall read. '.repeat(10))
    await (await folderObjects(place, key)).put('letter', inPieces(text, 1_000))
    expect((await readFile(join(place, 'letter'))).includes('secret')).toBe(false)
  })

  test('do not open when they were changed, cut at a chunk, moved, or sealed with another key', async () => {
    const place = join(dir, 'tampered')
    const objects = await folderObjects(place, key)
    const bytes = content(3 * chunkBytes)
    for (const name of ['changed', 'cut', 'moved']) await objects.put(name, inPieces(bytes, 65_536))

    const changed = await readFile(join(place, 'changed'))
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1
    await writeFile(join(place, 'changed'), changed)
    await expect(read(objects.get('changed'))).rejects.toThrow('damaged')
    expect((await read(objects.get('changed', { offsetBytes: 0, lengthBytes: 10 }))).equals(content(10))).toBe(true)

    const { length } = await readFile(join(place, 'cut'))
    await truncate(join(place, 'cut'), length - (chunkBytes + 16))
    await expect(read(objects.get('cut'))).rejects.toThrow('damaged')

    await writeFile(join(place, 'elsewhere'), await readFile(join(place, 'moved')))
    await expect(read(objects.get('elsewhere'))).rejects.toThrow('damaged')

    const strange = await folderObjects(place, Buffer.alloc(objectKeyBytes, 8))
    await expect(read(strange.get('moved'))).rejects.toThrow('sealed with another key')
  })
})
