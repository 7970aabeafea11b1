/** Serves a page with the script-tag bundle and the elements that the guide's applications have. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
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

export async function startSdkServer(bundleFolder: string): Promise<LoopbackServer> {
  const names = (await readdir(bundleFolder)).filter((name) => name.endsWith('.js'))
  const scripts = new Map<string, Buffer>(
    await Promise.all(names.map(async (name) => [`/${name}`, await readFile(join(bundleFolder, name))] as const)),
  )
  return startLoopbackServer((request, response) => {
    const script = scripts.get(request.url ?? '')
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8')
    response.end(script ?? html)
  })
}
