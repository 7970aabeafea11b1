/** The content of files in the parts that it came in. */
import { Readable } from 'node:stream'
import type { ObjectRange, Objects } from '../objects/index.ts'
import { type FileRecord, partName } from './file-record.ts'

/** The stretch of a file; only the parts that it touches are opened, one after the other. */
export function readContent(objects: Objects, file: FileRecord, range: ObjectRange): Readable {
  return Readable.from(pieces(objects, file, range), { objectMode: false })
}

/** Also of a part that was half recorded when the server crashed. */
export async function deleteContent(objects: Objects, file: FileRecord): Promise<void> {
  for (let index = 0; index <= file.partBytes.length; index += 1) await objects.delete(partName(file, index))
}

async function* pieces(objects: Objects, file: FileRecord, range: ObjectRange): AsyncGenerator<Buffer> {
  const end = range.offsetBytes + range.lengthBytes
  let partAt = 0
  for (const [index, sizeBytes] of file.partBytes.entries()) {
    const from = Math.max(range.offsetBytes, partAt)
    const to = Math.min(end, partAt + sizeBytes)
    if (from < to) {
      const part = { offsetBytes: from - partAt, lengthBytes: to - from }
      const { body } = await objects.get(partName(file, index), part)
      yield* body
    }
    partAt += sizeBytes
  }
}
