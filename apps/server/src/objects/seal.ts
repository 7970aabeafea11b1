import { chunkBytes, deriveKey, newHeader, sealChunk } from './sealed-format.ts'

/** The sealed form of what comes, as it comes. One chunk is held back: only the end shows which one is the last. */
export async function* seal(
  source: AsyncIterable<Uint8Array>,
  { key, name }: { readonly key: Buffer; readonly name: string },
): AsyncGenerator<Buffer> {
  const header = newHeader()
  const objectKey = deriveKey(key, header, name)
  yield header
  const waiting = Buffer.alloc(chunkBytes)
  let filled = 0
  let index = 0
  for await (const piece of source) {
    for (let taken = 0; taken < piece.length; ) {
      if (filled === chunkBytes) {
        yield sealChunk(objectKey, waiting, { index, isLast: false })
        index += 1
        filled = 0
      }
      const part = piece.subarray(taken, taken + chunkBytes - filled)
      waiting.set(part, filled)
      filled += part.length
      taken += part.length
    }
  }
  yield sealChunk(objectKey, waiting.subarray(0, filled), { index, isLast: true })
}
