/** What the server hears of losses: per subscription, in steps, when they change. */

/** Below the first step nothing is said. */
const steps = [0.01, 0.03, 0.07, 0.15, 0.3, 0.5] as const
/** Counted over so many seconds. */
const windowSamples = 3
const packetsMin = 30
/** A better second is no better network: less is said only after so many of them in a row. */
const calmSamplesMin = 8

interface Watched {
  readonly window: readonly { readonly packets: number; readonly lostPackets: number }[]
  readonly saidShare: number
  readonly calmSamples: number
}

export interface LossCount {
  readonly subscriptionId: string
  readonly packets: number
  readonly lostPackets: number
}

export interface LossReport {
  readonly subscriptionId: string
  readonly lossShare: number
}

/** By subscription id. */
export type LossLedger = ReadonlyMap<string, Watched>

interface Second {
  /** Of every subscription there is; others are forgotten. */
  readonly counts: readonly LossCount[]
  /** Our network is full: what the publisher would do against loss would be more of what is too much. */
  readonly congested: boolean
}

/** @returns what is to be told now */
export function account(
  before: LossLedger,
  { counts, congested }: Second,
): { ledger: LossLedger; reports: readonly LossReport[] } {
  const ledger = new Map<string, Watched>()
  const reports: LossReport[] = []
  for (const { subscriptionId, ...count } of counts) {
    const last = before.get(subscriptionId) ?? { window: [], saidShare: 0, calmSamples: 0 }
    const next = countIn(last, { count, congested })
    ledger.set(subscriptionId, next)
    if (next.saidShare !== last.saidShare) reports.push({ subscriptionId, lossShare: next.saidShare })
  }
  return { ledger, reports }
}

function countIn(
  last: Watched,
  { count, congested }: { readonly count: Watched['window'][number]; readonly congested: boolean },
): Watched {
  const window = [...last.window, count].slice(-windowSamples)
  const packets = window.reduce((total, one) => total + one.packets, 0)
  if (packets < packetsMin) return { ...last, window }
  const lossShare = window.reduce((total, one) => total + one.lostPackets, 0) / packets
  const share = steps.findLast((step) => lossShare >= step) ?? 0
  if (congested) return { window, saidShare: Math.min(share, steps[0]), calmSamples: 0 }
  const calmSamples = share < last.saidShare ? last.calmSamples + 1 : 0
  if (calmSamples > 0 && calmSamples < calmSamplesMin) return { ...last, window, calmSamples }
  return { window, saidShare: share, calmSamples: 0 }
}
