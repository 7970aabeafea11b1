/** A file that is only appended to, in batches: a crash of this process loses the last quarter of a second at most. */
import { type FileHandle, open } from 'node:fs/promises'

/** What was appended is handed to the operating system after this: then it outlives this process. */
const writeAfterMs = 250
/** And is on the disk after this: then it outlives the machine. */
const syncAfterMs = 1_000
/** A disk that is this far behind is taken for broken. */
const maxWaitingBytes = 64 * 1024 * 1024
const ownerOnly = 0o600

export class AppendFile {
  readonly #opened: Promise<FileHandle>
  readonly #failed: (error: Error) => void
  #waiting: Buffer[] = []
  #waitingBytes = 0
  #work: Promise<void> = Promise.resolve()
  #writeTimer: NodeJS.Timeout | undefined
  #syncedAt = performance.now()
  #state: 'open' | 'failed' | 'closed' = 'open'

  /** @param failed called once when the file cannot be written; nothing is kept from then on */
  constructor(path: string, failed: (error: Error) => void) {
    this.#failed = failed
    this.#opened = open(path, 'a', ownerOnly)
    this.#opened.catch((error: Error) => this.#fail(error))
  }

  append(bytes: Buffer): void {
    if (this.#state !== 'open') return
    this.#waiting.push(bytes)
    this.#waitingBytes += bytes.length
    if (this.#waitingBytes > maxWaitingBytes) {
      this.#fail(new Error('the disk does not keep up with the recording'))
      return
    }
    this.#writeTimer ??= setTimeout(() => this.#write(), writeAfterMs)
  }

  /** Hands all to the operating system, and on to the disk. @throws when it could not be written */
  async flush(): Promise<void> {
    this.#write({ sync: true })
    await this.#work
  }

  /** Idempotent. */
  async close(): Promise<void> {
    if (this.#state === 'open') this.#write({ sync: true })
    clearTimeout(this.#writeTimer)
    if (this.#state === 'open') this.#state = 'closed'
    await this.#work
    await this.#opened.then(
      (file) => file.close(),
      () => undefined,
    )
  }

  #write({ sync = false } = {}): void {
    clearTimeout(this.#writeTimer)
    this.#writeTimer = undefined
    this.#work = this.#work.then(() => this.#writeNow(sync)).catch((error: Error) => this.#fail(error))
  }

  async #writeNow(sync: boolean): Promise<void> {
    if (this.#state === 'failed') return
    const bytes = Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#waitingBytes = 0
    const file = await this.#opened
    if (bytes.length > 0) await file.appendFile(bytes)
    const now = performance.now()
    if (!sync && now - this.#syncedAt < syncAfterMs) return
    this.#syncedAt = now
    await file.datasync()
  }

  #fail(error: Error): void {
    if (this.#state === 'failed') return
    this.#state = 'failed'
    this.#waiting = []
    clearTimeout(this.#writeTimer)
    this.#failed(error)
  }
}
