import { type EventPayload, limits } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { RequestFunction } from '../session/index.ts'
import type { FileFacts } from './file-facts.ts'
import { FileUpload } from './file-upload.ts'

/** How a file is sent. */
export interface SendFileOptions {
  /** @default the name of the `File` */
  readonly name?: string
  /** @default everyone else who is there when all of it is */
  readonly to?: readonly string[]
  readonly signal?: AbortSignal
  /** Calls back as bytes leave. */
  readonly onProgress?: (progress: { readonly sentBytes: number; readonly sizeBytes: number }) => void
}

/** A file that somebody sent us. */
export interface ReceivedFile extends FileFacts {
  /** The sender's uid. */
  readonly from: string
  /** Where it can be fetched until it expires, by us alone, while we are in the room. */
  readonly url: string
}

const fallbackName = 'file'

export interface RoomFilesOptions {
  readonly request: RequestFunction
  /** Where the server is found by HTTP, without a slash at its end. */
  readonly httpUrl: string
  readonly clock: Clock
  readonly log: Logger
}

/** Our files on their way into the room. */
export class RoomFiles {
  readonly #options: RoomFilesOptions
  readonly #uploads = new Set<FileUpload>()
  /** Of the uploads: sending a file twice at a time is no resumption. */
  readonly #fingerprints = new Set<string>()

  constructor(options: RoomFilesOptions) {
    this.#options = options
  }

  send(content: Blob, { name, to, signal, onProgress }: SendFileOptions): FileUpload {
    const { request, clock, log } = this.#options
    const fingerprint = this.#fingerprintOf(content)
    const upload = new FileUpload({
      content,
      offer: {
        name: name ?? nameOf(content) ?? fallbackName,
        ...(to === undefined ? {} : { to: [...to] }),
        ...(fingerprint === undefined ? {} : { fingerprint }),
      },
      request,
      urlOf: (path) => this.urlOf(path),
      signal,
      clock,
      log,
    })
    this.#uploads.add(upload)
    if (fingerprint !== undefined) this.#fingerprints.add(fingerprint)
    upload.on('stateChanged', (state) => {
      if ('sentBytes' in state) onProgress?.({ sentBytes: state.sentBytes, sizeBytes: content.size })
      if (state.state !== 'shared' && state.state !== 'failed') return
      this.#uploads.delete(upload)
      if (fingerprint !== undefined) this.#fingerprints.delete(fingerprint)
    })
    return upload
  }

  shared(file: EventPayload<'file.shared'>): void {
    for (const upload of this.#uploads) if (upload.fileId === file.fileId) upload.shared(file)
  }

  received({ path, ...file }: EventPayload<'file.received'>): ReceivedFile {
    return { ...file, url: this.urlOf(path) }
  }

  urlOf(path: string): string {
    return this.#options.httpUrl + path
  }

  close(): void {
    for (const upload of [...this.#uploads]) upload.roomClosed()
  }

  /** The same file, chosen again after the page was loaded anew, goes on where it was. */
  #fingerprintOf(content: Blob): string | undefined {
    const changedAt = 'lastModified' in content ? content.lastModified : undefined
    if (typeof changedAt !== 'number') return undefined
    const fingerprint = `${changedAt}-${content.size}-${nameOf(content) ?? ''}`.slice(0, limits.fileFingerprintLength)
    return this.#fingerprints.has(fingerprint) ? undefined : fingerprint
  }
}

function nameOf(content: Blob): string | undefined {
  return 'name' in content && typeof content.name === 'string' && content.name !== '' ? content.name : undefined
}
