import { pino } from 'pino'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openStore, type Store } from '../store/index.ts'
import { databaseOfTests } from '../store/testing/database-of-tests.ts'
import { exampleApp, makeExampleApp } from './index.ts'

// Making a database takes a second, on a busy machine several.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const log = pino({ level: 'silent' })
const dayMs = 24 * 60 * 60 * 1_000
let store: Store
beforeAll(async () => {
  store = await openStore({ dir: '/nowhere', ephemeral: true, ...(await databaseOfTests()) }, log)
})
afterAll(() => store.close())

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

test('has usage and calls of the last week, none of today, and is made once', async () => {
  await makeExampleApp({ store, timeZone: 'UTC', log })
  await makeExampleApp({ store, timeZone: 'UTC', log })
  const now = Date.now()
  const { bizName } = exampleApp
  const days = await store.usage.days({ from: dayOf(now - 30 * dayMs), to: dayOf(now), bizName })
  expect(days.map(({ day }) => day)).toEqual(Array.from({ length: 7 }, (_, index) => dayOf(now - (7 - index) * dayMs)))
  for (const { onlineMs, subscribeMs, rooms, people } of days) {
    expect(Math.min(onlineMs, subscribeMs, rooms, people.inCall)).toBeGreaterThan(0)
  }
  const calls = await store.calls.list({ bizName, limit: 200 })
  expect(calls).toHaveLength(days.reduce((sum, { rooms }) => sum + rooms, 0))
  expect(calls.every(({ endedAt }) => endedAt !== null && endedAt !== undefined)).toBe(true)
})
