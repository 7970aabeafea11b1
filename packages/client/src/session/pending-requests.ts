import { MrtcError, type ResponseBody } from '@mrtc/protocol'

export interface PendingRequest {
  resolve(result: unknown): void
  reject(error: MrtcError): void
  /** The session is over before the answer. */
  ended(): void
}

/** The requests that wait for an answer, and what to do about answers to those that no longer wait. */
export class PendingRequests {
  #nextId = 1
  readonly #pending = new Map<number, PendingRequest>()
  readonly #late = new Map<number, (result: unknown) => void>()

  /** The id of the next request on the wire. */
  takeId(): number {
    return this.#nextId++
  }

  add(id: number, request: PendingRequest): void {
    this.#pending.set(id, request)
  }

  /** Nobody waits for this request any more. `onLate` hears of its result if it succeeds all the same. */
  abandon(id: number, onLate: ((result: unknown) => void) | undefined): void {
    if (this.#pending.delete(id) && onLate !== undefined) this.#late.set(id, onLate)
  }

  settle(response: ResponseBody): void {
    const request = this.#pending.get(response.id)
    this.#pending.delete(response.id)
    const onLate = this.#late.get(response.id)
    this.#late.delete(response.id)
    if (response.error !== undefined) request?.reject(MrtcError.fromWire(response.error))
    else if (request !== undefined) request.resolve(response.result)
    else onLate?.(response.result)
  }

  /** No answers come any more. */
  endAll(): void {
    const pending = [...this.#pending.values()]
    this.#pending.clear()
    this.#late.clear()
    for (const request of pending) request.ended()
  }
}
