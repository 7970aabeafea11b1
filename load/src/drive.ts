/** Sends texts at a steady rate over many pairs and times each from sending to receiving. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Pair } from './pairs.ts'

export interface DrivePlan {
  /** Texts a second of each pair. */
  readonly rate: number
  readonly seconds: number
}

export interface DriveResult {
  readonly sent: number
  readonly received: number
  readonly failed: number
  readonly seconds: number
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number }
}

/** How long the last texts may take to arrive. */
const tailMs = 5_000

export async function drive(pairs: readonly Pair[], { rate, seconds }: DrivePlan): Promise<DriveResult> {
  const latencies: number[] = []
  let sent = 0
  let failed = 0
  for (const pair of pairs) pair.received = (text) => latencies.push(performance.now() - Number(text))
  const startedAt = performance.now()
  const sendAll = async (pair: Pair, index: number) => {
    // Spread over the interval, so that pairs do not all send at the same moment.
    const phaseMs = ((index / pairs.length) * 1000) / rate
    for (let n = 0; n < rate * seconds; n++) {
      const dueIn = startedAt + phaseMs + (n * 1000) / rate - performance.now()
      if (dueIn > 0) await delay(dueIn)
      sent += 1
      // An open loop: the next text does not wait for this one.
      pair.send(`${performance.now()}`).catch(() => {
        failed += 1
      })
    }
  }
  await Promise.all(pairs.map(sendAll))
  const elapsed = (performance.now() - startedAt) / 1000
  const deadline = performance.now() + tailMs
  while (latencies.length + failed < sent && performance.now() < deadline) await delay(20)
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return {
    sent,
    received: latencies.length,
    failed,
    seconds: elapsed,
    latencyMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN },
  }
}
