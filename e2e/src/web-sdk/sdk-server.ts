/** Serves a page with the script-tag bundle and the elements that the guide's applications have. */
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { type LoopbackServer, startLoopbackServer } from '../support/loopback-server.ts'

const slots = [1, 2]
const html = `<!doctype html><title>mrtc web sdk</title><body>
<script src="/mrtc.global.js"></script>
<video id="own1" playsinline></video><label id="ownStream1"></label>
<video id="own2" playsinline></video><label id="ownStream2"></label>
<div id="region" style="width: 320px; height: 180px; background: seagreen"><b>a region</b></div>
${slots
  .map((n) => `<video id="video${n}"></video><audio id="audio${n}"></audio><label id="stream${n}"></label>`)
  .join('\n')}`

const typeOf = (path: string) => (path.endsWith('.js') ? 'text/javascript' : 'application/octet-stream')

export async function startSdkServer(bundleFolder: string): Promise<LoopbackServer> {
  const entries = await readdir(bundleFolder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const files = new Map(paths.map((path) => [`/${relative(bundleFolder, path)}`, path]))
  return startLoopbackServer(async (request, response) => {
    const path = files.get(request.url ?? '')
    response.setHeader('content-type', path === undefined ? 'text/html; charset=utf-8' : typeOf(path))
    response.end(path === undefined ? html : await readFile(path))
  })
}
