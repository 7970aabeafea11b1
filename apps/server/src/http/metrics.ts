import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { sendProblem } from './problems.ts'

const unauthorized = 401

/** `/metrics` in Prometheus' text format, for who has the token. */
export function addMetrics(app: FastifyInstance, registry: Registry, token: string): void {
  const expected = digest(`Bearer ${token}`)
  app.get('/metrics', async (request, reply) => {
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) {
      reply.header('www-authenticate', 'Bearer')
      const detail =
        'Send the header "Authorization: Bearer <token>"; the token is in the file metrics-token of the data folder.'
      return sendProblem(reply, { status: unauthorized, detail })
    }
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Of one length whatever was sent, as a comparison in constant time needs. */
const digest = (text: string) => createHash('sha256').update(text).digest()
