import { expect, test } from 'vitest'
import { countFailedStep, countTests, readVitestReport, summaryLine } from './summary.mjs'

const file = { status: 'passed', assertionResults: [{}] }

test('counts the tests of vitest', () => {
  const report = { numPassedTests: 7, numFailedTests: 2, testResults: [file, { ...file, status: 'failed' }] }
  expect(countTests({ report, succeeded: false })).toEqual({ passed: 7, failed: 2 })
})

test('counts a file that cannot be loaded as one failure', () => {
  const report = {
    numPassedTests: 7,
    numFailedTests: 0,
    testResults: [file, { status: 'failed', assertionResults: [] }],
  }
  expect(countTests({ report, succeeded: false })).toEqual({ passed: 7, failed: 1 })
})

test('never calls a run successful that vitest calls failed', () => {
  const report = { numPassedTests: 7, numFailedTests: 0, testResults: [file] }
  expect(countTests({ report, succeeded: false })).toEqual({ passed: 7, failed: 1 })
})

test('counts a run without a report as one failure', async () => {
  expect(await readVitestReport({ file: '/nonexistent/report.json', succeeded: true })).toEqual({
    passed: 0,
    failed: 1,
  })
})

test('counts lint and types only when they fail', () => {
  expect([true, false].reduce(countFailedStep, { passed: 7, failed: 0 })).toEqual({ passed: 7, failed: 1 })
})

test('ends in the line that continuous integration looks for', () => {
  expect(summaryLine({ passed: 12, failed: 0 })).toBe('12 passed, 0 failed')
})
