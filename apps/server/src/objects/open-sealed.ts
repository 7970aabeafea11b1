import { type FileHandle, open } from 'node:fs/promises'
import type { ObjectRange } from './contract.ts'
import {
  chunkBytes,
  contentBytes,
  deriveKey,
  headerBytes,
  isHeader,
  openChunk,
  sealedChunkBytes,
} from './sealed-format.ts'

/** The content of this range of a sealed file, chunk by chunk. The file is open only while this is read. */
export async function* openSealed(
  path: string,
  { key, name, range }: { readonly key: Buffer; readonly name: string; readonly range: ObjectRange },
): AsyncGenerator<Buffer> {
  await using file = await open(path)
  const header = await read(file, 0, headerBytes)
  if (!isHeader(header)) throw new Error(`The object ${name} is damaged.`)
  const objectKey = deriveKey(key, header, name)
  const { chunks } = contentBytes((await file.stat()).size)
  const { offsetBytes, lengthBytes } = range
  const first = Math.floor(offsetBytes / chunkBytes)
  const end = offsetBytes + lengthBytes
  // An empty range of the whole reads the last chunk as well: that an object is empty has to be proved, too.
  for (let index = first; index < chunks && (index * chunkBytes < end || index === 0); index += 1) {
    const sealed = await read(file, headerBytes + index * sealedChunkBytes, sealedChunkBytes)
    const chunk = opened(sealed, { objectKey, name, index, isLast: index === chunks - 1 })
    const from = Math.max(0, offsetBytes - index * chunkBytes)
    yield chunk.subarray(from, end - index * chunkBytes)
  }
}

function opened(
  sealed: Buffer,
  at: { readonly objectKey: Buffer; readonly name: string; readonly index: number; readonly isLast: boolean },
): Buffer {
  try {
    return openChunk(at.objectKey, sealed, at)
  } catch (error) {
    throw new Error(`The object ${at.name} is damaged, or sealed with another key.`, { cause: error })
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position)
  return buffer.subarray(0, bytesRead)
}
