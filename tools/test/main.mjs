// `npm test`: lint, types and all tests; each is run even when one before it has failed, and the last line counts.

import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { commands } from '../commands.mjs'
import { countFailedStep, readVitestReport, summaryLine } from './summary.mjs'

const folder = await mkdtemp(join(tmpdir(), 'mrtc-test-'))
try {
  const lint = await succeeds(commandLine('lint'))
  const types = await succeeds(commandLine('typecheck'))

  // The report is a file and not stdout: the tests' own output is for the person who watches.
  const reportFile = join(folder, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`]
  const tests = await succeeds(['vitest', 'run', ...reporters, ...process.argv.slice(2)])

  const total = [lint, types].reduce(countFailedStep, await readVitestReport({ file: reportFile, succeeded: tests }))
  console.log(summaryLine(total))
  process.exitCode = total.failed === 0 ? 0 : 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

/**
 * @param {'lint' | 'typecheck'} name
 * @returns {[string, ...string[]]}
 */
function commandLine(name) {
  const command = commands[name]
  if (!command) throw new Error(`there is no command ${name}`)
  return command.run
}

/**
 * @param {[string, ...string[]]} argv
 * @returns {Promise<boolean>}
 */
async function succeeds([program, ...args]) {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit' })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code === 0))
  })
}
