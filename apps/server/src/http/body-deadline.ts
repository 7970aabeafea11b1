import type { FastifyInstance } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body may take as long as the server allows at all: an upload. */
    readonly hasLongBody?: boolean
  }
}

/** Bodies of most routes are a few names: whoever sends them slower than this only wants to keep a socket busy. */
const bodyTimeoutMs = 10_000

export function addBodyDeadline(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw, routeOptions }) => {
    if (routeOptions.config.hasLongBody || raw.complete) return
    const timer = setTimeout(() => raw.destroy(), bodyTimeoutMs)
    raw.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer))
  })
}
