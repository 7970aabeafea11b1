/** Objects as encrypted files of a folder. */
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ObjectInfo, ObjectNotFoundError, type Objects } from './contract.ts'
import { assertObjectName } from './object-name.ts'
import { rangeWithin } from './object-range.ts'
import { openSealed } from './open-sealed.ts'
import { seal } from './seal.ts'
import { contentBytes } from './sealed-format.ts'

/** Where objects grow until they are whole. Begins with a point, so that no object has its name. */
const draftsFolder = '.drafts'
const ownerOnlyFolder = 0o700
const ownerOnlyFile = 0o600

/** @param key `objectKeyBytes` long */
export async function folderObjects(dir: string, key: Buffer): Promise<Objects> {
  const drafts = join(dir, draftsFolder)
  // What a crash left half-way belongs to nobody.
  await rm(drafts, { recursive: true, force: true })
  await mkdir(drafts, { recursive: true, mode: ownerOnlyFolder })

  function pathOf(name: string): string {
    assertObjectName(name)
    return join(dir, name)
  }

  async function head(name: string): Promise<ObjectInfo | undefined> {
    try {
      const file = await stat(pathOf(name))
      return file.isFile() ? { sizeBytes: contentBytes(file.size).sizeBytes } : undefined
    } catch (error) {
      if (isNotFound(error)) return undefined
      throw error
    }
  }

  return {
    async put(name, source, { signal } = {}) {
      const path = pathOf(name)
      const draft = join(drafts, randomUUID())
      try {
        const file = createWriteStream(draft, { mode: ownerOnlyFile, flush: true })
        await pipeline(seal(source, { key, name }), file, { signal })
        const info = contentBytes((await stat(draft)).size)
        await mkdir(dirname(path), { recursive: true, mode: ownerOnlyFolder })
        await rename(draft, path)
        return { sizeBytes: info.sizeBytes }
      } finally {
        await rm(draft, { force: true })
      }
    },

    async get(name, wanted) {
      const info = await head(name)
      if (!info) throw new ObjectNotFoundError(name)
      const range = rangeWithin(info, wanted)
      return { ...info, body: Readable.from(openSealed(pathOf(name), { key, name, range }), { objectMode: false }) }
    },

    head,

    async delete(name) {
      await rm(pathOf(name), { force: true })
    },
  }
}

const notFoundCodes: ReadonlySet<string | undefined> = new Set(['ENOENT', 'ENOTDIR'])
const isNotFound = (error: unknown) => notFoundCodes.has((error as NodeJS.ErrnoException).code)
