import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { StoredUsage } from '../store/stored-usage.ts'
import { calendarOf } from './calendar.ts'
import { UsageKeeper } from './usage-keeper.ts'

const secondMs = 1_000
const app = { bizName: 'clinic', appId: 'app', workspaceId: 'default' }

let storedMs: number
let isAway: boolean
let tookMs: number
let writes: number
const store: Pick<StoredUsage, 'add' | 'removeBefore'> = {
  async add(usages) {
    writes += 1
    if (tookMs > 0) await new Promise((resolve) => setTimeout(resolve, tookMs))
    if (isAway) throw new Error('the store is away')
    for (const { bizName, onlineMs } of usages) if (bizName === app.bizName) storedMs += onlineMs
  },
  async removeBefore() {},
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 24, 12) })
  storedMs = 0
  isAway = false
  tookMs = 0
  writes = 0
})
afterEach(() => {
  vi.useRealTimers()
})

function keep(): UsageKeeper {
  const log = pino({ level: 'silent' })
  const keeper = new UsageKeeper({ store: store as StoredUsage, calendar: calendarOf('UTC'), keepDays: 400, log })
  keeper.happened({ kind: 'session.connected', at: Date.now(), app, sessionId: 'session', uid: 'alice' })
  return keeper
}

test('a server that dies loses no more than the last second', async () => {
  keep()
  await vi.advanceTimersByTimeAsync(10 * secondMs)
  expect(storedMs).toBeGreaterThanOrEqual(9 * secondMs)
})

test('what the store did not take is stored once it does, and once', async () => {
  isAway = true
  const keeper = keep()
  await vi.advanceTimersByTimeAsync(10 * secondMs)
  isAway = false
  await vi.advanceTimersByTimeAsync(10 * secondMs)
  const closed = keeper.close()
  await vi.advanceTimersByTimeAsync(secondMs)
  await closed
  expect(storedMs).toBe(20 * secondMs)
})

test('a slow store is not asked again while it is at work', async () => {
  tookMs = 4 * secondMs
  keep()
  await vi.advanceTimersByTimeAsync(40 * secondMs)
  expect(writes).toBeLessThanOrEqual(10)
  expect(storedMs).toBeGreaterThan(30 * secondMs)
})
