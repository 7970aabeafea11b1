import { MrtcError } from '@mrtc/protocol/errors'
import type { FromRecorder, ToRecorder } from './worker/messages.ts'

/** Starting a worker, encoders and a pause take milliseconds; writing the end of hours may take some seconds. */
const answerTimeoutMs = 30_000

type Answer<T extends FromRecorder['type']> = Extract<FromRecorder, { readonly type: T }>

/** The recording worker, with answers to wait for. */
export class WorkerPort {
  readonly #worker: Worker
  readonly #onMessage: (message: FromRecorder) => void
  readonly #waiting = new Map<FromRecorder['type'], PromiseWithResolvers<FromRecorder>>()

  constructor(worker: Worker, onMessage: (message: FromRecorder) => void) {
    this.#worker = worker
    this.#onMessage = onMessage
    worker.onmessage = ({ data }: MessageEvent<FromRecorder>) => this.#take(data)
    // A script that did not load, for example: the page's content security policy has to allow workers from blob:.
    worker.onerror = ({ message }) => this.#take({ type: 'failed', message: message || 'its worker did not start' })
  }

  send(message: ToRecorder, transferred: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, [...transferred])
  }

  /** @throws MrtcError MEDIA_FAILED */
  async ask<T extends FromRecorder['type']>(
    message: ToRecorder,
    answer: T,
    transferred: readonly Transferable[] = [],
  ): Promise<Answer<T>> {
    const waiting = Promise.withResolvers<FromRecorder>()
    this.#waiting.set(answer, waiting)
    const timer = setTimeout(() => waiting.reject(failed('its worker does not answer')), answerTimeoutMs)
    try {
      this.send(message, transferred)
      // Messages are kept by their type.
      return (await waiting.promise) as Answer<T>
    } finally {
      clearTimeout(timer)
      this.#waiting.delete(answer)
    }
  }

  close(): void {
    this.#worker.terminate()
    for (const waiting of this.#waiting.values()) waiting.reject(failed('it was ended'))
  }

  #take(message: FromRecorder): void {
    if (message.type === 'failed') {
      for (const waiting of this.#waiting.values()) waiting.reject(failed(message.message))
    }
    this.#onMessage(message)
    this.#waiting.get(message.type)?.resolve(message)
  }
}

export function failed(why: string): MrtcError {
  return new MrtcError('MEDIA_FAILED', `The recording failed: ${why}.`)
}
