import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'

const ownerOnly = 0o600

/**
 * Lines on disk before anything else goes on: what a process wrote here is there when it is killed in the next moment.
 * Written synchronously, a few microseconds a line; a power cut may take what the operating system had not written yet.
 */
export interface Journal {
  append(entry: unknown): void
  /** All of it was dealt with. */
  clear(): void
  close(): void
}

/** @returns the journal, and what the process before left in it */
export function openJournal(path: string): { readonly journal: Journal; readonly left: readonly unknown[] } {
  const fd = openSync(path, 'a+', ownerOnly)
  const left = readFileSync(path, 'utf8').split('\n').flatMap(parsed)
  return {
    left,
    journal: {
      append: (entry) => {
        writeSync(fd, `${JSON.stringify(entry)}\n`)
      },
      clear: () => ftruncateSync(fd, 0),
      close: () => {
        fsyncSync(fd)
        closeSync(fd)
      },
    },
  }
}

/** For a server that keeps everything in memory. */
export const noJournal: Journal = { append: () => {}, clear: () => {}, close: () => {} }

/** A line that a full disk cut off was never acknowledged to anybody. */
function parsed(line: string): unknown[] {
  if (line === '') return []
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}
