import { type ErrorCode, type EventPayload, errors, MrtcError, type UploadGrant, type WireError } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import { Emitter } from '../emitter.ts'
import { asMrtcError } from '../errors.ts'
import { abortError, limited, sleep } from '../limited.ts'
import type { Logger } from '../logger.ts'
import type { RequestFunction } from '../session/index.ts'
import type { FileFacts } from './file-facts.ts'
import type { TusOutcome } from './tus-upload.ts'

const retryMs = { first: 500, most: 8_000 } as const
/** Without a byte for so long the upload is given up. */
const giveUpAfterMs = 10 * 60_000
/** From the last byte until the server has told the receivers. */
const sharedTimeoutMs = 30_000

/** A file that its receivers were told of. */
export interface SentFile extends FileFacts {
  /** Who was told, by uid. */
  readonly recipients: readonly string[]
  /** Where it can be fetched. */
  readonly url: string
}

/** The life of an upload. */
export type FileUploadState =
  | { readonly state: 'starting' }
  /** `sentBytes` have left; it may go back a little after an interruption. */
  | { readonly state: 'uploading'; readonly sentBytes: number }
  | { readonly state: 'paused'; readonly sentBytes: number }
  /** The network is away: it goes on by itself. */
  | { readonly state: 'interrupted'; readonly sentBytes: number }
  | { readonly state: 'shared'; readonly file: SentFile }
  | { readonly state: 'failed'; readonly error: MrtcError }

export interface FileUploadOptions {
  readonly content: Blob
  readonly offer: { readonly name: string; readonly fingerprint?: string; readonly to?: string[] }
  readonly request: RequestFunction
  /** Of a path on the server. */
  readonly urlOf: (path: string) => string
  readonly signal: AbortSignal | undefined
  readonly clock: Clock
  readonly log: Logger
}

/** A file on its way to the server. It goes on by itself after the network was away. */
export class FileUpload extends Emitter<{ stateChanged: [FileUploadState] }> {
  readonly name: string
  readonly sizeBytes: number
  /**
   * Resolves when the receivers were told. @throws MrtcError FILE_TOO_LARGE, FILE_QUOTA_EXCEEDED, FILE_TYPE_REFUSED,
   * PARTICIPANT_NOT_FOUND, PARAMETER_INVALID, NOT_IN_ROOM, CONNECTION_FAILED; REQUEST_ABORTED after `cancel`
   */
  readonly finished: Promise<SentFile>
  readonly #options: FileUploadOptions
  readonly #ending = new AbortController()
  readonly #shared = Promise.withResolvers<SentFile>()
  #state: FileUploadState = { state: 'starting' }
  #grant: UploadGrant | undefined
  /** Aborts what is under way to pause. */
  #pausing: AbortController | undefined
  #resumed: PromiseWithResolvers<void> | undefined
  #progressAt: number

  /** @internal */
  constructor(options: FileUploadOptions) {
    super()
    this.#options = options
    this.name = options.offer.name
    this.sizeBytes = options.content.size
    this.#progressAt = options.clock.now()
    this.finished = this.#run()
    // Whoever does not wait for it hears of it by `stateChanged`.
    this.finished.catch(() => {})
    const { signal } = options
    if (signal?.aborted) this.#end(abortError(signal))
    else signal?.addEventListener('abort', () => this.#end(abortError(signal)), { signal: this.#ending.signal })
  }

  get state(): FileUploadState {
    return this.#state
  }

  /** Known once the server has taken the offer. */
  get fileId(): string | undefined {
    return this.#grant?.fileId
  }

  /** Stops sending until {@link resume}. The server keeps what it has for an hour by default. */
  pause(): void {
    if (this.#isOver || this.#resumed) return
    this.#resumed = Promise.withResolvers()
    this.#enter({ state: 'paused', sentBytes: this.#sentBytes })
    this.#pausing?.abort()
  }

  /** Goes on after `pause`. */
  resume(): void {
    const resumed = this.#resumed
    if (!resumed || this.#isOver) return
    this.#resumed = undefined
    this.#progressAt = this.#options.clock.now()
    this.#enter({ state: 'uploading', sentBytes: this.#sentBytes })
    resumed.resolve()
  }

  /** Gives it up; what was uploaded is removed. Does nothing once it was shared. */
  cancel(): void {
    this.#end(new MrtcError('REQUEST_ABORTED'))
  }

  /**
   * The server says that its receivers know of it.
   * @internal
   */
  shared({ path, ...file }: EventPayload<'file.shared'>): void {
    this.#shared.resolve({ ...file, url: this.#options.urlOf(path) })
  }

  /** We are out of the room. What is there stays for a while: after coming back the same file goes on. */
  roomClosed(): void {
    this.#fail(new MrtcError('NOT_IN_ROOM'))
  }

  get #isOver(): boolean {
    return this.#ending.signal.aborted
  }

  get #sentBytes(): number {
    return 'sentBytes' in this.#state ? this.#state.sentBytes : 0
  }

  #end(error: MrtcError): void {
    if (this.#isOver) return
    const fileId = this.fileId
    this.#fail(error)
    if (fileId === undefined) return
    this.#options.request('file.withdraw', { fileId }, { insist: true }).catch((failure: unknown) => {
      this.#options.log.debug('a file could not be withdrawn: it expires', { error: failure })
    })
  }

  #fail(error: MrtcError): void {
    if (this.#isOver) return
    this.#ending.abort(error)
    this.#enter({ state: 'failed', error })
  }

  #enter(state: FileUploadState): void {
    this.#state = state
    this.emit('stateChanged', state)
  }

  async #run(): Promise<SentFile> {
    try {
      const file = await limited(this.#bring(), { signal: this.#ending.signal })
      this.#ending.abort()
      this.#enter({ state: 'shared', file })
      return file
    } catch (error) {
      const ended: unknown = this.#ending.signal.reason
      const failure = ended instanceof MrtcError ? ended : asMrtcError(error, 'CONNECTION_FAILED')
      this.#fail(failure)
      throw failure
    }
  }

  async #bring(): Promise<SentFile> {
    const { offer, request, content, clock } = this.#options
    const grant = await request('file.offer', { ...offer, sizeBytes: content.size }, { signal: this.#ending.signal })
    this.#grant = grant
    const { tusUpload } = await import('./tus-upload.ts')
    for (let attempt = 0; !this.#isOver; ) {
      await this.#resumed?.promise
      const before = this.#progressAt
      const outcome = await this.#attempt(tusUpload)
      if (outcome.outcome === 'complete') break
      if (outcome.outcome === 'aborted') continue
      await this.#recover(outcome, this.#progressAt > before ? 0 : attempt)
      attempt = this.#progressAt > before ? 1 : attempt + 1
    }
    const timeout = { clock, afterMs: sharedTimeoutMs, error: () => new MrtcError('REQUEST_TIMEOUT') }
    return limited(this.#shared.promise, { timeout })
  }

  async #attempt(tusUpload: typeof import('./tus-upload.ts').tusUpload): Promise<TusOutcome> {
    const { content, urlOf, clock } = this.#options
    const grant = this.#grant
    if (grant === undefined) throw new MrtcError('INTERNAL')
    this.#pausing = new AbortController()
    const signal = AbortSignal.any([this.#pausing.signal, this.#ending.signal])
    let latest = -1
    return tusUpload({
      url: urlOf(grant.path),
      token: grant.token,
      content,
      signal,
      onProgress: (sentBytes) => {
        if (signal.aborted) return
        // The first is where it goes on, which may be where it was before.
        if (latest >= 0 && sentBytes > latest) this.#progressAt = clock.now()
        latest = sentBytes
        this.#enter({ state: 'uploading', sentBytes })
      },
    })
  }

  /** Waits until another attempt may do better. @throws MrtcError when none can */
  async #recover(failed: Extract<TusOutcome, { outcome: 'failed' }>, attempt: number): Promise<void> {
    const { clock, log, request } = this.#options
    const refusal = refusalOf(failed)
    if (refusal && !passing.has(refusal.code)) throw refusal
    log.info('an upload was interrupted', { status: failed.status, error: failed.cause })
    if (clock.now() - this.#progressAt > giveUpAfterMs) {
      throw new MrtcError('CONNECTION_FAILED', 'The file could not be uploaded: check the network and try again.', {
        cause: failed.cause,
      })
    }
    if (this.#state.state === 'uploading') this.#enter({ state: 'interrupted', sentBytes: this.#sentBytes })
    await sleep(clock, Math.min(retryMs.first * 2 ** attempt, retryMs.most), this.#ending.signal)
    const fileId = this.#grant?.fileId
    if (fileId === undefined || this.#isOver) return
    // Waits as long as the session is away, and brings a token that holds.
    this.#grant = await request('file.renew', { fileId }, { signal: this.#ending.signal })
  }
}

/** The token has expired, or we are on our way back into the room. */
const passing: ReadonlySet<ErrorCode> = new Set(['FILE_TOKEN_INVALID', 'NOT_IN_ROOM', 'INTERNAL'])

/** What the server says is wrong; undefined when it was not it who spoke. */
function refusalOf({ body }: Extract<TusOutcome, { outcome: 'failed' }>): MrtcError | undefined {
  try {
    const wire: unknown = JSON.parse(body)
    const isOurs =
      typeof wire === 'object' && wire !== null && 'code' in wire && Object.hasOwn(errors, String(wire.code))
    return isOurs ? MrtcError.fromWire(wire as WireError) : undefined
  } catch {
    // Text of a proxy, or nothing at all.
    return undefined
  }
}
