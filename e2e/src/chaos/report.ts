import { isFlawless, reliabilityPercent } from './ledger.ts'
import type { ChaosResult } from './run.ts'

/** The product's promise about its signalling. */
export const promisedPercent = 99.95

export function keepsThePromise({ tally }: ChaosResult): boolean {
  return isFlawless(tally) && reliabilityPercent(tally) >= promisedPercent
}

export function renderChaos(result: ChaosResult): string {
  const { tally, faults, serverPauses, clientPauses, durationMs } = result
  const failures = Object.entries(tally.failures).map(([code, count]) => `${count} ${code}`)
  const seconds = durationMs / 1_000
  return [
    `requests    ${tally.operations} in ${seconds.toFixed(1)} s (${Math.round(tally.operations / seconds)} a second)`,
    `answered    ${tally.answered} once, as they should be (${tally.refusedRightly} of them refused with the right error)`,
    `failed      ${failures.join(', ') || 0}`,
    `messages    ${tally.deliveriesDue} texts and commands to deliver, ${tally.delivered} delivered`,
    `lost ${tally.lost}, doubled ${tally.doubled}, out of order ${tally.outOfOrder}, wrong answers ${tally.wrong}`,
    `network     ${faults.connection} connections: ${faults.refusal} refused, ${faults.reset} reset, ${faults.truncate} cut in a frame, ` +
      `${faults.silence} dead without a word, ${faults.deafness} in one direction, ${faults.stall} stalls, ${faults.overtaking} overtaken by later ones; ` +
      `${serverPauses} pauses of the server, ${clientPauses} of the clients`,
    `reliability ${reliabilityPercent(tally).toFixed(3)} % (promised: ${promisedPercent} %) ${keepsThePromise(result) ? 'kept' : 'MISSED'}`,
  ].join('\n')
}
