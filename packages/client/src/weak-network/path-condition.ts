/** What is wrong with one direction of the network, as a pure state machine on samples of a second each. */
import { baseRttOf, type RoundTrips, remember } from '@mrtc/protocol'
import type { PathSample } from './network-sample.ts'

export type PathDiagnosis = 'clean' | 'randomLoss' | 'congestion' | 'jitter'

export interface PathCondition {
  readonly diagnosis: PathDiagnosis
  /** Over the last seconds, 0 to 1. */
  readonly lossShare: number
  /** The last samples since loss set in, without the first ones, of which a part was well. */
  readonly lossySamples: readonly PathSample[]
  /** The path without a queue. */
  readonly baseRttMs: number
  /** By how much round trips take longer now: a queue that fills. */
  readonly queueMs: number
  /** By how much the longest of the last few did. */
  readonly peakQueueMs: number
  readonly jitterMs: number
  /** How many samples in a row asked for something better than the diagnosis. */
  readonly calmSamples: number
  readonly window: readonly PathSample[]
  readonly roundTrips: RoundTrips
  /** The longest of each of the last few samples. */
  readonly longestRtts: readonly number[]
  /** How many samples in a row had loss of which no round trip has told yet whether it is a queue's. */
  readonly untoldSamples: number
}

/** Loss is counted over so many samples: at 50 packets a second its standard error at 40 % is 4 %. */
const lossWindow = 3
/** Fewer packets say nothing of loss. */
const packetsMin = 30
/** The median of so many: one late answer is no queue. */
const queueWindow = 3
const peakWindow = 5
const longestWindow = 3
/** Above measurement noise on a busy machine, below the queues of routers that are filling. */
const congestedQueueMs = 80
/** What was taken for random loss is a queue's after all: long enough to drop packets, and no noise. */
const overflowingQueueMs = 150
/** And below this the queue has drained. */
const drainedQueueMs = 40
/** Loss is not taken for random before a round trip was measured in it, but for so many samples. */
const untoldSamplesMax = 4
/** Retransmissions are asked for in batches: over fewer samples their share jumps about. */
const lossySamplesMax = 6
const lossyShare = 0.02
const healedShare = 0.008
const jitteryMs = 40
/** A diagnosis is kept until this many samples were better: networks that were bad are bad again soon. */
const calmSamplesMin = 8

export const unknownCondition: PathCondition = {
  diagnosis: 'clean',
  lossShare: 0,
  lossySamples: [],
  baseRttMs: 0,
  queueMs: 0,
  peakQueueMs: 0,
  jitterMs: 0,
  calmSamples: 0,
  window: [],
  roundTrips: [],
  longestRtts: [],
  untoldSamples: 0,
}

/** Worst first: congestion forbids what helps against loss. */
const severity: Readonly<Record<PathDiagnosis, number>> = { clean: 0, jitter: 1, randomLoss: 2, congestion: 3 }

export function observe(before: PathCondition, sample: PathSample): PathCondition {
  const window = [...before.window, sample].slice(-lossWindow)
  const roundTrips = nextRoundTrips(before.roundTrips, sample)
  const rtts = roundTrips.map(({ rttMs }) => rttMs)
  const packets = sum(window.map((one) => one.packets))
  const lossShare = packets < packetsMin ? before.lossShare : lossOf(window)
  const baseRttMs = baseRttOf(roundTrips)
  const isLongerPath = baseRttMs > before.baseRttMs && before.roundTrips.length > 0
  const queueMs = Math.max(0, median(rtts.slice(-queueWindow)) - baseRttMs)
  const longestRtts = [...before.longestRtts, sample.longestRttMs ?? sample.rttMs ?? 0].slice(-longestWindow)
  const jitterMs = median(window.map((one) => one.jitterMs))
  const peakQueueMs = Math.max(baseRttMs, ...rtts.slice(-peakWindow)) - baseRttMs
  const isKnown = before.diagnosis === 'randomLoss' || before.diagnosis === 'congestion'
  const isNewLoss = lossShare >= lossyShare && !isKnown
  // What was measured in the first lossy second may have been measured before it.
  const isTold = before.untoldSamples > 0 && sample.rttMs !== undefined
  const untoldSamples = isNewLoss && !isTold ? before.untoldSamples + 1 : 0
  const measured = {
    ...{ lossShare, baseRttMs, queueMs, peakQueueMs, jitterMs },
    ...{ window, roundTrips, longestRtts, untoldSamples },
  }
  const seen = diagnose(before, measured)
  const calmSamples = severity[seen] < severity[before.diagnosis] ? before.calmSamples + 1 : 0
  // What was taken for a queue never was one.
  const wasWrong = before.diagnosis === 'congestion' && isLongerPath
  const keeps = calmSamples > 0 && calmSamples < calmSamplesMin && !wasWrong
  const diagnosis = keeps ? before.diagnosis : seen
  const goesOn = before.diagnosis === 'randomLoss' && diagnosis === 'randomLoss'
  const lossySamples = goesOn ? [...before.lossySamples, sample].slice(-lossySamplesMax) : []
  return {
    ...measured,
    diagnosis,
    lossySamples,
    calmSamples: keeps ? calmSamples : 0,
    untoldSamples: diagnosis === 'randomLoss' ? 0 : untoldSamples,
  }
}

function nextRoundTrips(before: RoundTrips, { rttMs, packets, lostPackets }: PathSample): RoundTrips {
  return rttMs === undefined ? before : remember(before, { rttMs, lossShare: lostPackets / Math.max(1, packets) })
}

type Measured = Omit<PathCondition, 'diagnosis' | 'lossySamples' | 'calmSamples'>

function diagnose({ diagnosis: before, lossySamples }: PathCondition, measured: Measured): PathDiagnosis {
  const { lossShare, queueMs, jitterMs, untoldSamples } = measured
  if (queueMs >= (before === 'congestion' ? drainedQueueMs : congestedQueueMs)) return 'congestion'
  if (lossShare >= (before === 'randomLoss' ? healedShare : lossyShare)) {
    // One late answer alone is no queue; with loss that has just begun it is one that overflows.
    const isYoung = before !== 'randomLoss' || lossySamples.length < lossySamplesMax
    if (isYoung && overflows(before, measured)) return 'congestion'
    return untoldSamples > 0 && untoldSamples < untoldSamplesMax ? before : 'randomLoss'
  }
  return jitterMs >= jitteryMs ? 'jitter' : 'clean'
}

function overflows(before: PathDiagnosis, { baseRttMs, peakQueueMs, longestRtts }: Measured): boolean {
  if (Math.max(...longestRtts) - baseRttMs >= overflowingQueueMs) return true
  return before !== 'randomLoss' && peakQueueMs >= congestedQueueMs
}

export function lossOf(samples: readonly PathSample[]): number {
  return sum(samples.map(({ lostPackets }) => lostPackets)) / Math.max(1, sum(samples.map(({ packets }) => packets)))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
