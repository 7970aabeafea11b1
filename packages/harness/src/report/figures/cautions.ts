import { formatMetric, type RunResult } from '../../result/index.ts'
import { figuresOf } from './subjects.ts'

/** From here the emulator has no reserve, and delivers late. */
const busyEmulatorPercent = 80
/** A clock error of this size would show in the figures of latency. */
const noticeableClockErrorMs = 10
/** Lateness of this size would show in the figures of latency. */
const noticeableLatenessMs = 5
/** Of the load average to the cores: others were at work. */
const busyMachineShare = 0.5

/** What a reader has to know before trusting the figures. */
export function cautionsOf(result: RunResult): readonly string[] {
  const cautions: string[] = []
  const { machine, commit, repeat } = result
  if (machine.loadAverage > machine.cores * busyMachineShare)
    cautions.push(
      `The machine was busy when the run began: a load of ${machine.loadAverage.toFixed(1)} on ${machine.cores} cores.`,
    )
  if (commit?.modified) cautions.push('The code had changes that are not in the named commit.')
  if (repeat < 3) cautions.push(`${repeat === 1 ? 'One trial' : 'Two trials'} a scenario: the spread is not known.`)
  for (const scenario of result.scenarios) {
    const { name } = scenario.scenario
    const call = figuresOf(scenario).find(({ kind }) => kind === 'call')?.figures
    const emulatorCpu = call?.get('emulatorCpu')?.max ?? 0
    const lateness = call?.get('emulatorLateness')?.max ?? 0
    const clockError = call?.get('clockError')?.max ?? 0
    if (emulatorCpu > busyEmulatorPercent)
      cautions.push(`${name}: the emulator used ${formatMetric('emulatorCpu', emulatorCpu)}.`)
    if (lateness > noticeableLatenessMs)
      cautions.push(`${name}: packets were ${formatMetric('emulatorLateness', lateness)} late on average.`)
    if (clockError > noticeableClockErrorMs)
      cautions.push(`${name}: clocks agree within ${formatMetric('clockError', clockError)} only.`)
  }
  return cautions
}
