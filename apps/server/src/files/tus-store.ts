import type { Readable } from 'node:stream'
import { MrtcError } from '@mrtc/protocol'
import { DataStore, ERRORS, Upload } from '@tus/utils'
import type { FileService } from './file-service.ts'

/** Uploads as the tus server sees them. They are made by `file.offer`, so that nothing is created or ended here. */
export class TusStore extends DataStore {
  readonly #files: FileService

  constructor(files: FileService) {
    super()
    this.#files = files
  }

  override async getUpload(fileId: string): Promise<Upload> {
    try {
      const { sizeBytes, offsetBytes } = this.#files.uploadOf(fileId)
      return new Upload({ id: fileId, size: sizeBytes, offset: offsetBytes })
    } catch (error) {
      if (error instanceof MrtcError && error.code === 'FILE_NOT_FOUND') throw ERRORS.FILE_NOT_FOUND
      throw error
    }
  }

  override write(source: Readable, fileId: string): Promise<number> {
    return this.#files.append(fileId, source)
  }
}
