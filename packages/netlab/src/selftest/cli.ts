/** `npm run netlab -- selftest`: set against measured for every property of a link. */
import { parseArgs } from 'node:util'
import Table from 'cli-table3'
import { netLabObstacle } from '../lab/index.ts'
import { checks } from './checks.ts'
import { checkSeed, type Row, runSelfTest } from './run.ts'

const usage = `npm run netlab -- selftest [--seed N] [--only NAME] [--vxlan]

Measures every property of an emulated link and prints it beside what was set. Exits with 1 if one is out of tolerance.
Checks: ${checks.map((check) => check.name).join(', ')}`

function render(rows: readonly Row[]): string {
  const table = new Table({
    head: ['property', 'set', 'measured', 'tolerance', ''],
    colAligns: ['left', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  })
  for (const { check, property, set, measured, unit, tolerance, ok } of rows) {
    table.push([
      `${check}: ${property}`,
      `${set} ${unit}`,
      `${measured.toFixed(2)} ${unit}`,
      `±${tolerance.toFixed(1)}`,
      ok ? 'ok' : 'OUT',
    ])
  }
  return table.toString()
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      vxlan: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help || positionals[0] !== 'selftest') {
    console.log(usage)
    return values.help ? 0 : 2
  }
  const obstacle = await netLabObstacle()
  if (obstacle) throw new Error(obstacle)
  const chosen = checks.filter((check) => values.only === undefined || check.name.includes(values.only))
  if (chosen.length === 0) throw new Error(`no check is named like "${values.only}"`)
  const seed = Number(values.seed)
  const rows = await runSelfTest({
    seed,
    chosen,
    backend: values.vxlan ? 'vxlan' : undefined,
    progress: (name) => process.stderr.write(`${name}\n`),
  })
  if (values.only === undefined) rows.push(await checkSeed(seed))
  console.log(render(rows))
  const out = rows.filter((row) => !row.ok).length
  console.log(
    out === 0 ? `all ${rows.length} figures within tolerance` : `${out} of ${rows.length} figures OUT of tolerance`,
  )
  return out === 0 ? 0 : 1
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
