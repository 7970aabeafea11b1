import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { askAll, forbiddenPairs, startForbidding } from './testing/forbidden.ts'
import type { TestApi } from './testing/server.ts'

// Some hundred requests, each of which waits for a database.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 60_000 })

let api: TestApi
beforeAll(async () => {
  api = await startForbidding()
})
afterAll(() => api.close())

test('everybody who must not reach a route is refused with a reason, for every route', async () => {
  const rows = await askAll(await forbiddenPairs(api, api.routes))
  expect(rows.filter(({ expected, got }) => expected !== got)).toEqual([])
  expect(rows.length).toBeGreaterThan(api.routes.length * 10)
})
