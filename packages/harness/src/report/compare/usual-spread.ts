import { type Metric, type MetricName, metrics } from '../../result/index.ts'

/**
 * How far trials of one scenario usually lie from their middle, by unit: an absolute part and a share of the value.
 * Stands in where a side has too few trials to show its own spread; wide, so that noise is not taken for progress.
 */
const usualSpreads: Record<Metric['unit'], { readonly absolute: number; readonly share: number }> = {
  ms: { absolute: 10, share: 0.15 },
  s: { absolute: 0.5, share: 0.2 },
  fps: { absolute: 0.5, share: 0.1 },
  '%': { absolute: 1, share: 0.2 },
  'kbit/s': { absolute: 20, share: 0.1 },
  px: { absolute: 0, share: 0.1 },
  dB: { absolute: 0.5, share: 0 },
  MOS: { absolute: 0.2, share: 0 },
  '% of a core': { absolute: 5, share: 0.2 },
  // Counts; SSIM has its own.
  '': { absolute: 2, share: 0.2 },
}
const usualSpreadOfSsim = 0.01

export function usualSpread(metric: MetricName, value: number): number {
  if (metric === 'ssim') return usualSpreadOfSsim
  const { absolute, share } = usualSpreads[metrics[metric].unit]
  return absolute + share * Math.abs(value)
}

/** The smallest difference that can be seen in print. */
export function resolution(metric: MetricName): number {
  return 10 ** -metrics[metric].decimals
}
