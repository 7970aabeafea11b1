import { join, relative } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import { entries } from './entries.ts'
import { packageRoot, source } from './paths.ts'

/**
 * Modules that are loaded when they are first needed, by path in src/. They stand in files of their own beside both
 * bundles, so that a page with a script tag does not fetch them either before it records. They import nothing of ours
 * that has an identity (errors, classes): the script tag's bundle would meet it twice.
 */
const lazyParts: Readonly<Record<string, string>> = {
  'recording/recorder-worker.ts': 'mrtc-recorder',
  'capture/pdf/pdf-engine.ts': 'mrtc-pdf',
  'effects/background/background-engine.ts': 'mrtc-background',
  'effects/noise/noise-engine.ts': 'mrtc-noise',
  '../../client/src/files/tus-upload.ts': 'mrtc-upload',
}
const lazyEntries = Object.fromEntries(Object.entries(lazyParts).map(([path, name]) => [name, path]))

interface Bundle {
  readonly format: 'es' | 'iife'
  /** Files in src/ by name of the file in dist/, without its ending. */
  readonly entries: Readonly<Record<string, string>>
}

/**
 * Those for bundlers share what they have in common, keep their names and are shaken by the application's own bundler; the
 * one for script tags is minified.
 */
const bundles: readonly Bundle[] = [
  { format: 'es', entries: { ...Object.fromEntries(entries.map(({ name, path }) => [name, path])), ...lazyEntries } },
  { format: 'iife', entries: { 'mrtc.global': 'global.ts' } },
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

async function buildBundle({ entries: named, format }: Bundle, out: string): Promise<void> {
  const isModule = format === 'es'
  const entry = Object.fromEntries(Object.entries(named).map(([name, path]) => [name, join(source, path)]))
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
      lib: { entry, formats: [format], fileName: (_format, file) => `${file}.js`, name: 'mrtcBundle' },
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
