import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { downloadWorker, prebuiltUrl } from './prebuilt.mjs'
import { workerRuns } from './smoke-test.mjs'

const mediasoup = { folder: '/nowhere', version: '3.27.1', repositoryUrl: 'git+https://example.org/mediasoup.git' }
const signal = new AbortController().signal

let folder: string
let server: Server
beforeEach(async () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  folder = await mkdtemp(join(tmpdir(), 'mrtc-prebuilt-'))
  server = createServer((request, response) => {
    if (request.url?.startsWith('/garbled/')) response.end('this is no archive')
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  vi.restoreAllMocks()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

function downloadFrom(path: string): Promise<boolean> {
  const { port } = server.address() as AddressInfo
  const env = { PATH: process.env.PATH, MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL: `http://127.0.0.1:${port}${path}` }
  return downloadWorker({ mediasoup, folder, env, signal })
}

test('the prebuilt worker has the address that mediasoup gives it', () => {
  expect(prebuiltUrl({ mediasoup, env: {} })).toMatch(
    /^https:\/\/example\.org\/mediasoup\/releases\/download\/3\.27\.1\/mediasoup-worker-3\.27\.1-[a-z0-9]+-[a-z0-9]+(-kernel\d+)?\.tgz$/,
  )
})

test.each([
  ['is not published for this machine', '/missing'],
  ['is no archive', '/garbled'],
])('a prebuilt worker that %s leads to a build, with nothing left of it', async (_, path) => {
  expect(await downloadFrom(path)).toBe(false)
  expect(await readdir(folder)).toEqual([])
})

test('a program that is no mediasoup worker is not taken for one', async () => {
  expect(await workerRuns('/bin/true')).toBe(false)
  expect(await workerRuns('/nonexistent')).toBe(false)
})

test.runIf(process.env.MEDIASOUP_WORKER_BIN)('the worker that the tests run with is one', async () => {
  expect(await workerRuns(process.env.MEDIASOUP_WORKER_BIN ?? '')).toBe(true)
})
