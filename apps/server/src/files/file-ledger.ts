/** Which files there are, who may add one, and when each goes. Pure: no clock, no disk. Times are of one wall clock, ms. */
import { MrtcError } from '@mrtc/protocol'
import type { FileConfig } from './config.ts'
import { type FileRecord, uploadedBytes } from './file-record.ts'

export interface FileOffer {
  readonly roomId: string
  readonly appKey: string
  readonly uid: string
  readonly name: string
  readonly sizeBytes: number
  readonly fingerprint: string | null
  readonly to: readonly string[] | null
}

export class FileLedger {
  readonly #config: FileConfig
  readonly #files = new Map<string, FileRecord>()

  constructor(config: FileConfig, files: Iterable<FileRecord> = []) {
    this.#config = config
    for (const file of files) this.#files.set(file.fileId, file)
  }

  all(): FileRecord[] {
    return [...this.#files.values()]
  }

  find(fileId: string): FileRecord | undefined {
    return this.#files.get(fileId)
  }

  /** @throws MrtcError FILE_NOT_FOUND */
  get(fileId: string): FileRecord {
    const file = this.find(fileId)
    if (file) return file
    throw new MrtcError('FILE_NOT_FOUND', undefined, { field: 'fileId' })
  }

  /** The same file of the same sender, if its upload was interrupted. */
  interrupted(offer: FileOffer): FileRecord | undefined {
    if (offer.fingerprint === null) return undefined
    return this.all().find(
      (file) =>
        file.state === 'uploading' &&
        file.fingerprint === offer.fingerprint &&
        file.roomId === offer.roomId &&
        file.appKey === offer.appKey &&
        file.uid === offer.uid &&
        file.name === offer.name &&
        file.sizeBytes === offer.sizeBytes &&
        JSON.stringify(file.to) === JSON.stringify(offer.to),
    )
  }

  /** @throws MrtcError FILE_TOO_LARGE, FILE_QUOTA_EXCEEDED, with the limit */
  add(fileId: string, offer: FileOffer, now: number): FileRecord {
    this.#assertPlace(offer)
    return this.#put({
      ...offer,
      to: offer.to === null ? null : [...offer.to],
      fileId,
      partBytes: [],
      mimeType: null,
      state: 'uploading',
      readers: [],
      expiresAt: now + this.#config.unfinishedTtlMs,
      hasRoomEnded: false,
    })
  }

  /** More of it is there. @throws MrtcError FILE_NOT_FOUND when it was withdrawn meanwhile */
  partAdded(fileId: string, sizeBytes: number, now: number): FileRecord {
    const file = this.get(fileId)
    const partBytes = [...file.partBytes, sizeBytes]
    return this.#put({ ...file, partBytes, expiresAt: now + this.#config.unfinishedTtlMs })
  }

  typed(fileId: string, mimeType: string): FileRecord {
    return this.#put({ ...this.get(fileId), mimeType })
  }

  shared(fileId: string, readers: readonly string[], now: number): FileRecord {
    const expiresAt = now + this.#config.ttlMs
    return this.#put({ ...this.get(fileId), state: 'shared', readers: [...readers], expiresAt })
  }

  /** @returns the files that this changed */
  roomEnded(roomId: string, now: number): FileRecord[] {
    const endsAt = now + this.#config.roomEndGraceMs
    return this.all()
      .filter((file) => file.roomId === roomId && !file.hasRoomEnded)
      .map((file) => this.#put({ ...file, hasRoomEnded: true, expiresAt: Math.min(file.expiresAt, endsAt) }))
  }

  remove(fileId: string): void {
    this.#files.delete(fileId)
  }

  /** Those whose time is over; nobody can go on with the upload of a room that has ended. */
  expired(now: number): FileRecord[] {
    return this.all().filter((file) => file.expiresAt <= now || (file.hasRoomEnded && file.state === 'uploading'))
  }

  #put(file: FileRecord): FileRecord {
    this.#files.set(file.fileId, file)
    return file
  }

  #assertPlace({ roomId, appKey, uid, sizeBytes }: FileOffer): void {
    const { maxSizeBytes, maxRoomBytes, maxUserBytes, maxFilesPerRoom } = this.#config
    if (sizeBytes > maxSizeBytes) {
      const message = `A file may have ${maxSizeBytes} bytes, this one has ${sizeBytes}: send a smaller one, or parts of it.`
      const data = { sizeBytes, limitBytes: maxSizeBytes }
      throw new MrtcError('FILE_TOO_LARGE', message, { field: 'sizeBytes', data })
    }
    const ofRoom = this.all().filter((file) => file.roomId === roomId)
    const ofUser = this.all().filter((file) => file.uid === uid && file.appKey === appKey)
    if (ofRoom.length >= maxFilesPerRoom) throw quotaError('room', 'files', ofRoom.length, maxFilesPerRoom)
    const [roomBytes, userBytes] = [totalBytes(ofRoom), totalBytes(ofUser)]
    if (roomBytes + sizeBytes > maxRoomBytes) throw quotaError('room', 'bytes', roomBytes, maxRoomBytes)
    if (userBytes + sizeBytes > maxUserBytes) throw quotaError('user', 'bytes', userBytes, maxUserBytes)
  }
}

/** What was announced counts, not what has arrived: it is promised. */
function totalBytes(files: readonly FileRecord[]): number {
  return files.reduce((sum, file) => sum + Math.max(file.sizeBytes, uploadedBytes(file)), 0)
}

function quotaError(of: 'room' | 'user', unit: 'files' | 'bytes', used: number, limit: number): MrtcError {
  const whose = of === 'room' ? 'This room' : 'You'
  const message = `${whose} may have ${limit} ${unit} of files at a time and ${of === 'room' ? 'has' : 'have'} ${used}: withdraw some, or wait until they expire.`
  return new MrtcError('FILE_QUOTA_EXCEEDED', message, { field: 'sizeBytes', data: { of, unit, used, limit } })
}
