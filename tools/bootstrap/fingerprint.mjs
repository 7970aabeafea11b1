// A short name for the content of files: it changes when any of them does.

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { absentAs } from './absent.mjs'

/** Hexadecimal digits that are kept: 64 bits, plenty for telling versions of a few files apart. */
const FINGERPRINT_DIGITS = 16

/**
 * @param {object} options
 * @param {string} options.root Paths are told apart by their place under it, so that another clone gets the same fingerprint.
 * @param {string[]} options.files Absolute paths; one that does not exist counts as absent, which is a content as well.
 * @param {string[]} [options.facts] Anything else that the result depends on, e.g. the platform.
 * @returns {Promise<string>}
 */
export async function fingerprint({ root, files, facts = [] }) {
  const hash = createHash('sha256')
  const contents = await Promise.all(files.map(readIfPresent))
  for (const [index, file] of files.entries()) {
    const content = contents[index]
    // Length first: without it, content could move from one file to the next unnoticed.
    hash.update(`${relative(root, file)}\0${content ? content.length : 'absent'}\0`)
    if (content) hash.update(content)
  }
  hash.update(JSON.stringify(facts))
  return hash.digest('hex').slice(0, FINGERPRINT_DIGITS)
}

/**
 * Every file under a folder, in a stable order; none when there is no such folder.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(absentAs([]))
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(folderOf(entry), entry.name))
    .sort()
}

/**
 * @param {string} file
 * @returns {Promise<Buffer | undefined>}
 */
async function readIfPresent(file) {
  return await readFile(file).catch(absentAs(undefined))
}

/**
 * @param {import('node:fs').Dirent & { path?: string }} entry
 * @returns {string} Node before 20.12 calls `path` what is `parentPath` since.
 */
function folderOf(entry) {
  return entry.parentPath ?? entry.path ?? ''
}
