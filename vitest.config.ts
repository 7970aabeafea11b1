import { defineConfig } from 'vitest/config'

/** A call between browsers takes seconds to begin and is then watched for a while. */
const E2E_TIMEOUT_MS = 120_000

/** Longer than any wait inside a test, whose own message says more, and enough on a machine that does other work too. */
const UNIT_TIMEOUT_MS = 30_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: [
            '{packages,apps}/*/src/**/*.test.{ts,tsx}',
            '{dashboards,docs,load}/src/**/*.test.ts',
            'e2e/src/{call,chaos,conformance,support}/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**'],
          pool: 'forks',
          testTimeout: UNIT_TIMEOUT_MS,
          hookTimeout: UNIT_TIMEOUT_MS,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/src/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'e2e/src/{call,chaos,conformance,support}/**'],
          pool: 'forks',
          // Browsers, an SFU and encoders share the machine: two calls at once, or the unit tests beside them, would
          // disturb their timing.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
          testTimeout: E2E_TIMEOUT_MS,
          hookTimeout: E2E_TIMEOUT_MS,
        },
      },
    ],
  },
})
