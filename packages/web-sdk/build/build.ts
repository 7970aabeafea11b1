/** `pnpm build`: the bundles of dist/ (ESM and script tag, with source maps), their types, and how large they are. */
import { rm } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { buildBundles } from './bundles.ts'
import { dist } from './paths.ts'
import { printSizes } from './sizes.ts'
import { buildTypes } from './types.ts'

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })
if (values.help) {
  console.log('node build/build.ts: builds dist/mrtc.js (ESM), dist/mrtc.global.js (script tag) and dist/types.')
} else {
  await rm(dist, { recursive: true, force: true })
  await buildBundles()
  await buildTypes()
  await printSizes()
}
