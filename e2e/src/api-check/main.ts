/** `npm run api:check`: see options.ts for what it takes. */
import Table from 'cli-table3'
import { runCommand } from '../support/command-line.ts'
import { problemsOfDocument } from './document.ts'
import { type FuzzResult, fuzz, leftOut } from './fuzz.ts'
import { parseApiCheckOptions, usage } from './options.ts'
import { startTarget } from './target.ts'

const timeLimitMs = 30 * 60_000

await runCommand({
  usage,
  parse: parseApiCheckOptions,
  run: async (options) => {
    if (!(await check(options))) process.exitCode = 1
  },
})

/** @returns whether all is as it should be */
async function check({ examples, seed }: { readonly examples: number; readonly seed: number }): Promise<boolean> {
  const target = await startTarget()
  try {
    const response = await fetch(new URL('/api/v1/openapi.json', target.url))
    const problems = await problemsOfDocument(await response.text())
    for (const { at, problem } of problems) console.log(`${at}: ${problem}`)
    console.log(`the document: ${problems.length === 0 ? 'valid OpenAPI 3.1' : `${problems.length} problems`}\n`)
    const phases = ['coverage', 'fuzzing', 'stateful'] as const
    const onOutput = (text: string) => process.stderr.write(text)
    const result = await fuzz(target, { phases, examples, seed, timeLimitMs, onOutput })
    print(result)
    return problems.length === 0 && result.isClean
  } finally {
    await target.close()
  }
}

function print({ answers, isClean }: FuzzResult): void {
  const table = new Table({
    head: ['operation', 'asked', 'done', 'refused', 'failed', 'statuses'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  })
  const all = [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const sums = { asked: 0, failed: 0 }
  for (const [operation, counts] of all) {
    const statuses = [...counts].toSorted(([a], [b]) => a - b)
    const sum = (from: number) =>
      statuses.filter(([status]) => Math.floor(status / 100) === from).reduce((total, [, count]) => total + count, 0)
    const [done, refused, failed] = [sum(2), sum(4), sum(5)]
    const asked = statuses.reduce((total, [, count]) => total + count, 0)
    sums.asked += asked
    sums.failed += failed
    table.push([operation, asked, done, refused, failed, statuses.map(([status, n]) => `${status} ×${n}`).join('  ')])
  }
  console.log(table.toString())
  for (const [operation, reason] of Object.entries(leftOut)) console.log(`left out: ${operation}, which ${reason}`)
  const verdict = isClean ? 'all answers as the document says' : 'answers are NOT as the document says, see above'
  console.log(
    `${sums.asked} requests of ${all.length} operations, ${sums.failed} failures of the server (5xx): ${verdict}`,
  )
}
