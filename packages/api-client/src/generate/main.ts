/** `npm run api:types`: writes the types of the API anew. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generate } from './generate.ts'
import { servedDocument } from './served-document.ts'

const folder = join(import.meta.dirname, '..', 'generated')

for (const { name, text } of await generate(await servedDocument())) await writeFile(join(folder, name), text)
