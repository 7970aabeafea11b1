/**
 * The length of a path is the shortest round trip of the last two minutes. A path can become longer from one second to
 * the next: another network, another route. Then round trips stay at their new length, and no more is lost than before.
 * A queue that fills grows, swings with what congestion control does about it, or overflows. So a rise that was sudden
 * and has stayed flat is a longer path, and what was measured before it is forgotten.
 */

/** Of one second. */
export interface RoundTrip {
  readonly rttMs: number
  /** Of the packets of that second, 0 to 1. */
  readonly lossShare: number
}

/** The last ones, latest last. */
export type RoundTrips = readonly RoundTrip[]

/** Two minutes, when one is measured each second. */
const rememberedMax = 120
/** Smaller differences are noise, and do no harm. */
const riseMinMs = 30
/** A path is another within so many. What is in between may be anything: packets wait while a network changes. */
const changingMax = 3
/** A rise that has stayed flat for so many is a longer path... */
const flatMin = 6
/** ... and for so many where there is some doubt: the rise is long, or packets get lost as they did before. */
const doubtfulMin = 10
/** The queues of most routers are longer than what another path adds. */
const undoubtedRiseMs = 200
/** Flat: all but one within this above the shortest, and the later ones as long as the first. */
const spreadMaxMs = 20
const spreadOfRise = 0.1
const growthMaxMs = 8
/** What gets lost on any network now and then. */
const noLossShare = 0.01
/** Counted over some seconds, the same loss differs by so much. */
const lossNoise = 0.05

/** @returns what to remember instead of `before` */
export function remember(before: RoundTrips, latest: RoundTrip): RoundTrips {
  const all = [...before, latest].slice(-rememberedMax)
  return longerPathIn(all) ?? all
}

/** The length of the path; 0 while nothing was measured. */
export function baseRttOf(roundTrips: RoundTrips): number {
  return roundTrips.length === 0 ? 0 : Math.min(...roundTrips.map(({ rttMs }) => rttMs))
}

/** What was measured since the path has become longer, if it has. */
function longerPathIn(all: RoundTrips): RoundTrips | undefined {
  const baseMs = baseRttOf(all)
  const riseMs = baseRttOf(all.slice(-flatMin)) - baseMs
  if (riseMs < riseMinMs) return undefined
  const rose = all.findLastIndex(({ rttMs }) => rttMs <= baseMs + riseMs / 2) + 1
  const before = all.slice(Math.max(0, rose - doubtfulMin), rose)
  const risen = all.slice(rose)
  const isUndoubted = riseMs <= undoubtedRiseMs && lossOf(risen.slice(-flatMin)) <= noLossShare
  const flat = risen.slice(isUndoubted ? -flatMin : -doubtfulMin)
  const isLongEnough = flat.length === (isUndoubted ? flatMin : doubtfulMin)
  const losesAsBefore = lossOf(flat) <= Math.max(noLossShare, lossOf(before) + lossNoise)
  return isLongEnough && losesAsBefore && isFlat(flat, riseMs) && wasSudden(before, risen) ? flat : undefined
}

function isFlat(flat: RoundTrips, riseMs: number): boolean {
  const rtts = flat.map(({ rttMs }) => rttMs).toSorted((a, b) => a - b)
  const [shortest = 0, longestButOne = 0] = [rtts[0], rtts.at(-2)]
  const half = flat.length >> 1
  const isEven = areAlike(flat.slice(0, half), flat.slice(-half))
  return isEven && longestButOne - shortest <= spreadMaxMs + riseMs * spreadOfRise
}

/** From the old length to the new one: round trips did not grow before the change, nor after it. */
function wasSudden(before: RoundTrips, risen: RoundTrips): boolean {
  const riseMs = baseRttOf(risen.slice(-flatMin)) - baseRttOf(before)
  const old = before
    .slice(-flatMin)
    .map(({ rttMs }) => rttMs)
    .toSorted((a, b) => a - b)
  const grewBeforeMs = (old[old.length >> 1] ?? 0) - baseRttOf(before)
  return (
    grewBeforeMs <= riseMs / 4 && areAlike(risen.slice(0, changingMax + flatMin).slice(-flatMin), risen.slice(-flatMin))
  )
}

function areAlike(earlier: RoundTrips, later: RoundTrips): boolean {
  return Math.abs(baseRttOf(later) - baseRttOf(earlier)) <= growthMaxMs
}

function lossOf(roundTrips: RoundTrips): number {
  return roundTrips.reduce((total, { lossShare }) => total + lossShare, 0) / Math.max(1, roundTrips.length)
}
