import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** The page's script, in one piece. */
export async function bundlePage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('main.ts', import.meta.url)),
        formats: ['iife'],
        name: 'probePage',
      },
    },
  })
  const output = Array.isArray(result) ? result[0] : result
  if (!output || !('output' in output)) throw new Error('vite gave no output for the probe page')
  return output.output[0].code
}
