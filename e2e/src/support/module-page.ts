/** A page that runs a script of the tests as a browser gets it from an application: modules, workers and assets as files. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { startLoopbackServer } from './loopback-server.ts'

export interface ModulePage extends AsyncDisposable {
  readonly url: string
}

export interface ModulePageOptions {
  readonly entry: URL
  /** Between the tags of `<body>`, before the script. */
  readonly body?: string
}

const mimeTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
}
const notFound = 404

/** Built into a folder of its own and served on a free port of loopback. */
export async function startModulePage({ entry, body = '' }: ModulePageOptions): Promise<ModulePage> {
  const folder = await mkdtemp(join(tmpdir(), 'mrtc-module-page-'))
  try {
    await build({
      configFile: false,
      logLevel: 'warn',
      base: './',
      build: {
        outDir: folder,
        emptyOutDir: true,
        minify: false,
        modulePreload: false,
        rolldownOptions: { input: fileURLToPath(entry), output: { entryFileNames: 'entry.js' } },
      },
    })
    return await serve(
      folder,
      `<!doctype html><title>test</title><body>${body}<script type="module" src="entry.js"></script>`,
    )
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function serve(folder: string, html: string): Promise<ModulePage> {
  const server = await startLoopbackServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname)
    if (path === '/') {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      return response.end(html)
    }
    const content = await readFile(join(folder, path)).catch(() => undefined)
    response.setHeader('content-type', mimeTypes[extname(path)] ?? 'application/octet-stream')
    if (content === undefined) response.statusCode = notFound
    return response.end(content)
  })
  return {
    url: server.url,
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
