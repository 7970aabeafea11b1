/** One of our pages as it ships: built where the server looks for it, once as long as its sources stay as they are. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const turbo = fileURLToPath(new URL('../../../node_modules/.bin/turbo', import.meta.url))
const buildTimeoutMs = 240_000

export async function buildPage(app: 'meeting' | 'console'): Promise<void> {
  const options = ['--ui=stream', '--output-logs=errors-only', `--filter=@mrtc/${app}`]
  await promisify(execFile)(turbo, ['run', 'build', ...options], { cwd: root, timeout: buildTimeoutMs })
}
