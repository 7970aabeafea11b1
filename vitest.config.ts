import { defineConfig } from 'vitest/config'

/** A call between browsers takes seconds to begin and is then watched for a while. */
const E2E_TIMEOUT_MS = 120_000

/** Longer than any wait inside a test, whose own message says more, and enough on a machine that does other work too. */
const UNIT_TIMEOUT_MS = 30_000

/** Most wait more than they work, so that two at a time are right for two cores; vitest leaves one core free by itself. */
const TWO_AT_A_TIME = 2

/** Those whose pictures and sound must keep pace: another call beside them would take from what they look at. */
const MEDIA_TESTS = ['e2e/src/{quality,recording,sdk-media,tiles,vod}/**/*.test.ts', 'e2e/src/call.test.ts']

/** Run as unit tests: they need no browser. */
const TESTS_WITHOUT_BROWSER = 'e2e/src/{call,chaos,conformance,support}/**'

const browserTests = {
  exclude: ['**/node_modules/**', TESTS_WITHOUT_BROWSER],
  pool: 'forks' as const,
  globalSetup: 'e2e/src/support/build-pages.ts',
  testTimeout: E2E_TIMEOUT_MS,
  hookTimeout: E2E_TIMEOUT_MS,
}

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
          maxWorkers: TWO_AT_A_TIME,
          testTimeout: UNIT_TIMEOUT_MS,
          hookTimeout: UNIT_TIMEOUT_MS,
        },
      },
      {
        test: {
          ...browserTests,
          name: 'e2e',
          include: ['e2e/src/**/*.test.ts'],
          exclude: [...browserTests.exclude, ...MEDIA_TESTS],
          maxWorkers: TWO_AT_A_TIME,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...browserTests,
          name: 'e2e-media',
          include: MEDIA_TESTS,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
