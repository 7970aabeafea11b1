import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stampOf } from './dependencies.mjs'
import { workspaceFolders } from './workspace-folders.mjs'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'mrtc-workspace-'))
  await put('package.json', '{}')
  await put('pnpm-lock.yaml', 'lockfileVersion: 9')
  await put(
    'pnpm-workspace.yaml',
    "packages:\n  # ours\n  - apps/*\n  - 'tools'\nsavePrefix: ''\nallowBuilds:\n  - other\n",
  )
  await put('apps/server/package.json', '{"name":"server"}')
  await put('tools/package.json', '{"name":"tools"}')
  await put('node_modules/.modules.yaml', '')
})
afterEach(async () => await rm(root, { recursive: true }))

async function put(path: string, content: string) {
  await mkdir(dirname(join(root, path)), { recursive: true })
  await writeFile(join(root, path), content)
}

describe('the stamp of installed dependencies', () => {
  test('is not current before the first install', async () => {
    expect(await stampOf(root).isCurrent()).toBe(false)
  })

  test('is current as long as nothing has changed', async () => {
    await stampOf(root).write()
    await put('apps/server/src/main.ts', 'export {}')
    expect(await stampOf(root).isCurrent()).toBe(true)
  })

  test.each([
    ['the lock file changes', 'pnpm-lock.yaml', 'lockfileVersion: 10'],
    ['the workspace settings change', 'pnpm-workspace.yaml', 'packages:\n  - apps/*\n'],
    ['a package asks for something else', 'apps/server/package.json', '{"name":"server","dependencies":{}}'],
    ['a package is added', 'apps/console/package.json', '{}'],
    ['a patch is added', 'patches/mediasoup.patch', '+'],
  ])('is no longer current when %s', async (_, path, content) => {
    await stampOf(root).write()
    await put(path, content)
    expect(await stampOf(root).isCurrent()).toBe(false)
  })

  test('is no longer current when node_modules has been removed', async () => {
    await stampOf(root).write()
    await rm(join(root, 'node_modules'), { recursive: true })
    expect(await stampOf(root).isCurrent()).toBe(false)
  })
})

test('the folders of the workspace are those that its packages list names', async () => {
  await put('apps/console/package.json', '{}')
  expect(await workspaceFolders(root)).toEqual(['apps/console', 'apps/server', 'tools'].map((name) => join(root, name)))
})
