/** Files to play, made by FFmpeg, and a server of them on loopback. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const names: ReadonlySet<string> = new Set(['film.mp4', 'song.mp3', 'text.mp4', 'list.m3u8'])

export interface MediaFiles extends AsyncDisposable {
  readonly folder: string
  /** Where they are served: `film.mp4` has its index at its end, as most have; `text.mp4` is none; `list.m3u8` names another. */
  readonly url: string
}

/** @param seconds of the film and the song */
export async function serveMediaFiles(seconds: number): Promise<MediaFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'mrtc-vod-test-'))
  const sound = ['-f', 'lavfi', '-i', 'sine=440', '-t', String(seconds)]
  const picture = ['-f', 'lavfi', '-i', 'testsrc=size=320x240:rate=15']
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac']
  await run('ffmpeg', ['-v', 'error', ...picture, ...sound, ...codecs, join(folder, 'film.mp4')])
  await run('ffmpeg', ['-v', 'error', ...sound, join(folder, 'song.mp3')])
  await writeFile(join(folder, 'text.mp4'), 'This is no film.')
  await writeFile(join(folder, 'list.m3u8'), `#EXTM3U\n#EXTINF:1,\n${join(folder, 'film.mp4')}\n`)
  const server = createServer((request, response) => {
    const name = request.url?.slice(1) ?? ''
    if (name === 'never') return
    if (name === 'moved') response.writeHead(302, { location: '/film.mp4' }).end()
    else if (names.has(name)) createReadStream(join(folder, name)).pipe(response)
    else response.writeHead(404).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    folder,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
