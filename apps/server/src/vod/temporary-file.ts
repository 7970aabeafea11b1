/** A file without a name: nobody else can open it, and it is gone with the last process that has it open. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import { join } from 'node:path'

const ownerOnly = 0o600
const ownerOnlyFolder = 0o700

export async function openTemporaryFile(folder: string): Promise<FileHandle> {
  await mkdir(folder, { recursive: true, mode: ownerOnlyFolder })
  const path = join(folder, `play-${randomUUID()}`)
  const file = await open(path, 'wx+', ownerOnly)
  try {
    await unlink(path)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}
