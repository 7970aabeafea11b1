import { existsSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where `pnpm --filter @mrtc/meeting build` puts the call page. */
const builtPage = join(import.meta.dirname, '../../../meeting/dist')
const pageFile = 'index.html'
/** Vite names these after their content. */
const hashedAssets = '/assets/'
const yearSeconds = 365 * 24 * 60 * 60

/** The folder of the call page if it was built, so that this server can serve it. */
export function builtMeetingDir(): string | undefined {
  return existsSync(join(builtPage, pageFile)) ? builtPage : undefined
}

/** Serves the call page in this folder at `/`. */
export async function addMeeting(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(staticFiles, {
    root: dir,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isForever = path.slice(dir.length).startsWith(hashedAssets)
      reply.header('cache-control', isForever ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
}

/** Whether a browser asks for an address that the page itself makes sense of, such as the link to a room. */
export function isPageAddress({ method, headers, url }: FastifyRequest): boolean {
  const lastSegment = url.split('?', 1)[0]?.split('/').at(-1) ?? ''
  const isFile = lastSegment.includes('.')
  return method === 'GET' && !isFile && (headers.accept?.includes('text/html') ?? false)
}

export function sendPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile(pageFile)
}
