/**
 * Where large things are kept: files that people send each other, recordings. Encrypted at rest in a folder of the data
 * directory. The interface is what S3 offers as well, so that a bucket can take the folder's place.
 */
import { join } from 'node:path'
import type { Config } from '../config/index.ts'
import { StartupError } from '../startup-error.ts'
import type { Secrets } from '../store/index.ts'
import type { Objects } from './contract.ts'
import { folderObjects } from './folder-objects.ts'
import { memoryObjects } from './memory-objects.ts'
import { objectKeyBytes } from './sealed-format.ts'

export { type ObjectInfo, ObjectNotFoundError, type ObjectRange, type Objects } from './contract.ts'
export { memoryObjects } from './memory-objects.ts'

const keyName = 'objects.key'
const folder = 'objects'

/** The objects of a data folder that the store has locked. @throws StartupError for a damaged key */
export async function openObjects({ dir, ephemeral }: Config['data'], secrets: Secrets): Promise<Objects> {
  if (ephemeral) return memoryObjects()
  const key = Buffer.from(await secrets.secret(keyName, objectKeyBytes), 'base64url')
  if (key.length === objectKeyBytes) return folderObjects(join(dir, folder), key)
  throw new StartupError([`${keyName} in the data folder is damaged: put back the one from your backup.`])
}
