import { sign, verify } from '@mrtc/protocol/signature'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { defaultAppSettings } from '../apps/index.ts'
import { AppSignatures, CallAppExistsError, type Store } from './index.ts'
import { callApps as callAppTable } from './schema.ts'
import { Engine, engineNames } from './testing/engines.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 })

const shop = { bizName: 'shop', appId: 'a1', workspaceId: 'w1', name: 'Shop' }
const identity = { bizName: 'shop', appId: 'a1', workspaceId: 'w1', uid: 'alice' }
const hour = 3_600_000

describe.each(engineNames)('on %s', (name) => {
  const engine = new Engine(name)
  let store: Store
  beforeAll(async () => {
    store = await engine.open()
  })
  afterAll(() => engine.close())

  describe('call apps', () => {
    test('are made with a key pair that signs and verifies', async () => {
      const app = await store.callApps.create(shop)
      expect(app).toMatchObject({ ...shop, enabled: true, createdAt: expect.any(Date) })
      expect(await store.callApps.find('shop')).toEqual(app)

      const identity = { bizName: 'shop', appId: 'a1', workspaceId: 'w1', uid: 'alice' }
      const expireTime = Date.now() + 60_000
      const signature = sign({ ...identity, expireTime }, (await store.callApps.privateKeyOf('shop')) ?? '')
      expect(verify(signature, { publicKey: app.keys[0]?.publicKey ?? '', identity, nowMs: Date.now() })).toEqual({
        expireTime,
      })
    })

    test('have unique names', async () => {
      await expect(store.callApps.create(shop)).rejects.toBeInstanceOf(CallAppExistsError)
    })

    test('share the store with rooms, which are written over and removed', async () => {
      const room = (roomId: string, version: number) => ({ roomId, record: { roomId, version } })
      await store.rooms.write({ saved: [room('r1', 1), room('r2', 1)], removed: [] })
      await store.rooms.write({ saved: [room('r2', 2)], removed: ['r1', 'r0'] })
      expect(await store.rooms.load()).toEqual([room('r2', 2)])
      await store.rooms.write({ saved: [], removed: ['r2'] })
      expect(await store.rooms.load()).toEqual([])
    })

    test('that do not exist are not found', async () => {
      expect(await store.callApps.find('none')).toBeUndefined()
      expect(await store.callApps.privateKeyOf('none')).toBeUndefined()
      expect(await store.callApps.setEnabled('none', false)).toBe(false)
    })

    test('tell of changes until the listener goes', async () => {
      const changes: (string | undefined)[] = []
      const stop = store.callApps.onChanged((bizName) => changes.push(bizName))
      expect(await store.callApps.setEnabled('shop', false)).toBe(true)
      expect((await store.callApps.find('shop'))?.enabled).toBe(false)
      stop()
      await store.callApps.setEnabled('shop', true)
      expect(changes).toEqual(['shop'])
    })

    test('answer a ping', async () => {
      await store.ping()
    })

    test('keep accepting the key of before for as long as was said', async () => {
      const oldKey = (await store.callApps.privateKeyOf('shop')) ?? ''
      const signatures = new AppSignatures(store.callApps)
      const signed = (key: string) => sign({ ...identity, expireTime: Date.now() + hour }, key)
      await store.callApps.setEnabled('shop', true)
      await signatures.check(identity, signed(oldKey))

      const rotated = await store.callApps.rotateKey('shop', new Date(Date.now() + hour))
      expect(rotated?.keys.map(({ validUntil }) => validUntil !== undefined)).toEqual([false, true])
      const newKey = (await store.callApps.privateKeyOf('shop')) ?? ''
      expect(newKey).not.toBe(oldKey)
      await signatures.check(identity, signed(newKey))
      await signatures.check(identity, signed(oldKey))

      await store.callApps.revokeKey('shop', rotated?.keys[1]?.keyId ?? '')
      await expect(signatures.check(identity, signed(oldKey))).rejects.toMatchObject({ code: 'SIGNATURE_INVALID' })
      await signatures.check(identity, signed(newKey))
      signatures.close()
    })

    test('have settings, with defaults for what a later version adds', async () => {
      expect((await store.callApps.find('shop'))?.settings).toEqual(defaultAppSettings)
      await store.callApps.change('shop', {
        settings: { ...defaultAppSettings, recording: { automatic: true, callbackUrl: null } },
      })
      expect((await store.callApps.find('shop'))?.settings.recording.automatic).toBe(true)
      await store.db.update(callAppTable).set({ settings: {} }).where(eq(callAppTable.bizName, 'shop'))
      expect((await store.callApps.find('shop'))?.settings).toEqual(defaultAppSettings)
    })

    test('are searched and come in pages', async () => {
      for (const name of ['Bazaar 1', 'Bazaar 2', 'B%r']) {
        await store.callApps.create({ ...shop, name, bizName: name.toLowerCase().replace(/\W/g, '') })
      }
      const names = async (page: Parameters<typeof store.callApps.list>[0]) =>
        (await store.callApps.list(page)).map(({ name }) => name)
      expect(await names({ limit: 10, search: 'bazaar' })).toEqual(['Bazaar 1', 'Bazaar 2'])
      expect(await names({ limit: 10, search: '%' })).toEqual(['B%r'])
      expect(await names({ limit: 1, search: 'bazaar', after: 'bazaar1' })).toEqual(['Bazaar 2'])
    })
  })

  describe('many writers at once', () => {
    test('make one of two equal apps, and leave one current key of an app', async () => {
      const twin = { ...shop, bizName: 'twin' }
      const made = await Promise.allSettled([1, 2, 3, 4].map(() => store.callApps.create(twin)))
      expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      await Promise.all([1, 2, 3, 4, 5].map(() => store.callApps.rotateKey('twin', new Date(Date.now() + hour))))
      const keys = (await store.callApps.find('twin'))?.keys ?? []
      expect(keys).toHaveLength(6)
      expect(keys.filter(({ validUntil }) => validUntil === undefined)).toHaveLength(1)
    })

    test('spend a nonce once, and do a repeated request once', async () => {
      const expiresAt = new Date(Date.now() + hour)
      const taken = await Promise.all([1, 2, 3, 4, 5, 6].map(() => store.apiKeys.takeNonce('k', 'same', expiresAt)))
      expect(taken.filter(Boolean)).toHaveLength(1)
      const request = { principal: 'p', idempotencyKey: 'i', requestHash: 'h' }
      const claims = await Promise.all([1, 2, 3, 4].map(() => store.idempotentAnswers.claim(request)))
      expect(claims.filter(({ state }) => state === 'first')).toHaveLength(1)
      await store.idempotentAnswers.answered(request, { status: 201, body: '{"secret":1}' })
      expect(await store.idempotentAnswers.claim(request)).toEqual({
        state: 'answered',
        status: 201,
        body: '{"secret":1}',
      })
      expect(await store.idempotentAnswers.claim({ ...request, requestHash: 'other' })).toEqual({ state: 'reused' })
    })

    test('leave one owner', async () => {
      const owner = (name: string) =>
        ({ name, displayName: name, role: 'owner', passwordHash: 'x', mustChangePassword: false }) as const
      const [a, b] = [await store.accounts.create(owner('a')), await store.accounts.create(owner('b'))]
      const outcomes = await Promise.all([
        store.accounts.change(a?.accountId ?? '', { enabled: false }),
        store.accounts.delete(b?.accountId ?? ''),
      ])
      expect(outcomes.filter((outcome) => outcome === 'lastOwner')).toHaveLength(1)
      expect(await store.accounts.create(owner('a'))).toBeUndefined()
    })

    test('count every wrong password', async () => {
      const now = new Date()
      await Promise.all([1, 2, 3, 4, 5].map(() => store.loginFailures.add('account:x', now, (n) => (n > 4 ? hour : 0))))
      expect(await store.loginFailures.lockedUntil(['account:x', 'account:y'])).toEqual(new Date(now.getTime() + hour))
    })
  })

  test('API keys open only with the secret that was shown once', async () => {
    const { key, secret } = await store.apiKeys.create({
      name: 'k',
      bizName: 'shop',
      permissions: ['apps.read'],
      createdBy: 'tests',
      expiresAt: undefined,
    })
    expect(await store.apiKeys.secretOf(key.keyId)).toBe(secret)
    expect(await store.apiKeys.find(key.keyId)).toEqual(key)
    expect(JSON.stringify(key)).not.toContain(secret)
    expect(await store.apiKeys.delete(key.keyId)).toBe(true)
    expect(await store.apiKeys.secretOf(key.keyId)).toBeUndefined()
  })

  const entry = {
    actorKind: 'server',
    actorId: '',
    actorName: '',
    bizName: null,
    address: '',
    requestId: '',
    before: null,
    after: null,
  } as const

  test('the audit log has an entry from before a change on; what was changed takes its place', async () => {
    const action = 'tests.begin'
    const begun = { ...entry, action, target: '/path' }
    const entries = () => store.audit.list({ limit: 10, action })
    const entryId = await store.audit.begin(begun)
    expect(await entries()).toMatchObject([{ entryId, target: '/path', isFinished: false }])
    await store.audit.finish(
      entryId,
      ['one', 'two'].map((target) => ({ ...begun, target })),
    )
    expect(await entries()).toMatchObject([
      { target: 'two', isFinished: true },
      { entryId, target: 'one', isFinished: true },
    ])
    await store.audit.finish(await store.audit.begin(begun), [])
    expect(await entries()).toHaveLength(2)
  })

  test('the audit log is read from the latest entry on', async () => {
    for (const target of ['1', '2', '3']) {
      await store.audit.write({ ...entry, action: 'tests.write', target, after: { target } })
    }
    const first = await store.audit.list({ limit: 2, action: 'tests.write' })
    expect(first.map(({ target }) => target)).toEqual(['3', '2'])
    const rest = await store.audit.list({ limit: 2, action: 'tests.write', beforeEntryId: first.at(-1)?.entryId })
    expect(rest).toMatchObject([{ target: '1', after: { target: '1' } }])
  })
})

describe('several servers on one PostgreSQL', () => {
  const engine = new Engine('PostgreSQL')
  afterAll(() => engine.close())

  test('start at once and hear of each other’s changes within a second', async () => {
    const place = await engine.place()
    const [one, two] = await Promise.all([engine.open(place), engine.open(await engine.besides(place))])
    const heard: (string | undefined)[] = []
    two.callApps.onChanged((bizName) => heard.push(bizName))
    await one.callApps.create(shop)
    const changedAt = performance.now()
    await vi.waitFor(() => expect(heard).toContain('shop'), { timeout: 20_000, interval: 10 })
    console.log(`the other server heard of the change after ${Math.round(performance.now() - changedAt)} ms`)
    expect((await two.callApps.find('shop'))?.name).toBe('Shop')
  })
})
