/** `npm run docs:guide`: writes the examples into the pages that show them. */
import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { guidePages } from './guide/pages.ts'
import { withExamples } from './guide/quoted.ts'

const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } })

if (values.help) {
  console.log(`npm run docs:guide

Writes docs/guide/examples into the pages of docs/guide (and the README of the Web SDK) that show them: after
<!-- docs/guide/examples/name.ts --> stands that file.`)
} else {
  for (const url of await guidePages()) {
    const page = await readFile(url, 'utf8')
    const written = await withExamples(page)
    if (written === page) continue
    await writeFile(url, written)
    console.log(`wrote ${url.pathname.split('/').at(-1)}`)
  }
}
