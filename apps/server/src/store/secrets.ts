/** Secrets that the server makes for itself at its first start and keeps in files that only its user reads. */
import { randomBytes } from 'node:crypto'
import { chmod, link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const ownerOnly = 0o600

export interface Secrets {
  /** The secret of this name in Base64url, made of this many random bytes when there is none. */
  secret(name: string, sizeBytes: number): Promise<string>
}

export function secretsInFolder(dir: string): Secrets {
  return {
    async secret(name, sizeBytes) {
      const path = join(dir, name)
      const draft = `${path}.new`
      try {
        const found = (await readFile(path, 'utf8')).trim()
        // Copied folders and restored backups lose modes.
        await chmod(path, ownerOnly)
        return found
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
      const secret = newSecret(sizeBytes)
      // A crash half-way must not leave half a key behind: what it sealed could never be opened.
      await writeFile(draft, `${secret}\n`, { mode: ownerOnly, flush: true })
      await link(draft, path)
      await rm(draft)
      return secret
    },
  }
}

export function secretsInMemory(): Secrets {
  const made = new Map<string, string>()
  return {
    async secret(name, sizeBytes) {
      const secret = made.get(name) ?? newSecret(sizeBytes)
      made.set(name, secret)
      return secret
    },
  }
}

const newSecret = (sizeBytes: number) => randomBytes(sizeBytes).toString('base64url')
