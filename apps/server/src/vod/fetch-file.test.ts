import { once } from 'node:events'
import type { FileHandle } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlaybackSource } from './contract.ts'
import { fetchFile } from './fetch-file.ts'
import { openTemporaryFile } from './temporary-file.ts'

const content = 'sound and picture'

describe('what is to be played', () => {
  let server: Server
  let base: string
  let file: FileHandle
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/file') response.end(content)
      else if (request.url === '/moved') response.writeHead(302, { location: '/file' }).end()
      else if (request.url === '/circle') response.writeHead(302, { location: '/circle' }).end()
      else if (request.url === '/elsewhere') response.writeHead(302, { location: 'file:///etc/passwd' }).end()
      else response.writeHead(404).end()
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(async () => {
    file = await openTemporaryFile(tmpdir())
  })
  afterEach(() => file.close())

  async function fetched(source: PlaybackSource, limits: { maxSizeBytes?: number; inside?: boolean } = {}) {
    const { maxSizeBytes = 1_000, inside = true } = limits
    const signal = AbortSignal.timeout(30_000)
    await fetchFile(source, { file, maxSizeBytes, allowPrivateNetworks: inside, signal })
    const { buffer, bytesRead } = await file.read({ position: 0 })
    return buffer.toString('utf8', 0, bytesRead)
  }
  const at = (path: string) => ({ url: new URL(path, base) })

  it('is fetched from its address', async () => {
    expect(await fetched(at('/file'))).toBe(content)
  })

  it('is fetched from where its address leads', async () => {
    expect(await fetched(at('/moved'))).toBe(content)
  })

  it('may be on this server', async () => {
    const open = () => Readable.from([Buffer.from(content)])
    expect(await fetched({ name: 'song.mp3', sizeBytes: content.length, open })).toBe(content)
  })

  it.each(['/nothing', '/circle', '/elsewhere'])('is not reachable at %s', async (path) => {
    await expect(fetched(at(path))).rejects.toMatchObject({ code: 'VOD_UNREACHABLE' })
  })

  it('is not fetched from private networks, by address or by name', async () => {
    for (const url of [base, 'http://[::1]/', 'http://localhost:1/', 'http://169.254.169.254/latest']) {
      const refused = { code: 'PARAMETER_INVALID', field: 'source.url' }
      await expect(fetched({ url: new URL('/file', url) }, { inside: false })).rejects.toMatchObject(refused)
    }
  })

  it('may not be larger than allowed', async () => {
    const tooLarge = { code: 'FILE_TOO_LARGE' }
    await expect(fetched(at('/file'), { maxSizeBytes: 4 })).rejects.toMatchObject(tooLarge)
    const local = { name: 'a', sizeBytes: 5, open: () => Readable.from([]) }
    await expect(fetched(local, { maxSizeBytes: 4 })).rejects.toMatchObject(tooLarge)
  })
})
