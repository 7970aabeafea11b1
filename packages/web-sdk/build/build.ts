/** `pnpm build`: the bundles of dist/ (ESM and script tag, with source maps), their types, and how large they are. */
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { buildBundles } from './bundles.ts'
import { dist } from './paths.ts'
import { printSizes } from './sizes.ts'
import { buildTypes } from './types.ts'

const { values } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' }, out: { type: 'string', default: dist } },
})
if (values.help) {
  console.log(`node build/build.ts [--out <folder>]
Builds mrtc.js and mrtc-core.js (ES modules), mrtc.global.js (script tag) and their types into dist/ or the folder named.`)
} else {
  const out = resolve(values.out)
  await rm(out, { recursive: true, force: true })
  await buildBundles(out)
  await buildTypes(out)
  await printSizes(out)
}
