import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { generate } from './generate.ts'
import { servedDocument } from './served-document.ts'

it('has types that are those of the routes (npm run api:types writes them anew)', async () => {
  for (const { name, text } of await generate(await servedDocument())) {
    const kept = await readFile(join(import.meta.dirname, '..', 'generated', name), 'utf8')
    expect(kept, `generated/${name} is out of date: npm run api:types`).toBe(text)
  }
}, 120_000)
