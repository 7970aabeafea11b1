import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { sql } from 'drizzle-orm'
import { pino } from 'pino'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { openBareDatabase, restoreBackup, type Store, writeBackup } from './index.ts'
import { Engine, type EngineName, type Place } from './testing/engines.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const log = pino({ level: 'silent' })
const engines = { 'PGlite on disk': new Engine('PGlite on disk'), PostgreSQL: new Engine('PostgreSQL') } as const
type Durable = Exclude<EngineName, 'PGlite in memory'>
afterAll(async () => {
  for (const engine of Object.values(engines)) await engine.close()
})

const shop = { bizName: 'shop', appId: 'a1', workspaceId: 'w1', name: 'Shop “und” 店' }

/** Something of every kind: texts, times, JSON, numbers of the database's own, sealed secrets. */
async function fill(store: Store): Promise<void> {
  await store.callApps.create(shop)
  await store.callApps.rotateKey('shop', new Date(Date.now() + 3_600_000))
  await store.rooms.write({ saved: [{ roomId: 'r', record: { roomId: 'r', list: [1, null, 'x'] } }], removed: [] })
  await store.accounts.create({
    name: 'owner',
    displayName: 'Owner',
    role: 'owner',
    passwordHash: 'x',
    mustChangePassword: true,
  })
  await store.apiKeys.create({
    name: 'k',
    bizName: 'shop',
    permissions: ['apps.read'],
    createdBy: 'owner',
    expiresAt: undefined,
  })
  for (const target of ['1', '2']) await writeAudit(store, target)
}

function writeAudit(store: Store, target: string): Promise<void> {
  const entry = { actorKind: 'server', actorId: '', actorName: '', bizName: null, address: '', requestId: '' } as const
  return store.audit.write({ ...entry, action: 'a', target, before: null, after: { target } })
}

async function contentOf(store: Store): Promise<unknown> {
  const keys = await store.apiKeys.list({ limit: 10 })
  return {
    apps: await store.callApps.list({ limit: 10 }),
    privateKey: await store.callApps.privateKeyOf('shop'),
    rooms: await store.rooms.load(),
    accounts: await store.accounts.list({ limit: 10 }),
    keys,
    secret: await store.apiKeys.secretOf(keys[0]?.keyId ?? ''),
    audit: await store.audit.list({ limit: 10 }),
  }
}

async function backup(store: Store): Promise<string> {
  const out = new PassThrough()
  const read = text(out)
  await writeBackup(store.db, out)
  out.end()
  return read
}

async function restore(place: Place, from: string): Promise<number> {
  const database = await openBareDatabase(place, log)
  try {
    return await restoreBackup(database, Readable.from([from]))
  } finally {
    await database.close()
  }
}

/** A place with the key file of another: what is sealed there opens here. */
async function placeWithKeyOf(engine: Engine, other: Place): Promise<Place> {
  const place = await engine.place()
  await copyFile(join(other.dir, 'store.key'), join(place.dir, 'store.key'))
  return place
}

describe.each([
  ['PGlite on disk', 'PostgreSQL'],
  ['PostgreSQL', 'PGlite on disk'],
  ['PGlite on disk', 'PGlite on disk'],
] satisfies [Durable, Durable][])('a backup of %s', (from, to) => {
  test(`is the same data on ${to}, and numbers go on after it`, async () => {
    const source = await engines[from].place()
    const before = await engines[from].open(source)
    await fill(before)
    const expected = await contentOf(before)
    const made = await backup(before)
    const privateKey = (await before.callApps.privateKeyOf('shop')) ?? ''
    expect(made).not.toContain(privateKey.slice(100, 160))

    const target = await placeWithKeyOf(engines[to], source)
    await restore(target, made)
    const after = await engines[to].open(target)
    expect(await contentOf(after)).toEqual(expected)
    await writeAudit(after, '3')
    expect((await after.audit.list({ limit: 1 }))[0]?.target).toBe('3')
    await engines[from].closeStores()
    await engines[to].closeStores()
  })
})

test('a backup that is cut short, of something else or onto data is refused, and leaves nothing', async () => {
  const engine = engines['PGlite on disk']
  const full = await engine.open()
  await fill(full)
  const made = await backup(full)
  const empty = await engine.place()
  await expect(restore(empty, made.split('\n').slice(0, -2).join('\n'))).rejects.toThrow(/cut short/)
  await expect(restore(await engine.place(), '{"format":"other"}\n')).rejects.toThrow(/not a backup/)
  const newer = made.replace(/"migration":"[^"]*"/, '"migration":"9999_later"')
  await expect(restore(await engine.place(), newer)).rejects.toThrow(/newer version/)
  const used = await engine.place()
  await engine.open(used)
  await engine.closeStores()
  await expect(restore(used, made)).rejects.toThrow(/data already/)
})

describe.each(Object.keys(engines) as Durable[])('data of the first version on %s', (name) => {
  const engine = engines[name]

  /** As the first version left it. */
  async function firstVersion(): Promise<Place> {
    const place = await engine.place()
    const database = await openBareDatabase(place, log)
    try {
      await database.migrate('0001_rooms')
      await database.db.execute(sql`insert into call_apps (biz_name, app_id, workspace_id, name, public_key, private_key_sealed)
        values ('old', 'a', 'w', 'Old', 'its public key', 'v1:sealed')`)
      await database.db.execute(sql`insert into rooms (room_id, record) values ('r', '{"roomId":"r"}')`)
    } finally {
      await database.close()
    }
    return place
  }

  test('is brought up to date with its keys and rooms', async () => {
    const store = await engine.open(await firstVersion())
    expect(await store.callApps.find('old')).toMatchObject({
      name: 'Old',
      enabled: true,
      keys: [{ publicKey: 'its public key', validUntil: undefined }],
      settings: { recording: { automatic: false } },
    })
    expect(await store.rooms.load()).toEqual([{ roomId: 'r', record: { roomId: 'r' } }])
    await engine.closeStores()
  })

  test('is restored from a backup of that version', async () => {
    const old = [
      '{"format":"mrtc-backup","version":1,"migration":"0001_rooms","madeAt":"2026-01-01T00:00:00Z"}',
      '{"table":"call_apps","row":{"biz_name":"old","app_id":"a","workspace_id":"w","name":"Old","public_key":"p","private_key_sealed":"s","enabled":false,"created_at":"2026-01-01T00:00:00+00:00"}}',
      '{"end":true,"rows":1}',
    ].join('\n')
    const place = await engine.place()
    expect(await restore(place, old)).toBe(1)
    const store = await engine.open(place)
    expect(await store.callApps.find('old')).toMatchObject({ enabled: false, keys: [{ publicKey: 'p' }] })
    await engine.closeStores()
  })
})
