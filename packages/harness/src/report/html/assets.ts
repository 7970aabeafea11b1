import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Assets } from './document.ts'

/** Style sheet and script of the report, uPlot in both. Takes about a second. */
export async function loadAssets(): Promise<Assets> {
  const require = createRequire(import.meta.url)
  const [plotStyle, style, script] = await Promise.all([
    readFile(require.resolve('uplot/dist/uPlot.min.css'), 'utf8'),
    readFile(new URL('style.css', import.meta.url), 'utf8'),
    bundleScript(),
  ])
  return { style: plotStyle + style, script }
}

async function bundleScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL('../browser/main.ts', import.meta.url)),
        formats: ['iife'],
        name: 'report',
      },
    },
  })
  const bundle = Array.isArray(result) ? result[0] : result
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined
  if (!chunk) throw new Error('vite gave no output for the script of the report')
  // Within a script element nothing else may end it.
  return chunk.code.replaceAll('</script', '<\\/script')
}
