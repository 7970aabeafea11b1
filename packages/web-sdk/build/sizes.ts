import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from 'vite'
import { dist } from './paths.ts'

const bytesPerKibibyte = 1024
const inKibibytes = (size: number) => `${(size / bytesPerKibibyte).toFixed(1)} KiB`

/** As they travel from a production site: minified and gzipped. */
export async function printSizes(): Promise<void> {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.js'))
  for (const fileName of files.sort()) {
    const { code } = await minify(fileName, await readFile(join(dist, fileName), 'utf8'))
    console.log(`${fileName}: ${inKibibytes(code.length)} minified, ${inKibibytes(gzipSync(code).length)} gzipped`)
  }
}
