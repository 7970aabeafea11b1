/** Objects in memory, for servers that write nothing. */
import { Readable } from 'node:stream'
import { ObjectNotFoundError, type Objects } from './contract.ts'
import { assertObjectName } from './object-name.ts'
import { rangeWithin } from './object-range.ts'

export function memoryObjects(): Objects {
  const contents = new Map<string, Buffer>()
  return {
    async put(name, source, { signal } = {}) {
      assertObjectName(name)
      signal?.throwIfAborted()
      const pieces: Uint8Array[] = []
      for await (const piece of source) {
        signal?.throwIfAborted()
        pieces.push(Uint8Array.from(piece))
      }
      const content = Buffer.concat(pieces)
      contents.set(name, content)
      return { sizeBytes: content.length }
    },

    async get(name, wanted) {
      assertObjectName(name)
      const content = contents.get(name)
      if (!content) throw new ObjectNotFoundError(name)
      const info = { sizeBytes: content.length }
      const { offsetBytes, lengthBytes } = rangeWithin(info, wanted)
      const part = content.subarray(offsetBytes, offsetBytes + lengthBytes)
      return { ...info, body: Readable.from([part], { objectMode: false }) }
    },

    async head(name) {
      assertObjectName(name)
      const content = contents.get(name)
      return content && { sizeBytes: content.length }
    },

    async delete(name) {
      assertObjectName(name)
      contents.delete(name)
    },
  }
}
