/** What support needs to see of a network, as text: figures, decisions and nothing that lets anyone into the call. Pure. */
import type { NetworkView, PathView } from '@mrtc/client'
import type { Measurement } from '@mrtc/react'
import type { HistoryPoint } from './history.ts'
import type { NetworkEvent } from './network-log.ts'

export interface SupportFacts {
  readonly madeAtMs: number
  readonly roomId: string
  readonly uid: string
  readonly userAgent: string
  readonly connection: string
  /** As the client's controller sees it. */
  readonly network: NetworkView | undefined
  /** By feed id. */
  readonly measurements: ReadonlyMap<string, Measurement>
  readonly events: readonly NetworkEvent[]
  readonly history: readonly HistoryPoint[]
}

/** Figures are means of seconds: their tenth digit says nothing. */
const significantDigits = 4
const indent = 2

const pathOf = ({ diagnosis, lossShare, baseRttMs, queueMs, jitterMs }: PathView): PathView => ({
  diagnosis,
  lossShare,
  baseRttMs,
  queueMs,
  jitterMs,
})

const shorten = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(significantDigits)) : value

/** Times are written as ISO 8601 in UTC. */
const withTimes = <T extends { readonly atMs: number }>(entries: readonly T[]) =>
  entries.map(({ atMs, ...rest }) => ({ at: new Date(atMs).toISOString(), ...rest }))

export const supportText = (facts: SupportFacts): string => {
  const { madeAtMs, network, measurements, events, history, ...rest } = facts
  const log = {
    madeAt: new Date(madeAtMs).toISOString(),
    ...rest,
    network: network && { up: pathOf(network.up), down: pathOf(network.down), plan: network.plan },
    feeds: Object.fromEntries(measurements),
    events: withTimes(events),
    history: withTimes(history),
  }
  return JSON.stringify(log, shorten, indent)
}

export const supportFileName = ({ roomId, madeAtMs }: Pick<SupportFacts, 'roomId' | 'madeAtMs'>): string =>
  `mrtc-network-${roomId}-${new Date(madeAtMs).toISOString().replaceAll(/[:.]/g, '-')}.json`
