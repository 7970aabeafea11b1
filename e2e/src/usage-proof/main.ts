/** `npm run usage:proof`: see options.ts for what it takes. */
import Table from 'cli-table3'
import { progress, runCommand } from '../support/command-line.ts'
import { isOff } from './comparison.ts'
import { parseUsageProofOptions, usage } from './options.ts'
import { proveRealCall } from './real-call.ts'
import { type Compared, proveScriptedDay } from './scripted.ts'

/** Nothing is measured of what is written down. Of a real call each end is known to the second. */
const toleranceS = { scripted: 0, real: 1 }

await runCommand({
  usage,
  parse: parseUsageProofOptions,
  run: async (options) => {
    const scripted = await proveScriptedDay(options)
    progress('making a real call')
    const real = await proveRealCall()
    const off = [
      ...scripted.map((compared) => print(compared, toleranceS.scripted)),
      print(real, toleranceS.real),
    ].reduce((sum, count) => sum + count, 0)
    console.log(off === 0 ? 'all figures as expected' : `${off} figures OFF`)
    if (off > 0) process.exitCode = 1
  },
})

/** @returns how many figures are off */
function print({ title, lines }: Compared, tolerance: number): number {
  const table = new Table({
    head: [title, 'expected', 'counted', ''],
    colAligns: ['left', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  })
  const withUnit = (value: number, unit: string) => `${Math.round(value * 10) / 10}${unit === '' ? '' : ` ${unit}`}`
  for (const line of lines) {
    const { figure, expected, counted, unit } = line
    table.push([figure, withUnit(expected, unit), withUnit(counted, unit), isOff(line, tolerance) ? 'OFF' : 'ok'])
  }
  console.log(table.toString())
  return lines.filter((line) => isOff(line, tolerance)).length
}
