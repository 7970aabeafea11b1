/** What all results together mean for a call: pure. */
import type { CheckName, CheckResult } from './check-result.ts'

/**
 * - `good`: nothing stands in the way
 * - `limited`: a call works, but not as well as it could; the failed results say what is missing
 * - `impossible`: no call from here
 * - `unknown`: they were stopped before that could be said
 */
export type Verdict = 'good' | 'limited' | 'impossible' | 'unknown'

const indispensable: ReadonlySet<CheckName> = new Set<CheckName>(['browser', 'socket', 'signature'])
const ways: ReadonlySet<CheckName> = new Set<CheckName>(['udp', 'tcp', 'turn'])

/** What the results of `checkBeforeCall` mean for a call. */
export function verdictOf(results: readonly CheckResult[]): Verdict {
  if (results.some(({ check, outcome }) => indispensable.has(check) && outcome === 'failed')) return 'impossible'
  const isStopped = results.some((result) => result.outcome === 'skipped' && result.why === 'stopped')
  const ofWays = results.filter(({ check }) => ways.has(check))
  if (!ofWays.some(({ outcome }) => outcome === 'passed')) return isStopped ? 'unknown' : 'impossible'
  if (results.some(({ outcome }) => outcome === 'failed')) return 'limited'
  return isStopped ? 'unknown' : 'good'
}
