/** `npm run dashboards`: writes the files again after a change of panels or alerts. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { files } from './files.ts'

for (const { path, text } of files) {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  console.log(path)
}
