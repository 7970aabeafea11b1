/** The Web SDK as it ships, built into a folder of its own so that nothing else's build is disturbed. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packageFolder = fileURLToPath(new URL('../../../packages/web-sdk', import.meta.url))
const buildTimeoutMs = 110_000

export interface BuiltSdk extends AsyncDisposable {
  readonly folder: string
}

export async function buildSdk(): Promise<BuiltSdk> {
  const folder = await mkdtemp(join(tmpdir(), 'mrtc-web-sdk-'))
  await promisify(execFile)(process.execPath, ['build/build.ts', '--out', folder], {
    cwd: packageFolder,
    timeout: buildTimeoutMs,
  })
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
