import { type ErrorCode, type EventPayload, MrtcError, type VodSource } from '@mrtc/protocol'
import { limited } from '../limited.ts'
import type { RequestFunction } from '../session/index.ts'

type Ended = EventPayload<'vod.ended'>

export interface PlayFileOptions {
  /** It has failed when it does not play within this, however long it takes to fetch. @default 30,000 */
  readonly startTimeoutMs?: number
  readonly signal?: AbortSignal
}

/** Files that the server plays into the room: those that we started and that do not play yet, and those that play. */
export class RoomPlaybacks {
  readonly #request: RequestFunction
  readonly #onEnded: (ended: Ended) => void
  readonly #starting = new Map<string, PromiseWithResolvers<void>>()
  readonly #playing = new Set<string>()

  constructor(request: RequestFunction, onEnded: (ended: Ended) => void) {
    this.#request = request
    this.#onEnded = onEnded
  }

  async play(source: VodSource, options: PlayFileOptions = {}): Promise<{ vodId: string }> {
    const { startTimeoutMs, signal } = options
    const starting = Promise.withResolvers<void>()
    // Looked at below, where there is something to look at.
    starting.promise.catch(() => {})
    const { vodId } = await this.#request(
      'vod.start',
      { source, startTimeoutMs },
      {
        signal,
        // What becomes of it may come with the answer.
        onResult: (result) => this.#starting.set(result.vodId, starting),
      },
    )
    try {
      await limited(starting.promise, { signal })
    } catch (error) {
      if (signal?.aborted) this.stop(vodId).catch(() => {})
      throw error
    }
    return { vodId }
  }

  async stop(vodId: string): Promise<void> {
    await this.#request('vod.stop', { vodId })
  }

  started(vodId: string): void {
    this.#playing.add(vodId)
    this.#starting.get(vodId)?.resolve()
    this.#starting.delete(vodId)
  }

  ended(ended: Ended): void {
    const { vodId, error } = ended
    const starting = this.#starting.get(vodId)
    this.#starting.delete(vodId)
    this.#playing.delete(vodId)
    if (!starting) this.#onEnded(ended)
    else starting.reject(startError(vodId, error))
  }

  /** The server was restarted: nothing plays any more. */
  lost(): void {
    const error = { code: 'MEDIA_FAILED', message: 'The server was restarted.' }
    for (const vodId of [...this.#starting.keys(), ...this.#playing]) this.ended({ vodId, reason: 'failed', error })
  }

  /** The room is over for us. */
  close(): void {
    for (const starting of this.#starting.values()) starting.reject(new MrtcError('NOT_IN_ROOM'))
    this.#starting.clear()
    this.#playing.clear()
  }
}

function startError(vodId: string, error: Ended['error']): MrtcError {
  const { code, message } = error ?? { code: 'REQUEST_ABORTED', message: 'The file was stopped before it played.' }
  return MrtcError.fromWire({ code: code as ErrorCode, message, data: { vodId } })
}
