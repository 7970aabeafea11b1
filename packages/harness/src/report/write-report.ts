import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { GoalOutcome } from '../goals/index.ts'
import type { RunResult } from '../result/index.ts'
import { loadAssets } from './html/assets.ts'
import { renderDocument } from './html/document.ts'

export interface WriteReportOptions {
  /** Of the HTML file; its folder is made. */
  readonly path: string
  /** Shown as "before" beside every figure and plot; scenarios are matched by name. */
  readonly baseline?: RunResult | null
  /** Shown first. */
  readonly goals?: readonly GoalOutcome[]
}

/** Writes one HTML file that needs nothing else: no network, no other file. */
export async function writeReport(
  result: RunResult,
  { path, baseline = null, goals = [] }: WriteReportOptions,
): Promise<void> {
  const document = renderDocument({ result, baseline, goals, assets: await loadAssets() })
  await mkdir(dirname(path), { recursive: true })
  // A reader that reloads never sees half of it.
  const unfinished = `${path}.${process.pid}.part`
  await writeFile(unfinished, document)
  await rename(unfinished, path)
}
