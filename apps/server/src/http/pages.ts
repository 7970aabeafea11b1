import { existsSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where `npm run build` puts the pages. */
const apps = join(import.meta.dirname, '../../..')
const builtDirs = { meeting: join(apps, 'meeting/dist'), console: join(apps, 'console/dist') } as const
const pageFile = 'index.html'
/** Vite names these after their content. */
const hashedAssets = '/assets/'
const yearSeconds = 365 * 24 * 60 * 60

export const consolePath = '/console/'

/** The folder of the call page if it was built, so that this server can serve it. */
export function builtMeetingDir(): string | undefined {
  return builtDir('meeting')
}

/** The folder of the console if it was built. */
export function builtConsoleDir(): string | undefined {
  return builtDir('console')
}

function builtDir(page: keyof typeof builtDirs): string | undefined {
  const dir = builtDirs[page]
  return existsSync(join(dir, pageFile)) ? dir : undefined
}

/** Folders of the built pages; undefined: not served here. */
export interface PageDirs {
  readonly meeting: string | undefined
  readonly console: string | undefined
}

/** Serves the call page at `/` and the console at `/console/`. */
export async function addPages(app: FastifyInstance, dirs: PageDirs): Promise<void> {
  // Answers of all pages are sent from here: each names its own root.
  await app.register(staticFiles, { root: apps, serve: false })
  if (dirs.meeting !== undefined) await addPage(app, dirs.meeting, '/')
  if (dirs.console !== undefined) await addPage(app, dirs.console, consolePath)
}

async function addPage(app: FastifyInstance, dir: string, prefix: string): Promise<void> {
  await app.register(staticFiles, {
    root: dir,
    prefix,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isForever = path.slice(dir.length).startsWith(hashedAssets)
      reply.header('cache-control', isForever ? `public, max-age=${yearSeconds}, immutable` : 'no-cache')
    },
  })
}

/** The page that makes sense of an address itself, such as the link to a room; undefined: that is no page's address. */
export function pageFor({ method, headers, url }: FastifyRequest, dirs: PageDirs): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const isFile = path.split('/').at(-1)?.includes('.') ?? false
  const isWanted = method === 'GET' && !isFile && (headers.accept?.includes('text/html') ?? false)
  if (!isWanted) return undefined
  return path === consolePath.slice(0, -1) || path.startsWith(consolePath) ? dirs.console : dirs.meeting
}

export function sendPage(reply: FastifyReply, dir: string): FastifyReply {
  return reply.header('cache-control', 'no-cache').sendFile(pageFile, dir, { cacheControl: false })
}
