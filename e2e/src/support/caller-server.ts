/** Serves the caller page from loopback, which browsers count as a secure context. */
import { bundlePage } from './bundle-page.ts'
import { startLoopbackServer } from './loopback-server.ts'

export interface CallerServer {
  readonly url: string
  close(): Promise<void>
}

let bundled: Promise<string> | undefined

/** Bundled once a process: every test file of it uses the same page. */
function bundleCaller(): Promise<string> {
  bundled ??= bundlePage({ entry: new URL('../page/caller.ts', import.meta.url), name: 'callerPage' })
  return bundled
}

export async function startCallerServer(): Promise<CallerServer> {
  const script = await bundleCaller()
  const server = await startLoopbackServer((request, response) => {
    const isScript = request.url === '/caller.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(isScript ? script : '<!doctype html><title>caller</title><body><script src="/caller.js"></script>')
  })
  return { url: server.url, close: async () => await server[Symbol.asyncDispose]() }
}
