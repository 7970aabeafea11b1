import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { MrtcError } from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { ObjectRange, Objects } from '../objects/index.ts'
import type { StoredFiles } from '../store/index.ts'
import type { FileConfig } from './config.ts'
import type { FileAudience, FileDesk, SharedFile, UploadGrant } from './contract.ts'
import { deleteContent, readContent } from './file-content.ts'
import { FileLedger, type FileOffer } from './file-ledger.ts'
import { cleanFileName } from './file-name.ts'
import { type FileRecord, isComplete, parseFileRecord, partName, uploadedBytes } from './file-record.ts'
import { FileTokens } from './file-tokens.ts'
import { assertTypeAllowed, sniffAtLeastBytes, sniffBytes, sniffType } from './file-type.ts'
import { PartSplitter } from './part-splitter.ts'

export const uploadsPath = '/files/uploads'
const downloadsPath = '/files'
/** A sender asks for another when one has expired: it is checked again then whether they may still send. */
const uploadTokenTtlMs = 10 * 60_000
/** What a crash of the server loses of an upload at most. */
const partBytes = 8 * 1024 * 1024
const sweepEveryMs = 30_000

export interface FileServiceOptions {
  readonly config: FileConfig
  readonly objects: Objects
  readonly stored: StoredFiles
  /** Signs tokens. */
  readonly key: string
  readonly log: Logger
}

/** A file as it is fetched. */
export interface Download {
  readonly name: string
  readonly mimeType: string
  readonly sizeBytes: number
  read(range: ObjectRange): Readable
}

/** Files between participants: offered over the session, uploaded and downloaded over HTTP, gone when their time is over. */
export class FileService implements FileDesk {
  readonly #config: FileConfig
  readonly #objects: Objects
  readonly #stored: StoredFiles
  readonly #tokens: FileTokens
  readonly #log: Logger
  readonly #ledger: FileLedger
  readonly #sweepTimer: NodeJS.Timeout
  #audience: FileAudience | undefined
  #sweeping: Promise<void> | undefined

  private constructor(options: FileServiceOptions, records: readonly FileRecord[]) {
    this.#config = options.config
    this.#objects = options.objects
    this.#stored = options.stored
    this.#tokens = new FileTokens(options.key)
    this.#log = options.log
    this.#ledger = new FileLedger(options.config, records)
    this.#sweepTimer = setInterval(() => void this.sweep(), sweepEveryMs).unref()
  }

  /** With the files of before. */
  static async open(options: FileServiceOptions): Promise<FileService> {
    const records = (await options.stored.load()).flatMap(({ fileId, record }) => {
      const file = parseFileRecord(record)
      if (!file) options.log.error({ fileId }, 'a stored file could not be read: it is lost')
      return file ?? []
    })
    return new FileService(options, records)
  }

  async serve(audience: FileAudience, openRooms: readonly string[]): Promise<void> {
    this.#audience = audience
    const open = new Set(openRooms)
    for (const { roomId } of this.#ledger.all()) if (!open.has(roomId)) this.roomEnded(roomId)
    await this.sweep()
  }

  async offer(offer: FileOffer): Promise<UploadGrant> {
    const named = { ...offer, name: cleanFileName(offer.name) }
    // One that is whole already is settled when its sender looks at it with this grant: told of now, it would be before
    // the sender knows which file that is.
    const interrupted = this.#ledger.interrupted(named)
    if (interrupted) return this.#grant(interrupted)
    const file = this.#ledger.add(randomUUID(), named, Date.now())
    await this.#stored.save(file.fileId, file)
    return this.#grant(file)
  }

  renew(fileId: string, uid: string): UploadGrant {
    return this.#grant(this.#ofSender(fileId, uid))
  }

  async withdraw(fileId: string, uid: string): Promise<void> {
    await this.#remove(this.#ofSender(fileId, uid))
  }

  roomEnded(roomId: string): void {
    const changed = this.#ledger.roomEnded(roomId, Date.now())
    for (const file of changed) this.#saveSoon(file)
  }

  /** @throws MrtcError FILE_TOKEN_INVALID, FILE_NOT_FOUND, NOT_IN_ROOM */
  assertMayUpload(fileId: string, token: string | undefined): void {
    const { uid } = this.#tokens.check(token, { fileId, purpose: 'upload', now: Date.now() })
    const file = this.#ofSender(fileId, uid)
    if (!this.#audience?.isIn(file.roomId, uid)) throw new MrtcError('NOT_IN_ROOM')
  }

  /** @throws MrtcError FILE_NOT_FOUND */
  uploadOf(fileId: string): { readonly sizeBytes: number; readonly offsetBytes: number } {
    const file = this.#ledger.get(fileId)
    this.settle(file)
    return { sizeBytes: file.sizeBytes, offsetBytes: uploadedBytes(file) }
  }

  /**
   * Takes what comes next of a file. What arrived before the source failed is kept.
   * @returns how much of the file is there now
   * @throws MrtcError FILE_TYPE_REFUSED, FILE_NOT_FOUND when it was withdrawn meanwhile; what the source failed with
   */
  async append(fileId: string, source: AsyncIterable<Uint8Array>): Promise<number> {
    const splitter = new PartSplitter(source)
    let file = this.#ledger.get(fileId)
    while (!splitter.hasEnded && !isComplete(file)) {
      const left = file.sizeBytes - uploadedBytes(file)
      const name = partName(file, file.partBytes.length)
      const { sizeBytes } = await this.#objects.put(name, splitter.part(Math.min(partBytes, left)))
      if (sizeBytes === 0) {
        await this.#objects.delete(name)
        break
      }
      file = await this.#partArrived(fileId, sizeBytes, name)
    }
    if (splitter.failure !== undefined) throw splitter.failure
    this.settle(file)
    return uploadedBytes(file)
  }

  /** Tells the receivers of a file that is whole, unless they were told or its sender is away. */
  settle(file: FileRecord): void {
    if (file.state !== 'uploading' || !isComplete(file) || file.mimeType === null) return
    const { fileId } = file
    this.#audience?.share(
      file,
      (uid) => ({ path: this.#linkFor(fileId, uid) }),
      (readers) => {
        const shared = this.#ledger.shared(fileId, readers, Date.now())
        this.#saveSoon(shared)
        return shared
      },
    )
  }

  /** @throws MrtcError FILE_TOKEN_INVALID, FILE_NOT_FOUND, NOT_IN_ROOM */
  download(fileId: string, token: string | undefined): Download {
    const { uid } = this.#tokens.check(token, { fileId, purpose: 'download', now: Date.now() })
    const file = this.#ledger.get(fileId)
    const { mimeType, state, expiresAt } = file
    if (state !== 'shared' || mimeType === null || expiresAt <= Date.now()) throw new MrtcError('FILE_NOT_FOUND')
    if (uid !== file.uid && !file.readers.includes(uid)) throw new MrtcError('FILE_TOKEN_INVALID')
    if (!file.hasRoomEnded && !this.#audience?.isIn(file.roomId, uid)) throw new MrtcError('NOT_IN_ROOM')
    const { name, sizeBytes } = file
    return { name, mimeType, sizeBytes, read: (range) => readContent(this.#objects, file, range) }
  }

  sharedFile({ roomId, uid, file: wanted }: { roomId: string; uid: string; file: string }): SharedFile {
    const file = this.#ledger
      .all()
      .filter((each) => each.roomId === roomId && each.state === 'shared' && each.expiresAt > Date.now())
      .filter((each) => each.uid === uid || each.readers.includes(uid))
      .findLast(({ fileId, name }) => fileId === wanted || name === wanted)
    if (!file)
      throw new MrtcError('FILE_NOT_FOUND', `No file ${wanted} was sent in this room.`, { field: 'source.file' })
    const { name, sizeBytes } = file
    const open = () => readContent(this.#objects, file, { offsetBytes: 0, lengthBytes: sizeBytes })
    return { name, sizeBytes, open }
  }

  /** Removes what has expired. Never rejects. */
  sweep(): Promise<void> {
    this.#sweeping ??= this.#sweep().finally(() => {
      this.#sweeping = undefined
    })
    return this.#sweeping
  }

  async close(): Promise<void> {
    clearInterval(this.#sweepTimer)
    await this.#sweeping
  }

  async #sweep(): Promise<void> {
    for (const file of this.#ledger.expired(Date.now())) await this.#remove(file)
  }

  async #partArrived(fileId: string, sizeBytes: number, name: string): Promise<FileRecord> {
    try {
      const file = await this.#typed(this.#ledger.partAdded(fileId, sizeBytes, Date.now()))
      await this.#stored.save(fileId, file)
      return file
    } catch (error) {
      // Withdrawn meanwhile: nobody else would know of this part.
      if (!this.#ledger.find(fileId)) await this.#objects.delete(name)
      throw error
    }
  }

  /** Refused as soon as it shows what it is, not after gigabytes. */
  async #typed(file: FileRecord): Promise<FileRecord> {
    if (file.mimeType !== null || (uploadedBytes(file) < sniffAtLeastBytes && !isComplete(file))) return file
    const lengthBytes = Math.min(sniffBytes, uploadedBytes(file))
    const mimeType = await sniffType(await buffer(readContent(this.#objects, file, { offsetBytes: 0, lengthBytes })))
    try {
      assertTypeAllowed(mimeType, this.#config.allowedTypes)
    } catch (error) {
      await this.#remove(file)
      throw error
    }
    return this.#ledger.typed(file.fileId, mimeType)
  }

  /** Nobody reaches it from now on. Content first: content without a record would stay for ever. Never rejects. */
  async #remove(file: FileRecord): Promise<void> {
    this.#ledger.remove(file.fileId)
    try {
      await deleteContent(this.#objects, file)
      await this.#stored.remove(file.fileId)
    } catch (error) {
      this.#log.error(
        { err: error, fileId: file.fileId },
        'a file could not be removed: it will be after the next start',
      )
    }
  }

  #ofSender(fileId: string, uid: string): FileRecord {
    const file = this.#ledger.get(fileId)
    // To others it is as if it did not exist.
    if (file.uid !== uid) throw new MrtcError('FILE_NOT_FOUND', undefined, { field: 'fileId' })
    return file
  }

  #grant({ fileId, uid }: FileRecord): UploadGrant {
    const tokenExpiresAt = Date.now() + uploadTokenTtlMs
    const token = this.#tokens.sign({ fileId, uid, purpose: 'upload', expiresAt: tokenExpiresAt })
    return { fileId, path: `${uploadsPath}/${fileId}`, token, tokenExpiresAt }
  }

  #linkFor(fileId: string, uid: string): string {
    const { name, expiresAt } = this.#ledger.get(fileId)
    const token = this.#tokens.sign({ fileId, uid, purpose: 'download', expiresAt })
    return `${downloadsPath}/${fileId}/${encodeURIComponent(name)}?token=${token}`
  }

  #saveSoon(file: FileRecord): void {
    this.#stored.save(file.fileId, file).catch((error: unknown) => {
      this.#log.error({ err: error, fileId: file.fileId }, 'what became of a file could not be stored')
    })
  }
}
