import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

/** Reading the types of four packages takes ten seconds, on a busy machine a minute. */
const patience = 240_000

it('documents everything that the packages for applications give', { timeout: patience }, async () => {
  const build = fileURLToPath(new URL('./build-api.ts', import.meta.url))
  const failure = await promisify(execFile)(process.execPath, [build, '--check']).then(
    () => '',
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  )
  expect(failure).toBe('')
})
