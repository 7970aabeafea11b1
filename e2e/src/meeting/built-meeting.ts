/** The call page as it ships: built where the server looks for it. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packageFolder = fileURLToPath(new URL('../../../apps/meeting', import.meta.url))
const buildTimeoutMs = 120_000

export async function buildMeeting(): Promise<void> {
  const vite = fileURLToPath(new URL('../../../apps/meeting/node_modules/vite/bin/vite.js', import.meta.url))
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: packageFolder,
    timeout: buildTimeoutMs,
  })
}
