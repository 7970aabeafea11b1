/** What every store of objects can do: as much as local disks and S3 have in common, and no more. */
import type { Readable } from 'node:stream'

export interface ObjectInfo {
  readonly sizeBytes: number
}

/** A stretch of an object: it has to lie within. */
export interface ObjectRange {
  readonly offsetBytes: number
  readonly lengthBytes: number
}

/** Bytes under names. Nothing is ever whole in memory. */
export interface Objects {
  /**
   * Writes an object, in place of the one of this name if there is one. It is there as a whole, once this resolves, or
   * not at all: when the source fails or `signal` is aborted, what was there before stays.
   * @param name words of letters, digits, `.`, `_`, `-`, separated by `/`, such as `recordings/8f2e/0.mp4`
   */
  put(name: string, source: AsyncIterable<Uint8Array>, options?: { readonly signal?: AbortSignal }): Promise<ObjectInfo>
  /**
   * The content, or the `range` of it. The stream fails when what is stored was damaged or tampered with.
   * @throws ObjectNotFoundError
   * @throws RangeError when the range is not within the object
   */
  get(name: string, range?: ObjectRange): Promise<ObjectInfo & { readonly body: Readable }>
  /** Undefined when there is no such object. */
  head(name: string): Promise<ObjectInfo | undefined>
  /** Also fine when there is none. */
  delete(name: string): Promise<void>
}

export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError'

  constructor(objectName: string, cause?: unknown) {
    super(`There is no object ${objectName}.`, { cause })
  }
}
