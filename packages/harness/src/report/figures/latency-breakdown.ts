import { latencyStages, metrics, type ScenarioResult } from '../../result/index.ts'
import { figuresOf } from './subjects.ts'

export interface LatencyStage {
  readonly title: string
  readonly definition: string
  /** Of all stages, in the order of the way: fixes its colour. */
  readonly index: number
  readonly ms: number
}

/** Where the milliseconds between one's camera and another's screen are. */
export interface LatencyBreakdown {
  readonly subject: string
  /** Those that are known, medians over the trials. */
  readonly stages: readonly LatencyStage[]
}

export function latencyBreakdownsOf(result: ScenarioResult): readonly LatencyBreakdown[] {
  return figuresOf(result).flatMap(({ subject, figures }) => {
    const stages = latencyStages.flatMap((name, index) => {
      const ms = figures.get(name)?.median
      const { title, definition } = metrics[name]
      return ms === undefined ? [] : [{ title, definition, index, ms }]
    })
    return stages.length === 0 ? [] : [{ subject, stages }]
  })
}
