/** The committed record of what came out before: what worked then has to work now. */
import { readFile, writeFile } from 'node:fs/promises'

/** `absent`: this browser says itself that it does not have it. */
export type Result = { readonly state: 'works' | 'absent' | 'fails'; readonly detail?: string }

export interface BrowserRecord {
  readonly versions: readonly string[]
  readonly results: Readonly<Record<string, Result>>
}

const path = new URL('record.json', import.meta.url)

export async function readRecord(): Promise<BrowserRecord> {
  return JSON.parse(await readFile(path, 'utf8')) as BrowserRecord
}

export async function writeRecord(record: BrowserRecord): Promise<void> {
  await writeFile(path, `${JSON.stringify(record, null, 2)}\n`)
}

/** What worked when the record was written and was tried in vain now. */
export function lost(before: BrowserRecord, now: BrowserRecord): string[] {
  return Object.entries(before.results)
    .filter(([name, { state }]) => state === 'works' && (now.results[name]?.state ?? 'works') !== 'works')
    .map(([name]) => name)
}
