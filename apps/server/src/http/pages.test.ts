import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { Registry } from 'prom-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadConfig } from '../config/index.ts'
import { createHttp } from './index.ts'

describe('the built call page', () => {
  let dir: string
  let consoleDir: string
  let http: FastifyInstance
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'mrtc-page-'))
    await mkdir(join(dir, 'assets'))
    await writeFile(join(dir, 'index.html'), '<title>Call</title>')
    await writeFile(join(dir, 'assets', 'page-1a2b.js'), 'export {}')
    consoleDir = await mkdtemp(join(tmpdir(), 'mrtc-page-'))
    await writeFile(join(consoleDir, 'index.html'), '<title>Console</title>')
    http = await createHttp({
      config: loadConfig({ environment: {} }),
      log: pino({ level: 'silent' }),
      registry: new Registry(),
      metricsToken: 'a token of the test',
      demo: { bizName: 'demo', appId: 'a', workspaceId: 'w', sign: () => ({ sign: '', expireTime: 0 }) },
      readiness: {},
      pages: { meeting: dir, console: consoleDir },
      parts: [],
    })
  })
  afterAll(async () => {
    await http.close()
    await rm(dir, { recursive: true })
    await rm(consoleDir, { recursive: true })
  })

  test('is served at the root and at its own addresses, asked for anew each time', async () => {
    for (const url of ['/', '/room/abc?rtoken=x']) {
      const response = await http.inject({ url, headers: { accept: 'text/html,*/*' } })
      expect(response.statusCode).toBe(200)
      expect(response.body).toContain('<title>Call</title>')
      expect(response.headers['cache-control']).toBe('no-cache')
    }
  })

  test('leaves the addresses of the console to the console', async () => {
    for (const url of ['/console/', '/console/apps/demo', '/console']) {
      const response = await http.inject({ url, headers: { accept: 'text/html,*/*' } })
      expect(response.statusCode).toBe(200)
      expect(response.body).toContain('<title>Console</title>')
      expect(response.headers['cache-control']).toBe('no-cache')
    }
  })

  test('has assets that may be kept for ever', async () => {
    const response = await http.inject('/assets/page-1a2b.js')
    expect(response.headers['content-type']).toContain('javascript')
    expect(response.headers['cache-control']).toContain('immutable')
  })

  test.each([
    ['a missing asset', '/assets/none.js', 'text/html'],
    ['a program', '/room/abc', 'application/json'],
    ['a way out of the folder', '/..%2f..%2fetc%2fpasswd', '*/*'],
  ])('is not the answer to %s', async (_, url, accept) => {
    const response = await http.inject({ url, headers: { accept } })
    expect(response.statusCode).toBe(404)
    expect(response.headers['content-type']).toContain('application/problem+json')
  })
})
