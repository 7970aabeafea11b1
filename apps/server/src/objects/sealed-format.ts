/**
 * The form of an object on disk: a header with a salt, then chunks of AES-256-GCM in the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár 2015): the nonce counts the chunks and marks the last, so that chunks that were left out,
 * moved or cut off do not open. Any stretch is read by opening its chunks alone.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export const objectKeyBytes = 32
const algorithm = 'aes-256-gcm'
const formMark = Buffer.from('mrtcobj1')
const saltBytes = 32
export const headerBytes = formMark.length + saltBytes
/** What is read and opened at least for one byte; the tag adds 0.02 % to it. */
export const chunkBytes = 64 * 1024
const tagBytes = 16
export const sealedChunkBytes = chunkBytes + tagBytes
/** 7 bytes of zero (the key is of this object alone), 4 of the chunk's number, 1 that is set in the last. */
const nonceBytes = 12
const numberAt = 7
const lastAt = 11

export interface ChunkPosition {
  readonly index: number
  readonly isLast: boolean
}

/** A key for this one object: derived, so that a sealed object does not open under another name. */
export function deriveKey(key: Buffer, header: Buffer, name: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, header, `mrtc object ${name}`, objectKeyBytes))
}

export function newHeader(): Buffer {
  return Buffer.concat([formMark, randomBytes(saltBytes)])
}

export function isHeader(bytes: Buffer): boolean {
  return bytes.length === headerBytes && bytes.subarray(0, formMark.length).equals(formMark)
}

export function sealChunk(key: Buffer, chunk: Uint8Array, position: ChunkPosition): Buffer {
  const cipher = createCipheriv(algorithm, key, nonceOf(position), { authTagLength: tagBytes })
  return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()])
}

/** @throws when the chunk was changed or belongs elsewhere */
export function openChunk(key: Buffer, sealed: Buffer, position: ChunkPosition): Buffer {
  if (sealed.length < tagBytes) throw new Error('a sealed chunk that is too short')
  const decipher = createDecipheriv(algorithm, key, nonceOf(position), { authTagLength: tagBytes }).setAuthTag(
    sealed.subarray(-tagBytes),
  )
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()])
}

/** How much content a file of this size holds; even an empty object has one chunk. */
export function contentBytes(fileBytes: number): { readonly sizeBytes: number; readonly chunks: number } {
  const sealed = fileBytes - headerBytes
  const chunks = Math.max(1, Math.ceil(sealed / sealedChunkBytes))
  return { sizeBytes: Math.max(0, sealed - chunks * tagBytes), chunks }
}

function nonceOf({ index, isLast }: ChunkPosition): Buffer {
  const nonce = Buffer.alloc(nonceBytes)
  nonce.writeUInt32BE(index, numberAt)
  nonce.writeUInt8(isLast ? 1 : 0, lastAt)
  return nonce
}
