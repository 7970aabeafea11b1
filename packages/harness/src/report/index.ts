/**
 * Results for people: one HTML file, tables and progress in the terminal, and the comparison of two runs.
 * Reads `result/` and `goals/` only.
 */
export {
  type Change,
  compareRuns,
  howDecided,
  type RunComparison,
  type ScenarioComparison,
  sameConditions,
} from './compare/index.ts'
export { goalsMarkdown, renderGoals, withGoals } from './goals/index.ts'
export { renderComparison } from './terminal/comparison.ts'
export { createProgress, type OutputStream, type Progress } from './terminal/progress.ts'
export { type RenderOptions, renderSummary } from './terminal/summary.ts'
export { type WriteReportOptions, writeReport } from './write-report.ts'
