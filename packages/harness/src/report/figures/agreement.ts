import type { ScenarioResult } from '../../result/index.ts'
import { figuresOf } from './subjects.ts'

/** The same latency by two methods that share nothing but the call. */
export interface Agreement {
  readonly subject: string
  readonly barcodeMs: number
  readonly statsMs: number
  readonly differenceMs: number
  /** Clock error + half an interval between frames: a page reads a frame at its next turn, getStats counts without that wait. */
  readonly errorMs: number
  readonly agrees: boolean
}

export function agreementsOf(result: ScenarioResult): readonly Agreement[] {
  const subjects = figuresOf(result)
  const clockErrorMs = subjects.find(({ kind }) => kind === 'call')?.figures.get('clockError')?.median ?? 0
  return subjects.flatMap(({ subject, figures }) => {
    const barcodeMs = figures.get('videoLatencyP50')?.median
    const statsMs = figures.get('latencyByStats')?.median
    const publisher = result.scenario.clients.find(({ name }) => subject.endsWith(`<- ${name}`))
    const fps = publisher?.publish?.video?.fps
    if (barcodeMs === undefined || statsMs === undefined || fps === undefined) return []
    const errorMs = clockErrorMs + 500 / fps
    const differenceMs = statsMs - barcodeMs
    return [{ subject, barcodeMs, statsMs, differenceMs, errorMs, agrees: Math.abs(differenceMs) <= errorMs }]
  })
}
