// The folders of the workspace's packages, as pnpm-workspace.yaml names them.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { absentAs } from './absent.mjs'

/**
 * Reads the `packages` list and nothing else: this runs before there is a YAML parser, and the list has only
 * folders and folders with `/*` behind them.
 * @param {string} root
 * @returns {Promise<string[]>} Absolute paths in a stable order.
 */
export async function workspaceFolders(root) {
  const yaml = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8')
  const list = /^packages:\n((?:[ \t]+-.*\n|[ \t]*#.*\n|\n)*)/m.exec(`${yaml}\n`)?.[1] ?? ''
  const patterns = [...list.matchAll(/^[ \t]+-[ \t]*['"]?([^'"\s#]+)['"]?/gm)].map((match) => match[1] ?? '')
  const folders = await Promise.all(patterns.map((pattern) => expand(root, pattern)))
  return folders.flat().sort()
}

/**
 * @param {string} root
 * @param {string} pattern
 * @returns {Promise<string[]>}
 */
async function expand(root, pattern) {
  if (!pattern.endsWith('/*')) return [join(root, pattern)]
  const parent = join(root, pattern.slice(0, -'/*'.length))
  const entries = await readdir(parent, { withFileTypes: true }).catch(absentAs([]))
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(parent, entry.name))
}
