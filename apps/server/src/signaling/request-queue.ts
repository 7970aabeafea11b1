import { MrtcError, parseParams, type RequestBody, type RequestName, requests } from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { Metrics } from '../metrics/index.ts'
import { TokenBucket, type TokenBucketOptions } from '../token-bucket.ts'
import type { CallerSession, RequestContext, RequestHandlers } from './contract.ts'
import type { Idempotency } from './idempotency.ts'
import type { Outcome } from './outcome.ts'
import type { Session } from './session.ts'

const secondMs = 1_000

/** What the requests of all sessions share. */
export interface RequestServices {
  readonly handlers: RequestHandlers
  readonly idempotency: Idempotency
  readonly metrics: Metrics
  readonly log: Logger
  readonly now: () => number
  readonly timeoutMs: number
  readonly rate: TokenBucketOptions
  /** Queues with a request under way, for those who look after time limits. */
  readonly busy: Set<RequestQueue>
}

interface Arrived {
  readonly body: RequestBody
  readonly arrivedAtMs: number
}

interface Running extends Arrived {
  readonly context: QueuedContext
  readonly deadlineMs: number
}

/**
 * A text is sent once, however often its sender has to connect anew. What the others do belongs to a session, as
 * entering a room does: the first answer would be no use to the next session, which is not in that room.
 */
const keptAcrossSessions: ReadonlySet<string> = new Set<RequestName>(['text.send'])

/**
 * A session's requests, one after the other in the order sent: what a client asks of its room must not overtake. A
 * request that runs into its time limit is answered and its signal aborted, then the next one begins.
 */
export class RequestQueue {
  readonly #session: Session
  readonly #services: RequestServices
  readonly #bucket: TokenBucket
  readonly #waiting: Arrived[] = []
  #running: Running | undefined
  #isClosed = false

  constructor(session: Session, services: RequestServices) {
    this.#session = session
    this.#services = services
    this.#bucket = new TokenBucket(services.rate, services.now())
  }

  push(body: RequestBody): void {
    const nowMs = this.#services.now()
    const request = { body, arrivedAtMs: nowMs }
    // The bucket limits the rate, the length what may wait behind one slow request.
    if (!this.#bucket.take(nowMs) || this.#waiting.length >= this.#services.rate.burst) {
      this.#services.metrics.rateLimited.inc({ what: 'request' })
      const data = { retryAfterMs: this.#bucket.waitMs() }
      this.#answer(request, { error: new MrtcError('RATE_LIMITED', undefined, { data }) })
      return
    }
    this.#waiting.push(request)
    this.#advance()
  }

  /** Answers the request under way if its time is up. */
  expire(nowMs: number): void {
    const running = this.#running
    if (!running || nowMs < running.deadlineMs) return
    const error = new MrtcError('REQUEST_TIMEOUT')
    this.#settle(running, { error })
    running.context.abort(error)
    this.#advance()
  }

  /** The session is over: nothing more is begun, what is under way is told. */
  close(): void {
    this.#isClosed = true
    this.#waiting.length = 0
    this.#services.busy.delete(this)
    this.#running?.context.abort(new MrtcError('REQUEST_ABORTED', 'The session is over.'))
    this.#running = undefined
  }

  #advance(): void {
    while (!this.#running && !this.#isClosed) {
      const next = this.#waiting.shift()
      if (!next) return
      this.#begin(next)
    }
  }

  #begin(request: Arrived): void {
    const { body } = request
    const params = parseParams(body.name, body.params)
    if (params.error) {
      this.#answer(request, { error: params.error })
      return
    }
    const context = new QueuedContext(this.#session, body, this.#services.log)
    const running = { ...request, context, deadlineMs: this.#services.now() + this.#services.timeoutMs }
    this.#running = running
    const outcome = this.#execute(running, params.ok)
    if (!(outcome instanceof Promise)) {
      this.#settle(running, outcome)
      return
    }
    this.#services.busy.add(this)
    void outcome.then((settled) => {
      this.#settle(running, settled)
      this.#advance()
    })
  }

  #execute({ body, context }: Running, params: unknown): Outcome | Promise<Outcome> {
    const call = () => callHandler(this.#services.handlers, body.name as RequestName, params, context)
    if (body.key === undefined) return call()
    const { app, uid, sessionId } = this.#session
    const owner = keptAcrossSessions.has(body.name) ? `${app.bizName}/${uid}` : sessionId
    return this.#services.idempotency.run({ owner, key: body.key, name: body.name }, call)
  }

  #settle(running: Running, outcome: Outcome): void {
    // It ran into its time limit or the session ended: that was the answer.
    if (this.#running !== running) return
    this.#running = undefined
    this.#services.busy.delete(this)
    this.#answer(running, outcome)
  }

  #answer({ body, arrivedAtMs }: Arrived, outcome: Outcome): void {
    const { metrics, now } = this.#services
    const seconds = (now() - arrivedAtMs) / secondMs
    // Names come from clients: unknown ones must not each make a time series.
    const message = Object.hasOwn(requests, body.name) ? body.name : 'unknown'
    metrics.requestDuration.observe({ message, outcome: labelOf(outcome) }, seconds)
    if (!outcome.error) {
      this.#session.respond({ type: 'response', id: body.id, result: outcome.result })
      return
    }
    metrics.errors.inc({ code: outcome.error.code })
    this.#session.respond({ type: 'response', id: body.id, error: outcome.error.toWire() })
  }
}

function labelOf({ error }: Outcome): string {
  if (!error) return 'ok'
  return error.kind === 'server' || error.kind === 'timeout' ? 'failed' : 'refused'
}

/** Never throws or rejects: what a handler throws is its outcome. */
function callHandler(
  handlers: RequestHandlers,
  name: RequestName,
  params: unknown,
  context: QueuedContext,
): Outcome | Promise<Outcome> {
  // parseParams has checked that these are the parameters of this name; the compiler cannot follow the pair.
  const handler = handlers[name] as (params: unknown, context: RequestContext) => unknown
  const failed = (error: unknown): Outcome => ({ error: toMrtcError(error, context) })
  try {
    const result = handler(params, context)
    return result instanceof Promise ? result.then((value: unknown) => ({ result: value }), failed) : { result }
  } catch (error) {
    return failed(error)
  }
}

function toMrtcError(error: unknown, context: QueuedContext): MrtcError {
  if (error instanceof MrtcError && error.code !== 'INTERNAL') return error
  // A handler that gave up as it was told to has not failed.
  if (context.isAborted) return new MrtcError('REQUEST_ABORTED', undefined, { cause: error })
  context.log.error({ err: error }, 'request failed')
  return new MrtcError('INTERNAL', undefined, { cause: error, data: { requestId: context.requestId } })
}

/** Most handlers use neither signal nor log: both are made when asked for. */
class QueuedContext implements RequestContext {
  readonly session: CallerSession
  readonly #body: RequestBody
  readonly #log: Logger
  #childLog: Logger | undefined
  #controller: AbortController | undefined
  #reason: MrtcError | undefined

  constructor(session: CallerSession, body: RequestBody, log: Logger) {
    this.session = session
    this.#body = body
    this.#log = log
  }

  get requestId(): string {
    return `${this.session.sessionId}/${this.#body.id}`
  }

  get isAborted(): boolean {
    return this.#reason !== undefined
  }

  get log(): Logger {
    this.#childLog ??= this.#log.child({
      sessionId: this.session.sessionId,
      uid: this.session.uid,
      requestId: this.requestId,
      message: this.#body.name,
    })
    return this.#childLog
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#reason) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }

  abort(reason: MrtcError): void {
    this.#reason = reason
    this.#controller?.abort(reason)
  }
}
