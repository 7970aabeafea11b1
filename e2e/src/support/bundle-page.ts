/** Bundles a script of the tests for a browser, in memory. */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** @returns a classic script; what `entry` exports becomes the page's global `name` */
export async function bundlePage({ entry, name }: { readonly entry: URL; readonly name: string }): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: { write: false, minify: false, lib: { entry: fileURLToPath(entry), formats: ['iife'], name } },
  })
  const output = Array.isArray(result) ? result[0] : result
  if (!output || !('output' in output)) throw new Error(`vite gave no output for ${entry.pathname}`)
  return output.output[0].code
}
