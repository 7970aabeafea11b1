/**
 * The HTTP API under /api/v1: what administrators and business servers do. A resource is a file in `resources/` that
 * declares its routes as data (schemas, who may, what it changes) with their handlers, and a line in `routes.ts`. Types,
 * validation and the OpenAPI document derive from the routes. How to add one: docs/control-plane.md.
 */
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { Logins } from '../accounts/index.ts'
import type { Config } from '../config/index.ts'
import type { Store } from '../store/index.ts'
import { apiPrefix, openApiDocument } from './openapi.ts'
import { addApi as addRoutes } from './plugin.ts'
import { RateLimits } from './rate-limits.ts'
import { type ApiParts, type ApiServices, apiRoutes } from './routes.ts'
import { startSweeping } from './sweep.ts'

export { apiPrefix, openApiDocument } from './openapi.ts'
export { type ApiParts, type ApiServices, apiRoutes } from './routes.ts'

/** Of the document; changes with what clients may rely on. */
export const apiVersion = '1.0.0'

export interface ApiOptions {
  readonly config: Config
  readonly store: Store
  /** The parts of the server that resources are about. */
  readonly parts: ApiParts
  readonly log: Logger
}

/** Adds the API to the HTTP server; it ends with it. */
export async function addApi(app: FastifyInstance, { config, store, parts, log }: ApiOptions): Promise<void> {
  const logins = new Logins(store, config.console)
  const services: ApiServices = { config, store, logins, ...parts }
  const routes = apiRoutes(services)
  const { requestsPerSecond, requestBurst, addressRequestsPerSecond, addressRequestBurst } = config.api
  await addRoutes(app, {
    routes,
    logins,
    apiKeys: store.apiKeys,
    audit: store.audit,
    idempotentAnswers: store.idempotentAnswers,
    rateLimits: {
      ofPrincipals: new RateLimits({ perSecond: requestsPerSecond, burst: requestBurst }),
      ofAddresses: new RateLimits({ perSecond: addressRequestsPerSecond, burst: addressRequestBurst }),
    },
    log,
  })
  const document = JSON.stringify(openApiDocument(routes, apiVersion))
  app.get(`${apiPrefix}/openapi.json`, async (_request, reply) => reply.type('application/json').send(document))
  const stopSweeping = startSweeping({ store, logins, log })
  app.addHook('onClose', async () => stopSweeping())
}
