import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { packageRoot, source } from './paths.ts'

interface Bundle {
  readonly entry: string
  readonly format: 'es' | 'iife'
  readonly fileName: string
}

/** The one for bundlers keeps its names and is shaken by them; the one for script tags is minified. */
const bundles: readonly Bundle[] = [
  { entry: 'index.ts', format: 'es', fileName: 'mrtc.js' },
  { entry: 'global.ts', format: 'iife', fileName: 'mrtc.global.js' },
]

/** The SDK needs the protocol's errors, limits and codes; its schemas are the server's. */
const unwanted = /node_modules\/zod\//

function checkModules(output: Rolldown.OutputChunk): void {
  const found = output.moduleIds.filter((id) => unwanted.test(id))
  if (found.length > 0) throw new Error(`${output.fileName} contains zod: something in it imports a schema`)
}

async function buildBundle({ entry, format, fileName }: Bundle, out: string): Promise<void> {
  const result = await build({
    configFile: false,
    root: packageRoot,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: out,
      emptyOutDir: false,
      sourcemap: true,
      target: 'es2022',
      minify: format === 'iife',
      // mediasoup-client is loaded when a room is entered.
      rolldownOptions: { output: { chunkFileNames: 'mrtc-[name]-[hash].js' } },
      lib: { entry: join(source, entry), formats: [format], fileName: () => fileName, name: 'mrtcBundle' },
    },
  })
  const outputs = Array.isArray(result) ? result : [result]
  for (const output of outputs) {
    if (!('output' in output)) throw new Error('the bundler watches instead of building')
    for (const chunk of output.output) if (chunk.type === 'chunk') checkModules(chunk)
  }
}

export async function buildBundles(out: string): Promise<void> {
  for (const bundle of bundles) await buildBundle(bundle, out)
}
