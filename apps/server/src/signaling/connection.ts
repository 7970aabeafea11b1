import {
  type ClientFrame,
  closeCodes,
  type HelloFrame,
  MrtcError,
  parseClientFrame,
  protocolVersion,
  type ResumeFrame,
  type ServerFrame,
} from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { RawData, WebSocket } from 'ws'
import type { SignalingConfig } from '../config/index.ts'
import type { Metrics } from '../metrics/index.ts'
import { TokenBucket } from '../token-bucket.ts'
import type { SignatureCheck } from './contract.ts'
import { encodeFrame } from './encoder.ts'
import type { Outlet } from './session.ts'
import type { Caller, Sessions } from './sessions.ts'

/** Past this a socket gets no more until it has sent what it holds: the session keeps the rest, once. */
const congestionBytes = 1024 * 1024
/** Pings without an answer after which the socket is given up. */
const pingsBeforeLoss = 3
/** A request also brings acknowledgements and pings. */
const framesPerRequest = 4
/** A frame that cannot be understood costs as much as this many. */
const faultTokens = 10

type ConnectionState =
  | { readonly state: 'handshaking'; readonly deadlineMs: number }
  /** The signature is being checked; what comes meanwhile waits. */
  | { readonly state: 'admitting'; readonly early: { readonly data: RawData; readonly isBinary: boolean }[] }
  | { readonly state: 'open'; readonly caller: Caller }
  | { readonly state: 'closed' }

export interface ConnectionOptions {
  readonly socket: WebSocket
  readonly sessions: Sessions
  readonly signatures: SignatureCheck
  readonly config: SignalingConfig
  readonly metrics: Metrics
  readonly log: Logger
  readonly now: () => number
}

/** One WebSocket: handshake, frames, heartbeat, back-pressure. The session it serves may outlive it. */
export class Connection implements Outlet {
  readonly #options: ConnectionOptions
  readonly #bucket: TokenBucket
  #state: ConnectionState
  #heardAtMs: number
  #pings = 0

  constructor(options: ConnectionOptions) {
    this.#options = options
    const { socket, config, now } = options
    const nowMs = now()
    this.#state = { state: 'handshaking', deadlineMs: nowMs + config.handshakeTimeoutMs }
    this.#heardAtMs = nowMs
    const perSecond = config.requestsPerSecond * framesPerRequest
    // After a resume a client may replay all that it had not heard of.
    const burst = config.requestBurst * framesPerRequest + config.unacknowledgedMessages
    this.#bucket = new TokenBucket({ perSecond, burst }, nowMs)
    socket.on('message', (data, isBinary) => this.#arrived(data, isBinary))
    socket.on('close', () => this.#lost())
    // 'close' follows, which does what there is to do.
    socket.on('error', (error) => this.#options.log.debug({ err: error }, 'socket failed'))
  }

  get congested(): boolean {
    return this.#options.socket.bufferedAmount > congestionBytes
  }

  write(text: string): void {
    this.#options.metrics.messagesSent.inc({ type: typeOf(text) })
    this.#options.socket.send(text)
  }

  close(code: number, last?: ServerFrame): void {
    if (this.#state.state === 'closed') return
    if (last) this.write(encodeFrame(last))
    this.#lost()
    this.#options.socket.close(code)
  }

  /** The socket has sent what it held. */
  drained(): void {
    if (this.#state.state === 'open') this.#state.caller.session.flush()
  }

  /** The server stops: who has not shaken hands yet is refused, sessions say goodbye themselves. */
  shutDown(): void {
    if (this.#state.state !== 'open') this.#refuse(new MrtcError('SERVER_SHUTTING_DOWN'))
  }

  /** Looks after the time limits of this socket. */
  tick(nowMs: number): void {
    if (this.#state.state === 'handshaking' && nowMs >= this.#state.deadlineMs) {
      this.#refuse(new MrtcError('HANDSHAKE_TIMEOUT'))
    }
    if (this.#state.state !== 'open') return
    const silentMs = nowMs - this.#heardAtMs
    if (silentMs < (this.#pings + 1) * this.#options.config.heartbeatMs) return
    if (this.#pings >= pingsBeforeLoss) {
      this.close(closeCodes.heartbeatLost)
      return
    }
    this.#pings += 1
    this.#send({ type: 'ping' })
  }

  #arrived(data: RawData, isBinary: boolean): void {
    if (this.#state.state === 'closed') return
    if (this.#state.state === 'admitting') {
      this.#state.early.push({ data, isBinary })
      return
    }
    const nowMs = this.#options.now()
    this.#heardAtMs = nowMs
    this.#pings = 0
    const frame = isBinary ? { error: binaryError() } : parseClientFrame(data as Buffer)
    if (!this.#bucket.take(nowMs, frame.error ? faultTokens : 1)) {
      this.#options.metrics.rateLimited.inc({ what: 'frame' })
      this.#fail(new MrtcError('RATE_LIMITED', 'Too many frames: slow down.'), closeCodes.refused)
      return
    }
    if (frame.error) this.#misunderstood(frame.error)
    else this.#handle(frame.ok)
  }

  #misunderstood(error: MrtcError): void {
    this.#options.metrics.messagesReceived.inc({ type: 'invalid' })
    if (this.#state.state === 'handshaking') this.#refuse(error)
    // A frame too large was most likely a message, and with its number lost no later one can be taken.
    else this.#fail(error, error.code === 'MESSAGE_TOO_LARGE' ? closeCodes.tooLarge : undefined)
  }

  #handle(frame: ClientFrame): void {
    this.#options.metrics.messagesReceived.inc({ type: frame.type })
    if (this.#state.state === 'open') this.#handleOpen(frame, this.#state)
    else if (frame.type === 'hello' || frame.type === 'resume') this.#shakeHands(frame)
    else this.#refuse(fieldError('type', `the first frame must be hello or resume, not ${frame.type}`))
  }

  #handleOpen(frame: ClientFrame, open: ConnectionState & { state: 'open' }): void {
    const { session, requests } = open.caller
    switch (frame.type) {
      case 'message': {
        const receipt = session.receive(frame.seq, frame.ack)
        if (receipt === 'deliver' && frame.body) requests.push(frame.body)
        if (receipt === 'gap') this.#sequenceLost('seq', `${frame.seq} came after ${session.received}`)
        if (receipt === 'ackInvalid') this.#sequenceLost('ack', `${frame.ack} was never sent`)
        return
      }
      case 'ack':
        if (!session.acknowledgeAll(frame.ack)) this.#sequenceLost('ack', `${frame.ack} was never sent`)
        return
      case 'ping':
        this.#send({ type: 'pong' })
        return
      case 'pong':
        return
      case 'bye':
        this.#options.sessions.end(session, 'closed')
        return
      case 'hello':
      case 'resume':
        this.#fail(fieldError('type', `${frame.type} may be the first frame only`))
    }
  }

  #shakeHands(frame: HelloFrame | ResumeFrame): void {
    if (frame.version !== protocolVersion) {
      const data = { supported: [protocolVersion] }
      this.#refuse(new MrtcError('PROTOCOL_UNSUPPORTED', undefined, { field: 'version', data }), frame.type)
      return
    }
    if (frame.type === 'hello') {
      void this.#admit(frame)
      return
    }
    try {
      this.#opened(this.#options.sessions.resume(frame, this), { type: frame.type })
    } catch (error) {
      this.#refuse(this.#toMrtcError(error), frame.type)
    }
  }

  /** Never rejects. */
  async #admit(hello: HelloFrame): Promise<void> {
    const { socket, sessions, signatures } = this.#options
    const admitting = { state: 'admitting', early: [] } satisfies ConnectionState
    this.#state = admitting
    socket.pause()
    try {
      sessions.checkRoomFor(hello)
      await signatures.check(hello, hello.sign)
      // Once more: others came in meanwhile.
      sessions.checkRoomFor(hello)
      if (this.#state === admitting)
        this.#opened(sessions.open(hello, this), { type: hello.type, client: hello.client })
    } catch (error) {
      if (this.#state === admitting) this.#refuse(this.#toMrtcError(error), hello.type)
    }
    socket.resume()
    for (const { data, isBinary } of admitting.early) this.#arrived(data, isBinary)
  }

  #opened(caller: Caller, how: Pick<HelloFrame, 'type' | 'client'> | Pick<ResumeFrame, 'type'>): void {
    this.#state = { state: 'open', caller }
    this.#options.metrics.handshakes.inc({ type: how.type, outcome: 'welcome' })
    const { sessionId, uid } = caller.session
    this.#options.log.debug({ sessionId, uid, ...how }, 'client connected')
  }

  #refuse(error: MrtcError, type: 'hello' | 'resume' | 'other' = 'other'): void {
    this.#options.metrics.handshakes.inc({ type, outcome: 'refused' })
    this.#options.metrics.errors.inc({ code: error.code })
    this.#options.log.debug({ code: error.code, reason: error.message }, 'client refused')
    this.close(closeCodes.refused, { type: 'refused', error: error.toWire() })
  }

  #sequenceLost(field: string, problem: string): void {
    this.#fail(new MrtcError('SEQUENCE_INVALID', `${field}: ${problem}`, { field }), closeCodes.sequenceLost)
  }

  /** Tells the client what was wrong; with a code the socket closes, and the session waits for another. */
  #fail(error: MrtcError, closeCode?: number): void {
    this.#options.metrics.errors.inc({ code: error.code })
    const frame = { type: 'error', error: error.toWire() } as const
    if (closeCode === undefined) this.#send(frame)
    else this.close(closeCode, frame)
  }

  #send(frame: ServerFrame): void {
    this.write(encodeFrame(frame))
  }

  #lost(): void {
    const before = this.#state
    this.#state = { state: 'closed' }
    if (before.state === 'open') this.#options.sessions.suspend(before.caller.session, this)
  }

  #toMrtcError(error: unknown): MrtcError {
    if (error instanceof MrtcError) return error
    this.#options.log.error({ err: error }, 'handshake failed')
    return new MrtcError('INTERNAL', 'The server failed: try again.')
  }
}

const frameTypeStart = '{"type":"'.length

/** Every frame that we write begins with its type. */
function typeOf(text: string): string {
  return text.slice(frameTypeStart, text.indexOf('"', frameTypeStart))
}

function fieldError(field: string, problem: string): MrtcError {
  return new MrtcError('PARAMETER_INVALID', `${field}: ${problem}`, { field })
}

function binaryError(): MrtcError {
  return new MrtcError('MESSAGE_MALFORMED', 'Frames are JSON in text messages, not binary ones.')
}
