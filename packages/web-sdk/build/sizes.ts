import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { minify } from 'vite'

const bytesPerKibibyte = 1024
const inKibibytes = (size: number) => `${(size / bytesPerKibibyte).toFixed(1)} KiB`

/** As they travel from a production site: minified and gzipped. */
export async function printSizes(out: string): Promise<void> {
  const files = (await readdir(out)).filter((name) => name.endsWith('.js'))
  for (const fileName of files.sort()) {
    const { code } = await minify(fileName, await readFile(join(out, fileName), 'utf8'))
    console.log(`${fileName}: ${inKibibytes(code.length)} minified, ${inKibibytes(gzipSync(code).length)} gzipped`)
  }
}
