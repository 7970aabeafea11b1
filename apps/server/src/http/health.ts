import type { FastifyInstance } from 'fastify'

const ok = 200
const serviceUnavailable = 503

/** A part that must work before clients are sent here. Rejects or says false when it does not. */
export type ReadinessChecks = Readonly<Record<string, () => boolean | Promise<boolean>>>

/** `/healthz`: the process answers. `/readyz`: it can carry calls. */
export function addHealth(app: FastifyInstance, checks: ReadinessChecks): void {
  app.get('/healthz', async () => ({ status: 'live' }))

  app.get('/readyz', async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([part, check]) => [part, (await works(check)) ? 'ready' : 'failing'] as const),
    )
    const isReady = results.every(([, state]) => state === 'ready')
    return reply
      .code(isReady ? ok : serviceUnavailable)
      .send({ status: isReady ? 'ready' : 'failing', parts: Object.fromEntries(results) })
  })
}

async function works(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check()
  } catch {
    // Why is in the part's own log and metrics; a probe asks whether.
    return false
  }
}
