/** One direction of our network, from the figures of its feeds. Pure. */
import type { Figures, FlowDirection, Measurement } from '@mrtc/react'
import { type Quality, worstOf } from '@mrtc/react'

/** How the feeds of one direction do together: bitrates add up, of everything else the worst counts. */
export interface DirectionSummary {
  readonly figures: Figures
  readonly quality?: Quality
}

type Combining = (values: readonly number[]) => number

const total: Combining = (values) => values.reduce((sum, value) => sum + value, 0)
const highest: Combining = (values) => Math.max(...values)
const lowest: Combining = (values) => Math.min(...values)

const combined: Readonly<Record<keyof Figures, Combining>> = {
  bitrateBps: total,
  loss: highest,
  unrepaired: highest,
  concealed: highest,
  rttMs: highest,
  fps: lowest,
  width: highest,
  height: highest,
  jitterMs: highest,
  frozen: highest,
  encodeMs: highest,
  pacerMs: highest,
  pictureBufferMs: highest,
  soundBufferMs: highest,
  decodeMs: highest,
}

/** @returns undefined while nothing flows in this direction */
export const summaryOf = (
  measurements: Iterable<Measurement>,
  direction: FlowDirection,
): DirectionSummary | undefined => {
  const feeds = [...measurements].filter((measurement) => measurement.direction === direction)
  if (feeds.length === 0) return undefined
  const figures: { -readonly [K in keyof Figures]: Figures[K] } = {}
  for (const [key, combine] of Object.entries(combined) as [keyof Figures, Combining][]) {
    const values = feeds.flatMap((feed) => feed.figures[key] ?? [])
    if (values.length > 0) figures[key] = combine(values)
  }
  const quality = worstOf(feeds.map((feed) => feed.quality))
  return { figures, ...(quality === undefined ? {} : { quality }) }
}
