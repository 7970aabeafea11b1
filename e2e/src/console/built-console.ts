/** The console as it ships: built where the server looks for it. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const packageFolder = fileURLToPath(new URL('../../../apps/console', import.meta.url))
const buildTimeoutMs = 240_000

export async function buildConsole(): Promise<void> {
  const vite = fileURLToPath(new URL('../../../apps/console/node_modules/vite/bin/vite.js', import.meta.url))
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: packageFolder,
    timeout: buildTimeoutMs,
  })
}
