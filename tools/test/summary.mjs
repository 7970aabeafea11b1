// Counts for the last line of `npm test`.

import { readFile } from 'node:fs/promises'
import { absentAs } from '../bootstrap/absent.mjs'

/**
 * @typedef {{ passed: number, failed: number }} Total
 *
 * What is used of the file that vitest's JSON reporter writes.
 * @typedef {object} VitestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ status: string, assertionResults: unknown[] }[]} testResults One for each file.
 */

/**
 * @param {object} options
 * @param {string} options.file
 * @param {boolean} options.succeeded Whether vitest ended with exit code 0.
 * @returns {Promise<Total>}
 */
export async function readVitestReport({ file, succeeded }) {
  const json = await readFile(file, 'utf8').catch(absentAs(undefined))
  /** @type {VitestReport | undefined} */
  const report = json === undefined ? undefined : JSON.parse(json)
  return countTests({ report, succeeded })
}

/**
 * @param {object} options
 * @param {VitestReport | undefined} options.report None when vitest did not come to write it.
 * @param {boolean} options.succeeded
 * @returns {Total}
 */
export function countTests({ report, succeeded }) {
  if (!report) return { passed: 0, failed: 1 }
  // A file that cannot be loaded has no tests to count, and counts as one itself.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + brokenFiles.length
  // Beyond tests and files vitest fails for errors that nobody caught: never a success here.
  return { passed: report.numPassedTests, failed: succeeded ? failed : Math.max(failed, 1) }
}

/**
 * @param {Total} total
 * @param {boolean} stepSucceeded Of lint or types.
 * @returns {Total}
 */
export function countFailedStep(total, stepSucceeded) {
  return stepSucceeded ? total : { ...total, failed: total.failed + 1 }
}

/**
 * @param {Total} total
 * @returns {string}
 */
export function summaryLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}
