import { type MetricName, metricNames, type RunResult } from '../../result/index.ts'

/** What a person asks first of any call: is it smooth, sharp, prompt, audible, and how soon does it start and recover. */
const keyMetrics: ReadonlySet<MetricName> = new Set<MetricName>([
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
])

/** The key metrics that were measured anywhere, and every metric that something was expected of. */
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
  return metricNames.filter((name) => shown.has(name))
}
