import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ensureFirstOwner, firstOwnerName, Logins } from '../accounts/index.ts'
import { loadConfig } from '../config/index.ts'
import { openStore } from '../store/index.ts'

// Two programs that each open a database, on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const run = promisify(execFile)
const log = pino({ level: 'silent' })
let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mrtc-admin-'))
})
afterAll(() => rm(dir, { recursive: true }))

function admin(...args: string[]) {
  const env = { ...process.env, MRTC_DATA_DIR: dir }
  return run(process.execPath, [join(import.meta.dirname, 'admin.ts'), ...args], { env })
}

test('an owner who lost the password gets another one, and chooses their own after it', async () => {
  await expect(admin('list')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('no database') })
  const { data, console: limits } = loadConfig({ environment: {}, overrides: { data: { dir } } })
  const first = await openStore(data, log)
  await ensureFirstOwner(first.accounts, async () => 'a password that is lost')
  await first.close()

  const { stdout } = await admin('reset-password', firstOwnerName)
  const [, password = ''] = /logs in with (\S+)/.exec(stdout) ?? []
  const store = await openStore(data, log)
  const attempt = { name: firstOwnerName, address: '192.0.2.1', userAgent: 'tests' }
  const logins = new Logins(store, limits)
  const { account } = await logins.login({ ...attempt, password })
  expect(account.mustChangePassword).toBe(true)
  await expect(logins.login({ ...attempt, password: 'a password that is lost' })).rejects.toMatchObject({
    code: 'CREDENTIALS_INVALID',
  })
  expect(await store.audit.list({ limit: 1 })).toMatchObject([
    { action: 'accounts.resetPassword', actorKind: 'server' },
  ])
  await store.close()
})
