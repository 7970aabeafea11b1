/**
 * HTTP: health, readiness, metrics, signatures of the demo app, the built pages, and what
 * other parts add. Errors are problem details
 * (RFC 9457). WebSocket upgrades of the same server belong to signalling.
 */
import rateLimit from '@fastify/rate-limit'
import { MrtcError, signalingPath } from '@mrtc/protocol'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { Config } from '../config/index.ts'
import { addBodyDeadline } from './body-deadline.ts'
import { addDemo, type DemoSigner } from './demo.ts'
import { addHealth, type ReadinessChecks } from './health.ts'
import { addMetrics } from './metrics.ts'
import { addPages, type PageDirs, pageFor, sendPage } from './pages.ts'
import { sendProblem } from './problems.ts'
import { addSecurity } from './security.ts'

export type { DemoSigner, Signature } from './demo.ts'
export { builtConsoleDir, builtMeetingDir, consolePath, type PageDirs } from './pages.ts'
export { problemType, sendProblem } from './problems.ts'

/** Bodies here are a few names. */
const bodyLimitBytes = 16 * 1024
/** As long as Node takes request lines: longer ones than a route allows are its to refuse, naming the parameter. */
const pathParameterLengthMax = 16 * 1024
/** Of uploads, which go on where they were when they are cut. */
const requestTimeoutMs = 10 * 60_000
const headersTimeoutMs = 10_000
const badRequest = 400
const notFound = 404
const internalError = 500

export interface HttpOptions {
  readonly config: Config
  readonly log: Logger
  readonly registry: Registry
  readonly metricsToken: string
  readonly demo: DemoSigner
  readonly pages: PageDirs
  /** What other parts serve on the same port, such as the API. */
  readonly parts: readonly ((app: FastifyInstance) => Promise<void>)[]
  readonly readiness: ReadinessChecks
}

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { config, log, pages, parts } = options
  const app = fastify({
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    routerOptions: { maxParamLength: pathParameterLengthMax },
    http: { headersTimeout: headersTimeoutMs },
    // One hop, our own proxy: what stands before it in X-Forwarded-For is the client's claim.
    trustProxy: config.http.trustProxy && ((_address, hop) => hop === 0),
    forceCloseConnections: true,
  })

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? (error instanceof MrtcError ? badRequest : internalError)
    if (status < internalError) return sendProblem(reply, { status, detail: error.message })
    log.error({ err: error, requestId: request.id, path: request.routeOptions.url }, 'HTTP request failed')
    return sendProblem(reply, { status, detail: `The server failed; the failure was logged as ${request.id}.` })
  })
  app.setNotFoundHandler((request, reply) => {
    const dir = pageFor(request, pages)
    if (dir !== undefined) return sendPage(reply, dir)
    const paths = ['/healthz', '/readyz', '/metrics', ...(config.demo.enabled ? ['POST /demo/sign'] : [])]
    const page = pages.meeting !== undefined ? '/' : (config.meeting.url ?? 'not built, see README.md')
    return sendProblem(reply, {
      status: notFound,
      detail: `There is no ${request.method} ${request.url.split('?', 1)[0]}. There are: ${paths.join(', ')}, WebSocket ${signalingPath}. Call page: ${page}.`,
    })
  })

  addBodyDeadline(app)
  await addSecurity(app)
  await app.register(rateLimit, { global: false })
  addHealth(app, options.readiness)
  addMetrics(app, options.registry, options.metricsToken)
  if (config.demo.enabled) addDemo(app, options.demo, config.demo)
  for (const add of parts) await add(app)
  await addPages(app, pages)
  return app
}
