import { spawnSync } from 'node:child_process'
import { access, mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { makeTemporaryFolder } from './temporary-folder.ts'

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )

it('goes with its owner, and takes away what a dead process left', async () => {
  const { pid: deadPid } = spawnSync(process.execPath, ['--version'])
  const leftover = join(tmpdir(), `mrtc-quality-${deadPid}-left`)
  await mkdir(leftover)
  await writeFile(join(leftover, 'profile'), 'x')
  let path = ''
  {
    await using folder = await makeTemporaryFolder()
    path = folder.path
    expect(await exists(path)).toBe(true)
    expect(await exists(leftover)).toBe(false)
  }
  expect(await exists(path)).toBe(false)
})

it('leaves those of running processes alone', async () => {
  await using first = await makeTemporaryFolder()
  await using second = await makeTemporaryFolder()
  expect(await exists(first.path)).toBe(true)
  expect(second.path).not.toBe(first.path)
})
