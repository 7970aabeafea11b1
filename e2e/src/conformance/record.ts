/** The committed record of what was observed before: no later run may observe less. */
import { readFile, writeFile } from 'node:fs/promises'
import { type Catalogue, catalogue, type Kind, kinds, without } from './catalogue.ts'
import type { Observations } from './observations.ts'

const path = new URL('record.json', import.meta.url)

export async function readRecord(): Promise<Catalogue> {
  return JSON.parse(await readFile(path, 'utf8')) as Catalogue
}

export async function writeRecord(seen: Observations): Promise<void> {
  const record = Object.fromEntries(kinds.map((kind) => [kind, observed(seen, kind)]))
  await writeFile(path, `${JSON.stringify(record, null, 2)}\n`)
}

/** In the order of the catalogue; what is not in it does not count. */
export function observed(seen: Observations, kind: Kind): string[] {
  return catalogue[kind].filter((name) => seen[kind].has(name))
}

/** What was observed when the record was written and is not any more. */
export function dropped(record: Catalogue, seen: Observations): { kind: Kind; name: string }[] {
  return kinds.flatMap((kind) => without(record[kind], seen[kind]).map((name) => ({ kind, name })))
}
