import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { StartupError } from '../startup-error.ts'
import { demoApp, ensureDemoApp, openStore, type Store } from './index.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const silentLog = pino({ level: 'silent' })
const folders: string[] = []
const stores: Store[] = []
async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'mrtc-store-'))
  folders.push(dir)
  return dir
}
async function open(data: { dir: string; ephemeral: boolean }): Promise<Store> {
  const store = await openStore(data, silentLog)
  stores.push(store)
  return store
}
async function closeAll(): Promise<void> {
  for (const store of stores.splice(0)) await store.close()
}
afterAll(async () => {
  await closeAll()
  for (const dir of folders) await rm(dir, { recursive: true })
})

describe('a data folder', () => {
  afterEach(closeAll)

  test('keeps apps, keys and secrets over a restart', async () => {
    const dir = await folder()
    const first = await open({ dir, ephemeral: false })
    const privateKey = await ensureDemoApp(first.callApps)
    const token = await first.secret('metrics-token', 24)
    await closeAll()

    const second = await open({ dir, ephemeral: false })
    expect(await ensureDemoApp(second.callApps)).toBe(privateKey)
    expect(await second.callApps.find(demoApp.bizName)).toMatchObject(demoApp)
    expect(await second.secret('metrics-token', 24)).toBe(token)
  })

  test('holds private keys only sealed, and secrets for the owner only', async () => {
    const dir = await folder()
    const store = await open({ dir, ephemeral: false })
    const privateKey = await ensureDemoApp(store.callApps)
    await closeAll()
    expect((await stat(join(dir, 'store.key'))).mode & 0o777).toBe(0o600)
    for (const entry of await readdir(join(dir, 'db'), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue
      const content = await readFile(join(entry.parentPath, entry.name), 'latin1')
      expect(content.includes(privateKey.slice(100, 160))).toBe(false)
    }
  })

  test('with another key file is refused with a reason', async () => {
    const dir = await folder()
    await ensureDemoApp((await open({ dir, ephemeral: false })).callApps)
    await closeAll()
    await rm(join(dir, 'store.key'))
    const store = await open({ dir, ephemeral: false })
    await expect(ensureDemoApp(store.callApps)).rejects.toThrow(/put back the store\.key/)
  })

  test('with a key file cut short is refused with a reason, and left unlocked', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'store.key'), 'short\n')
    const opening = openStore({ dir, ephemeral: false }, silentLog)
    await expect(opening).rejects.toBeInstanceOf(StartupError)
    await expect(opening).rejects.toThrow(/store\.key in the data folder is damaged/)
    expect(await readdir(dir)).toEqual(['store.key'])
  })

  test('with a database that does not open is refused with a reason', async () => {
    const dir = await folder()
    await writeFile(join(dir, 'db'), 'no folder')
    const opening = openStore({ dir, ephemeral: false }, silentLog)
    await expect(opening).rejects.toBeInstanceOf(StartupError)
    await expect(opening).rejects.toThrow(/cannot be opened .*put back your backup/)
  })

  test('in use by a running server is refused and left alone', async () => {
    const dir = await folder()
    const store = await open({ dir, ephemeral: false })
    const second = openStore({ dir, ephemeral: false }, silentLog)
    await expect(second).rejects.toBeInstanceOf(StartupError)
    await expect(second).rejects.toThrow(`Another server (pid ${process.pid}) runs on the data folder ${dir}`)
    await store.ping()
  })

  test.each([
    ['of a dead process', async () => JSON.stringify({ pid: deadPid(), startedAt: '1' })],
    ['of an earlier process with the same pid', async () => JSON.stringify({ pid: process.pid, startedAt: '1' })],
    ['cut short', async () => '{"pid":'],
  ])('with a lock %s opens', async (_, lock) => {
    const dir = await folder()
    await writeFile(join(dir, 'lock'), await lock())
    await open({ dir, ephemeral: false })
    expect((await readdir(dir)).sort()).toEqual(['db', 'lock', 'store.key'])
    await closeAll()
    expect((await readdir(dir)).sort()).toEqual(['db', 'store.key'])
  })

  test('that cannot be made is refused with the setting to change', async () => {
    const file = join(await folder(), 'file')
    await writeFile(file, '')
    await expect(openStore({ dir: join(file, 'data'), ephemeral: false }, silentLog)).rejects.toThrow(
      /set data\.dir \(MRTC_DATA_DIR\)/,
    )
  })
})

/** Of a process that has just ended. */
function deadPid(): number {
  return spawnSync('true').pid
}
