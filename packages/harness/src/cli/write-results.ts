import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { GoalOutcome } from '../goals/index.ts'
import { writeReport } from '../report/index.ts'
import { type RunResult, runResultSchema } from '../result/index.ts'

export interface WriteOptions {
  readonly folder: string
  /** What the report shows as "before". */
  readonly baseline: RunResult | null
  readonly goals?: readonly GoalOutcome[]
}

/** @returns the path of the report */
export async function writeResults(result: RunResult, { folder, ...shown }: WriteOptions): Promise<string> {
  await mkdir(folder, { recursive: true })
  // Checked as it will be read: JSON knows no infinity.
  const text = JSON.stringify(result)
  runResultSchema.parse(JSON.parse(text))
  await writeFile(join(folder, 'result.json'), `${text}\n`)
  const path = join(folder, 'report.html')
  await writeReport(result, { path, ...shown })
  return path
}
