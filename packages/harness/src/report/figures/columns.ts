import { type MetricName, metricNames, type RunResult } from '../../result/index.ts'

/** What a person asks first of any call: is it smooth, sharp, prompt, audible, and how soon does it start and recover. */
const keyMetrics: readonly MetricName[] = [
  'packetsLostShare',
  'fps',
  'frozenShare',
  'videoLatencyP50',
  'videoLatencyP95',
  'ssim',
  'concealedShare',
  'audioLatencyP50',
  'audioScore',
  'firstFrame',
  'recovery',
]

/** The key metrics that were measured anywhere, and after them every other metric that something was expected of. */
export function matrixColumns({ scenarios }: RunResult): readonly MetricName[] {
  const shown = new Set<MetricName>()
  for (const { scenario, trials } of scenarios) {
    for (const { metric } of scenario.expectations) shown.add(metric)
    for (const trial of trials) {
      if (trial.state !== 'completed') continue
      for (const { metrics } of trial.subscriptions)
        for (const name of keyMetrics) if (typeof metrics[name] === 'number') shown.add(name)
    }
  }
  return [...keyMetrics, ...metricNames.filter((name) => !keyMetrics.includes(name))].filter((name) => shown.has(name))
}
