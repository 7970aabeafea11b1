/**
 * Signalling: WebSockets, the reliable sessions on them and the requests that come over them. Knows rooms and media by
 * `contract.ts` alone.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { limits, signalingPath } from '@mrtc/protocol'
import type { Logger } from 'pino'
import { type ServerOptions, WebSocketServer } from 'ws'
import type { SignalingConfig } from '../config/index.ts'
import type { Metrics } from '../metrics/index.ts'
import { AddressLimit } from './address-limit.ts'
import { Connection } from './connection.ts'
import type { RequestHandlers, SessionObserver, SignatureCheck } from './contract.ts'
import { Idempotency } from './idempotency.ts'
import { isOriginAllowed } from './origin.ts'
import type { RequestQueue } from './request-queue.ts'
import type { Session } from './session.ts'
import { Sessions } from './sessions.ts'

export type { RequestHandlers, SessionObserver, SignatureCheck } from './contract.ts'
export { isOriginAllowed } from './origin.ts'

/** Acknowledgements wait this long for a message to travel with. */
const ackDelayMs = 100
/** Time limits are looked after this often, or oftener when one of them is short. */
const tickMaxMs = 1_000
const tickMinMs = 10
const ticksPerLimit = 5
/** A frame somewhat too large is answered with an error; one that is far too large is not even read. */
const payloadMargin = 2
/** How long a peer may take to close its side of a socket. */
const closeTimeoutMs = 2_000

// The types of ws do not know closeTimeout yet.
const webSocketOptions: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  maxPayload: limits.frameSizeBytes * payloadMargin,
  // Signalling frames are small: compressing them costs latency and 300 KiB of memory a socket for little.
  perMessageDeflate: false,
  closeTimeout: closeTimeoutMs,
}

const rejections = {
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const

export interface SignalingOptions {
  /** Its upgrades are taken over. */
  readonly server: Server
  readonly config: SignalingConfig
  readonly trustProxy: boolean
  readonly handlers: RequestHandlers
  readonly observer: SessionObserver
  readonly signatures: SignatureCheck
  readonly metrics: Metrics
  readonly log: Logger
}

export interface Signaling {
  /** Says goodbye to every client and closes its socket. */
  close(): Promise<void>
}

export function startSignaling(options: SignalingOptions): Signaling {
  const { server, config, metrics, log, signatures } = options
  const now = () => performance.now()
  const idempotency = new Idempotency(limits.idempotencyTtlMs, now)
  const busy = new Set<RequestQueue>()
  const acksDue = new Set<Session>()
  const connections = new Set<Connection>()
  const addresses = new AddressLimit({ perSecond: config.connectionsPerSecond, burst: config.connectionBurst })
  let ackTimer: NodeJS.Timeout | undefined
  let closing: Promise<void> | undefined

  const sendAcks = () => {
    ackTimer = undefined
    for (const session of acksDue) session.acknowledge()
    acksDue.clear()
  }
  const sessions = new Sessions({
    config,
    observer: options.observer,
    metrics,
    log,
    now,
    // One timer for the acknowledgements of all sessions.
    ackDue: (session) => {
      acksDue.add(session)
      ackTimer ??= setTimeout(sendAcks, ackDelayMs)
    },
    requestServices: {
      handlers: options.handlers,
      idempotency,
      metrics,
      log,
      now,
      timeoutMs: config.requestTimeoutMs,
      rate: { perSecond: config.requestsPerSecond, burst: config.requestBurst },
      busy,
    },
  })

  const webSockets = new WebSocketServer(webSocketOptions)

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', (error) => log.debug({ err: error }, 'socket failed'))
    const rejection = whyRejected(request)
    if (rejection) {
      reject(socket, rejection.status, rejection.reason)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection({ socket: webSocket, sessions, signatures, config, metrics, log, now })
      connections.add(connection)
      metrics.connections.set(connections.size)
      socket.on('drain', () => connection.drained())
      webSocket.on('close', () => {
        connections.delete(connection)
        metrics.connections.set(connections.size)
      })
    })
  }

  const whyRejected = (request: IncomingMessage): { status: keyof typeof rejections; reason: string } | undefined => {
    const path = pathOf(request)
    if (path !== signalingPath) return { status: 404, reason: `WebSockets are at ${signalingPath}, not at ${path}.` }
    if (closing) return { status: 503, reason: 'The server is shutting down.' }
    const { origin, host } = request.headers
    if (!isOriginAllowed(origin, host, config.allowedOrigins)) {
      return { status: 403, reason: `Pages of ${origin} may not connect: add it to signaling.allowedOrigins.` }
    }
    if (!addresses.take(addressOf(request, options.trustProxy), now())) {
      metrics.rateLimited.inc({ what: 'connection' })
      return { status: 429, reason: 'Too many connections from this address: slow down.' }
    }
    return undefined
  }

  const tick = () => {
    const nowMs = now()
    for (const connection of connections) connection.tick(nowMs)
    for (const queue of busy) queue.expire(nowMs)
    sessions.expire(nowMs)
    idempotency.sweep()
  }
  const shortestMs = Math.min(
    config.heartbeatMs,
    config.sessionTtlMs,
    config.handshakeTimeoutMs,
    config.requestTimeoutMs,
  )
  const ticker = setInterval(tick, Math.min(tickMaxMs, Math.max(tickMinMs, shortestMs / ticksPerLimit)))
  server.on('upgrade', upgrade)

  const close = async () => {
    clearInterval(ticker)
    for (const connection of connections) connection.shutDown()
    sessions.endAll('shutdown')
    clearTimeout(ackTimer)
    const closed = [...webSockets.clients].map((client) => new Promise((resolve) => client.once('close', resolve)))
    // ws gives up after its own closeTimeout on each, so that this ends.
    await Promise.all(closed)
    server.off('upgrade', upgrade)
    webSockets.close()
  }
  return {
    close: () => {
      closing ??= Promise.resolve().then(close)
      return closing
    },
  }
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/'
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined
  // The last entry is what our own proxy saw; those before it are what the client claims.
  const last = forwarded === undefined ? undefined : String(forwarded).split(',').at(-1)?.trim()
  return last || (request.socket.remoteAddress ?? '')
}

function reject(socket: Duplex, status: keyof typeof rejections, reason: string): void {
  const head = [
    `HTTP/1.1 ${status} ${rejections[status]}`,
    'Connection: close',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(reason)}`,
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${reason}`)
}
