import { join, relative } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { packageRoot, source } from './paths.ts'

/**
 * Modules that are loaded when they are first needed, by path in src/. They stand in files of their own beside both
 * bundles, so that a page with a script tag does not fetch them either before it records. They import nothing of ours
 * that has an identity (errors, classes): the script tag's bundle would meet it twice.
 */
const lazyParts: Readonly<Record<string, string>> = {
  'recording/recorder-worker.ts': 'mrtc-recorder',
  'capture/pdf/pdf-engine.ts': 'mrtc-pdf',
}

interface Bundle {
  readonly entry: string
  readonly format: 'es' | 'iife'
  /** Without its ending. */
  readonly name: string
}

/** The one for bundlers keeps its names and is shaken by them; the one for script tags is minified. */
const bundles: readonly Bundle[] = [
  { entry: 'index.ts', format: 'es', name: 'mrtc' },
  { entry: 'global.ts', format: 'iife', name: 'mrtc.global' },
]

/** The SDK needs the protocol's errors, limits and codes; its schemas are the server's. */
const unwanted = /node_modules\/zod\//

function checkModules(output: Rolldown.OutputChunk): void {
  const found = output.moduleIds.filter((id) => unwanted.test(id))
  if (found.length > 0) throw new Error(`${output.fileName} contains zod: something in it imports a schema`)
}

/** Leaves the lazy parts out of the script tag's bundle: it loads the files of the other one. */
const lazyPartsBeside: Plugin = {
  name: 'lazy-parts-beside',
  enforce: 'pre',
  async resolveId(specifier, importer) {
    const resolved = await this.resolve(specifier, importer, { skipSelf: true })
    const name = resolved ? lazyParts[relative(source, resolved.id)] : undefined
    return name === undefined ? null : { id: `./${name}.js`, external: true }
  },
}

async function buildBundle({ entry, format, name }: Bundle, out: string): Promise<void> {
  const isModule = format === 'es'
  const parts = Object.entries(lazyParts).map(([path, partName]) => [partName, join(source, path)])
  const entries = { [name]: join(source, entry), ...(isModule ? Object.fromEntries(parts) : {}) }
  const result = await build({
    configFile: false,
    root: packageRoot,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    // Assets are found beside the file that names them.
    base: './',
    plugins: isModule ? [] : [lazyPartsBeside],
    build: {
      outDir: out,
      emptyOutDir: false,
      sourcemap: true,
      target: 'es2022',
      minify: !isModule,
      // mediasoup-client is loaded when a room is entered.
      rolldownOptions: {
        output: { chunkFileNames: 'mrtc-[name]-[hash].js', assetFileNames: 'mrtc-data/[name][extname]' },
      },
      lib: { entry: entries, formats: [format], fileName: (_format, file) => `${file}.js`, name: 'mrtcBundle' },
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
