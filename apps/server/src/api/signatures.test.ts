import { expireTimeMin, sign } from '@mrtc/protocol/signature'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Client, TestApi } from './testing/server.ts'

// Making a database and keys takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const hourMs = 3_600_000
const clinic = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
let api: TestApi
let operator: Client
beforeAll(async () => {
  api = await TestApi.start()
  await api.store.callApps.create({ ...clinic, name: 'Clinic' })
  await api.store.callApps.create({ bizName: 'school', appId: 'app', workspaceId: 'default', name: 'School' })
  operator = await api.person('operator')
})
afterAll(() => api.close())

const make = (body: Record<string, unknown>) => operator.ask('POST', '/apps/clinic/signatures', body)
const verify = (body: Record<string, unknown>, app = 'clinic') =>
  operator.ask('POST', `/apps/${app}/signatures/verify`, body)

async function signedWith(uid: string, expireTime: number): Promise<string> {
  const privateKey = (await api.store.callApps.privateKeyOf('clinic')) ?? ''
  return sign({ ...clinic, uid, expireTime }, privateKey)
}

test.each([
  [{ validity: '24h' }, 24],
  [{ validity: '3d' }, 72],
  [{ validity: '7d' }, 168],
  [{ expiresInSeconds: 3_600 }, 1],
  [{}, 24],
])('a signature for %j holds that long, with what a client needs beside it', async (asked, hours) => {
  const before = Date.now()
  const { status, body } = await make({ uid: 'alice', ...asked })
  expect(status).toBe(201)
  expect(body).toMatchObject({ ...clinic, uid: 'alice', serverUrl: `${api.url.replace('http', 'ws')}/ws` })
  expect(Number(body.expireTime) - hours * hourMs).toBeGreaterThanOrEqual(before)
  expect(Number(body.expireTime) - hours * hourMs).toBeLessThanOrEqual(Date.now())
  const answer = await verify({ uid: 'alice', signature: body.signature, expireTime: body.expireTime })
  expect(answer.body).toEqual({
    valid: true,
    code: null,
    reason: null,
    expireTime: body.expireTime,
    expiresAt: body.expiresAt,
    keyId: body.keyId,
  })
})

test.each([
  [{ uid: 'al ice' }, 'uid'],
  [{ uid: 'alice', validity: '2d' }, 'validity'],
  [{ uid: 'alice', expiresInSeconds: 59 }, 'expiresInSeconds'],
  [{ uid: 'alice', expiresInSeconds: 8 * 24 * 3_600 }, 'expiresInSeconds'],
  [{ uid: 'alice', validity: '24h', expiresInSeconds: 60 }, 'expiresInSeconds'],
  [{}, 'uid'],
])('none is made for %j', async (body, field) => {
  expect((await make(body)).body).toMatchObject({ code: 'PARAMETER_INVALID', field })
})

test('verification says why a signature does not hold', async () => {
  const { body: made } = await make({ uid: 'alice' })
  const { signature, expireTime, keyId } = made
  const past = Date.now() - hourMs
  const cases: [Record<string, unknown>, Record<string, unknown>][] = [
    [
      { uid: 'bob', signature },
      { code: 'SIGNATURE_INVALID', reason: expect.stringContaining('another uid') },
    ],
    [
      { uid: 'alice', signature: 'not Base64' },
      { code: 'SIGNATURE_INVALID', expireTime: null, keyId: null },
    ],
    [
      { uid: 'alice', signature, expireTime: Number(expireTime) + 1 },
      { code: 'SIGNATURE_INVALID', reason: expect.stringContaining(String(expireTime)), expireTime, keyId },
    ],
    [
      { uid: 'alice', signature: await signedWith('alice', past) },
      { code: 'SIGNATURE_EXPIRED', expireTime: past, keyId },
    ],
    [{ uid: 'alice', signature: await signedWith('alice', expireTimeMin) }, { code: 'SIGNATURE_EXPIRED' }],
  ]
  for (const [asked, expected] of cases) {
    expect((await verify(asked)).body).toMatchObject({ valid: false, ...expected })
  }
  expect((await verify({ uid: 'alice', signature }, 'school')).body).toMatchObject({
    valid: false,
    code: 'SIGNATURE_INVALID',
  })
})

test('a key that was rotated verifies until its overlap ends, and the answer says which key it was', async () => {
  const { body: old } = await make({ uid: 'alice' })
  await api.store.callApps.rotateKey('clinic', new Date(Date.now() + hourMs))
  const { body: current } = await make({ uid: 'alice' })
  expect(current.keyId).not.toBe(old.keyId)
  expect((await verify({ uid: 'alice', signature: old.signature })).body).toMatchObject({
    valid: true,
    keyId: old.keyId,
  })
  expect((await verify({ uid: 'alice', signature: current.signature })).body).toMatchObject({ keyId: current.keyId })
  await api.store.callApps.revokeKey('clinic', String(old.keyId))
  expect((await verify({ uid: 'alice', signature: old.signature })).body).toMatchObject({ valid: false, keyId: null })
})

test('signatures of an app that is disabled let nobody in', async () => {
  const { body } = await make({ uid: 'alice' })
  await api.store.callApps.setEnabled('clinic', false)
  expect((await verify({ uid: 'alice', signature: body.signature })).body).toMatchObject({
    valid: false,
    code: 'APP_DISABLED',
  })
  await api.store.callApps.setEnabled('clinic', true)
})

test('who made a signature for whom is in the audit log, the signature is not', async () => {
  await make({ uid: 'audited' })
  const owner = await api.person('owner')
  const { body } = await owner.ask('GET', '/audit?action=signatures.create&limit=1')
  const text = JSON.stringify(body)
  expect(text).toContain('audited')
  expect(text).not.toContain('"signature"')
})

test('an app that does not exist has no signatures', async () => {
  expect((await operator.ask('POST', '/apps/none/signatures', { uid: 'alice' })).body).toMatchObject({
    code: 'APP_NOT_FOUND',
  })
})
