import { existsSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Where `pnpm --filter @mrtc/meeting build` puts the call page. */
const builtPage = join(import.meta.dirname, '../../../meeting/dist')
/** Vite names these after their content. */
const hashedAssets = '/assets/'
const yearSeconds = 365 * 24 * 60 * 60

/** Whether the call page was built, so that this server can serve it. */
export function isMeetingBuilt(): boolean {
  return existsSync(join(builtPage, 'index.html'))
}

/** Serves the built call page at `/`. */
export async function addMeeting(app: FastifyInstance): Promise<void> {
  await app.register(staticFiles, {
    root: builtPage,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isForever = path.slice(builtPage.length).startsWith(hashedAssets)
      reply.header('cache-control', isForever ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
}
