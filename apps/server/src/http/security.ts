import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/** Headers that keep pages of this server to themselves. */
export async function addSecurity(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    // Browsers heed it over HTTPS only. Other hosts under this one's name are not ours to decide for.
    strictTransportSecurity: { includeSubDomains: false },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // What tells people from backgrounds, and noise from voices, is WebAssembly.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // The component library writes style elements as it goes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:', 'mediastream:'],
        // Encoded transforms run in workers that the SDK makes from blobs.
        workerSrc: ["'self'", 'blob:'],
        // Older Safari does not count WebSockets to this host as 'self'.
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
  })
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(self), microphone=(self), display-capture=(self)')
  })
}
