/** What figures mean to a person. Pure. */
import type { Figures } from './stats.ts'

/** How a call feels. */
export type Quality = 'good' | 'fair' | 'poor'

interface Border {
  readonly fair: number
  readonly poor: number
}

/**
 * From where on a call is felt to suffer. What is lost on the way is made up for up to 40 % and more, so that it makes a
 * network weak and hardly ever bad; what is not made up for is heard and seen. Round trip: ITU-T G.114 has 150 ms one way
 * as unnoticed and 400 ms as the limit; half of it is on the other hop. Frozen: one second in ten is seen, three are no
 * conversation.
 */
const borders = {
  loss: { fair: 0.05, poor: 0.5 },
  unrepaired: { fair: 0.03, poor: 0.15 },
  concealed: { fair: 0.03, poor: 0.15 },
  rttMs: { fair: 200, poor: 500 },
  frozen: { fair: 0.1, poor: 0.3 },
} as const satisfies Partial<Record<keyof Figures, Border>>

const worse = (a: Quality, b: Quality): Quality => {
  if (a === 'poor' || b === 'poor') return 'poor'
  return a === 'fair' || b === 'fair' ? 'fair' : 'good'
}

const judge = (value: number | undefined, border: Border): Quality => {
  if (value === undefined || value < border.fair) return 'good'
  return value < border.poor ? 'fair' : 'poor'
}

/** The worst of the figures decides. Undefined while nothing is known: no news is not good news. */
export const qualityOf = (figures: Figures): Quality | undefined => {
  if (figures.loss === undefined && figures.rttMs === undefined && figures.bitrateBps === undefined) return undefined
  return (Object.keys(borders) as (keyof typeof borders)[])
    .map((name) => judge(figures[name], borders[name]))
    .reduce(worse, 'good')
}

/** The worst of what is known; undefined when nothing is. */
export const worstOf = (qualities: Iterable<Quality | undefined>): Quality | undefined => {
  let worst: Quality | undefined
  for (const quality of qualities) {
    if (quality !== undefined) worst = worst === undefined ? quality : worse(worst, quality)
  }
  return worst
}

const order: readonly Quality[] = ['good', 'fair', 'poor']

/**
 * Our own connection, told from what we send and what we receive. What one of the others sends badly is theirs; what
 * seems bad from all of them is our downlink. Of a single other only their own side can tell.
 */
export const ownQualityOf = (sent: readonly Quality[], received: readonly Quality[]): Quality | undefined => {
  const bestReceived = order.find((quality) => received.includes(quality))
  const isOurs = received.length > 1 || sent.length === 0
  return worstOf([...sent, isOurs ? bestReceived : undefined])
}
