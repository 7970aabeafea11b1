import type { RequestName, RequestParams, RequestResult } from '@mrtc/protocol'

/** How long a caller waits for the server to hear of what has taken effect here already: an end, a muted track. */
export const farewellTimeoutMs = 3_000

export interface RequestOptions<N extends RequestName> {
  readonly signal?: AbortSignal | undefined
  /**
   * From now, whether or not there is a connection. By default `limits.requestTimeoutMs` with a connection: what was sent
   * before an outage is answered after it, for as long as the session lives.
   */
  readonly timeoutMs?: number
  /**
   * Called with the result in order with events: before anything that the server sent after it is delivered. A
   * promise's continuation may run later than that.
   */
  readonly onResult?: (result: RequestResult<N>) => void
  /** The request succeeded although it had been aborted or timed out: undo what it did. */
  readonly onLate?: (result: RequestResult<N>) => void
  /** Still delivered after its time-out: for requests that undo or finish something. */
  readonly insist?: boolean
}

/** Requests on a session, as those who make them see it. */
export type RequestFunction = <N extends RequestName>(
  name: N,
  params: RequestParams<N>,
  options?: RequestOptions<N>,
) => Promise<RequestResult<N>>
