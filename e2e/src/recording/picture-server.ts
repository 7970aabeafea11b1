/** A server of one picture, on loopback. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function makePicture(
  path: string,
  { colour, width, height }: { colour: string; width: number; height: number },
): Promise<void> {
  await run('ffmpeg', [
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    `color=${colour}:s=${width}x${height}`,
    '-frames:v',
    '1',
    path,
  ])
}

/** `url` has the picture; what is below it does not exist. */
export async function servePicture(path: string): Promise<AsyncDisposable & { readonly url: string }> {
  const bytes = await readFile(path)
  const server = createServer((request, response) => {
    if (request.url === '/picture') response.setHeader('content-type', 'image/png').end(bytes)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/picture`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
