import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Happening } from '../happenings/index.ts'
import { openStore, type Store } from '../store/index.ts'
import { Inspector } from './inspector.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const log = pino({ level: 'silent' })
const app = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }
const dayMs = 86_400_000
const minuteMs = 60_000
let store: Store
let inspector: Inspector
beforeEach(async () => {
  store = await openStore({ dir: '/nowhere', ephemeral: true, databaseUrl: undefined }, log)
  inspector = new Inspector({ store: store.calls, keepDays: 7, log })
})
afterEach(async () => {
  vi.useRealTimers()
  await inspector.close()
  await store.close()
})

function call(roomId: string, at: number, lastsMs?: number): void {
  const room = { app, roomId }
  const happened: Happening[] = [{ kind: 'room.created', ...room, at, uid: 'alice' }]
  if (lastsMs !== undefined) happened.push({ kind: 'room.ended', ...room, at: at + lastsMs, creatorUid: 'alice' })
  for (const one of happened) inspector.happened(one)
}

test('calls are forgotten with all that belongs to them when they ended too long ago', async () => {
  const now = Date.now()
  call('old', now - 8 * dayMs, minuteMs)
  call('long', now - 8 * dayMs, 2 * dayMs)
  call('running', now - 8 * dayMs)
  await inspector.sweep()
  const found = await inspector.list({ limit: 10 })
  expect(found.map(({ roomId }) => roomId).sort()).toEqual(['long', 'running'])
  expect(await inspector.events('old', { afterSeq: 0, limit: 10 })).toEqual([])
})

test('a call whose server does not come back ends when it was seen last, and is open again if it does', async () => {
  const now = Date.now()
  call('lost', now)
  await inspector.write()
  // A server that never heard of it.
  vi.useFakeTimers({ toFake: ['Date'], now: now + 4 * minuteMs })
  const other = new Inspector({ store: store.calls, keepDays: 7, log })
  await other.sweep()
  const lost = await other.find('lost')
  expect(lost?.endedAt).toEqual(lost?.seenAt)
  other.happened({ kind: 'room.restored', app, roomId: 'lost', at: now + 5 * minuteMs, uids: ['alice'] })
  expect(await other.find('lost')).toMatchObject({ endedAt: null, creatorUid: 'alice', events: 2 })
  await other.close()
})

test('what the store does not take is written later, in order', async () => {
  const write = vi.spyOn(store.calls, 'write').mockRejectedValueOnce(new Error('no database'))
  call('first', Date.now())
  await inspector.write()
  expect(await store.calls.list({ limit: 10 })).toEqual([])
  call('second', Date.now() + 1)
  const found = await inspector.list({ limit: 10 })
  expect(found.map(({ roomId }) => roomId)).toEqual(['second', 'first'])
  expect(write).toHaveBeenCalledTimes(3)
})
