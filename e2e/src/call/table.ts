import Table from 'cli-table3'
import { type Measurement, percentile } from './measure.ts'

const ms = (value: number | null) => (value === null ? '-' : `${Math.round(value)} ms`)

/** The call as a person reads it: a row a subscription, then the time to first frame over all of them. */
export function renderCall(measurements: readonly Measurement[]): string {
  const table = new Table({
    head: ['subscriber', 'publisher', 'fps', 'resolution', 'kbit/s', 'audio energy', 'first frame', ''],
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'],
    style: { head: [], border: [] },
  })
  for (const m of measurements) {
    table.push([
      m.subscriber,
      m.publisher,
      m.fps.toFixed(1),
      `${m.width}x${m.height}`,
      m.kbps.toFixed(0),
      m.audioEnergy.toExponential(1),
      ms(m.firstFrameMs),
      m.faults.length === 0 ? 'ok' : `DEAD: ${m.faults.join(', ')}`,
    ])
  }
  const firstFrames = measurements.map((m) => m.firstFrameMs).filter((value) => value !== null)
  const dead = measurements.filter((m) => m.faults.length > 0).length
  return [
    table.toString(),
    `join to first frame: p50 ${ms(percentile(firstFrames, 50))}, p95 ${ms(percentile(firstFrames, 95))} (${firstFrames.length} of ${measurements.length} subscriptions)`,
    dead === 0
      ? `all ${measurements.length} subscriptions live`
      : `${dead} of ${measurements.length} subscriptions DEAD`,
  ].join('\n')
}
