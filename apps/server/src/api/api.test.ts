import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Client, TestApi } from './testing/server.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let api: TestApi
let owner: Client
beforeAll(async () => {
  api = await TestApi.start()
  owner = await api.person('owner')
})
afterAll(() => api.close())

describe('call apps', () => {
  test('are made with a bizName and keys of their own, changed, listed and shown with their private key', async () => {
    const created = await owner.ask('POST', '/apps', { name: 'Shop' })
    expect(created.status).toBe(201)
    const { bizName } = created.body as { bizName: string }
    expect(created.body).toMatchObject({ name: 'Shop', enabled: true, keys: [{ current: true }] })
    expect(JSON.stringify(created.body)).not.toContain('rivateKey')

    const changed = await owner.ask('PATCH', `/apps/${bizName}`, { name: 'Market', enabled: false })
    expect(changed.body).toMatchObject({ name: 'Market', enabled: false })
    const listed = await owner.ask('GET', '/apps?search=mark')
    expect(listed.body).toMatchObject({ items: [{ bizName }], nextCursor: null })
    const shown = await owner.ask('POST', `/apps/${bizName}/private-key`)
    expect(shown.body).toMatchObject({ privateKey: expect.stringMatching(/^MII/) })

    const audit = await owner.ask('GET', `/audit?bizName=${bizName}`)
    expect(audit.body.items).toMatchObject([
      { action: 'apps.revealPrivateKey', actorName: 'owner' },
      { action: 'apps.change', before: { name: 'Shop', enabled: true }, after: { name: 'Market', enabled: false } },
      { action: 'apps.create', target: bizName },
    ])
  })

  test('are in the audit log also when the server fails after it changed one; refused changes are not', async () => {
    const { body } = await owner.ask('POST', '/apps', { name: 'Fragile' })
    const path = `/apps/${String(body.bizName)}`
    const change = api.store.callApps.change.bind(api.store.callApps)
    const failing = vi.spyOn(api.store.callApps, 'change').mockImplementationOnce(async (...args) => {
      await change(...args)
      throw new Error('the server fails here')
    })
    expect((await owner.ask('PATCH', path, { name: 'Broken' })).status).toBe(500)
    failing.mockRestore()
    expect((await owner.ask('GET', path)).body.name).toBe('Broken')
    expect((await owner.ask('PATCH', '/apps/nosuchapp', { name: 'Nobody' })).status).toBe(404)
    const audit = await owner.ask('GET', '/audit?action=apps.change&limit=1')
    expect(audit.body.items).toMatchObject([
      { isFinished: false, target: `/api/v1${path}`, bizName: body.bizName, actorName: 'owner' },
    ])
  })

  test('rotate their keys with an overlap', async () => {
    const { body } = await owner.ask('POST', '/apps', { name: 'Rotating' })
    const bizName = String(body.bizName)
    const rotated = await owner.ask('POST', `/apps/${bizName}/keys`, { overlapHours: 1 })
    const keys = rotated.body.keys as { keyId: string; current: boolean; validUntil: string | null }[]
    expect(keys.map(({ current }) => current)).toEqual([true, false])
    expect(new Date(keys[1]?.validUntil ?? 0).getTime()).toBeGreaterThan(Date.now())
    expect((await owner.ask('DELETE', `/apps/${bizName}/keys/${keys[0]?.keyId}`)).body.code).toBe('APP_KEY_IN_USE')
    expect((await owner.ask('DELETE', `/apps/${bizName}/keys/${keys[1]?.keyId}`)).status).toBe(204)
    expect((await owner.ask('GET', `/apps/${bizName}`)).body.keys).toHaveLength(1)
  })

  test('have settings; what is wrong with one is named', async () => {
    const { body } = await owner.ask('POST', '/apps', { name: 'Settled' })
    const settings = `/apps/${String(body.bizName)}/settings`
    const set = await owner.ask('PUT', settings, {
      recording: { automatic: true, callbackUrl: 'https://example.com/recording' },
      mediaProxies: [{ address: 'proxy.example.com', outgoingIps: ['192.0.2.1'] }],
      codecs: { video: ['H264'] },
    })
    expect(set.status).toBe(200)
    expect((await owner.ask('GET', settings)).body).toMatchObject({
      recording: { automatic: true },
      rooms: { callbackUrl: null },
      codecs: { video: ['H264'] },
      limits: { maxRooms: null },
    })
    const wrong = await owner.ask('PUT', settings, { rooms: { callbackUrl: 'ftp://example.com' } })
    expect(wrong).toMatchObject({ status: 400, body: { code: 'PARAMETER_INVALID', field: 'rooms.callbackUrl' } })
  })

  test('come in pages', async () => {
    const found: unknown[] = []
    let cursor = ''
    for (let pages = 0; pages < 20; pages += 1) {
      const { body } = await owner.ask('GET', `/apps?limit=2${cursor}`)
      found.push(...(body.items as unknown[]))
      if (body.nextCursor === null) break
      cursor = `&cursor=${String(body.nextCursor)}`
    }
    const all = await owner.ask('GET', '/apps?limit=200')
    expect(found).toEqual(all.body.items)
    expect((await owner.ask('GET', '/apps?cursor=nonsense')).body.code).toBe('CURSOR_INVALID')
  })
})

describe('a program', () => {
  test('signs its requests, with a query and with a body', async () => {
    const program = await api.program(['apps.read', 'apps.write'])
    expect((await program.ask('GET', '/apps?limit=1')).status).toBe(200)
    expect((await program.ask('POST', '/apps', { name: '名字' })).status).toBe(201)
  })

  test('may repeat a POST with its Idempotency-Key, and gets the same answer', async () => {
    const program = await api.program(['apps.read', 'apps.write'])
    const headers = { 'idempotency-key': 'the-first' }
    const first = await program.ask('POST', '/apps', { name: 'Once' }, headers)
    const second = await program.ask('POST', '/apps', { name: 'Once' }, headers)
    expect(second.body).toEqual(first.body)
    expect(second.status).toBe(201)
    const other = await program.ask('POST', '/apps', { name: 'Twice' }, headers)
    expect(other).toMatchObject({ status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })
})

describe('the document', () => {
  test('is OpenAPI 3.1 and has every route', async () => {
    const { status, body } = await api.anybody.ask('GET', '/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths as object)).toContain('/apps/{bizName}/keys/{keyId}')
  })
})
