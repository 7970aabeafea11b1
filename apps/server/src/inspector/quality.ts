/** What is kept of how a participant's media was, and how good that is. Pure. */
import type { FeedQuality, PathQuality } from '@mrtc/protocol'
import type { HappeningOf } from '../happenings/index.ts'

export type MeasuredQuality = HappeningOf<'quality.reported'>['report']
export type MeasuredSubscription = MeasuredQuality['subscriptions'][number]

/** From better to worse. */
export const qualityGrades = ['good', 'fair', 'poor'] as const
export type QualityGrade = (typeof qualityGrades)[number]

/** From there on people notice, and from there on they complain. Chosen by us, after ITU-T G.114 for the delay. */
const thresholds = {
  frozenShare: { fair: 0.02, poor: 0.1 },
  concealedShare: { fair: 0.03, poor: 0.1 },
  lossShare: { fair: 0.05, poor: 0.2 },
  rttMs: { fair: 300, poor: 800 },
} as const

/** Subscriptions of one report that are kept, the worst first: in a room of a hundred everybody has a hundred. */
const subscriptionsKept = 25

export function worseOf(a: QualityGrade, b: QualityGrade): QualityGrade {
  return qualityGrades.indexOf(a) > qualityGrades.indexOf(b) ? a : b
}

/** The worst of all that it tells. */
export function gradeOf({ up, down, subscriptions }: MeasuredQuality): QualityGrade {
  return [
    ...[up, down].flatMap((path) => [graded('lossShare', path?.lossShare), graded('rttMs', path?.rttMs)]),
    ...subscriptions.map(gradeOfSubscription),
  ].reduce(worseOf, 'good')
}

/** Drops the best of many subscriptions, and rounds: what nobody can see is not kept. */
export function compact(report: MeasuredQuality): MeasuredQuality {
  const { periodMs, up, down, feeds, subscriptions } = report
  const worstFirst = [...subscriptions].sort((a, b) => severityOf(b) - severityOf(a))
  return {
    periodMs,
    ...(up && { up: rounded(up) }),
    ...(down && { down: rounded(down) }),
    feeds: feeds.map(rounded),
    subscriptions: worstFirst.slice(0, subscriptionsKept).map(rounded),
  }
}

/** Both together: the mean of figures, weighted by time. */
export function merged(a: MeasuredQuality, b: MeasuredQuality): MeasuredQuality {
  const weights = [a.periodMs, b.periodMs] as const
  const up = mergedPath(a.up, b.up, weights)
  const down = mergedPath(a.down, b.down, weights)
  return {
    periodMs: a.periodMs + b.periodMs,
    ...(up && { up }),
    ...(down && { down }),
    feeds: mergedLists<FeedQuality>(a.feeds, b.feeds, { keyOf: ({ feedId }) => feedId, weights }),
    subscriptions: mergedLists<MeasuredSubscription>(a.subscriptions, b.subscriptions, {
      keyOf: ({ subscriptionId }) => subscriptionId,
      weights,
    }),
  }
}

type Weights = readonly [number, number]

function gradeOfSubscription({ frozenShare, concealedShare, lossShare }: MeasuredSubscription): QualityGrade {
  return [
    graded('frozenShare', frozenShare),
    graded('concealedShare', concealedShare),
    graded('lossShare', lossShare),
  ].reduce(worseOf, 'good')
}

function graded(of: keyof typeof thresholds, value: number | undefined): QualityGrade {
  if (value === undefined || value < thresholds[of].fair) return 'good'
  return value < thresholds[of].poor ? 'fair' : 'poor'
}

function severityOf({ frozenShare = 0, concealedShare = 0, lossShare }: MeasuredSubscription): number {
  return Math.max(frozenShare, concealedShare, lossShare)
}

/** Sizes are not averaged: the later one counts. */
const notAveraged: ReadonlySet<string> = new Set(['widthPx', 'heightPx'])

function mergedPath(a: PathQuality | undefined, b: PathQuality | undefined, weights: Weights): PathQuality | undefined {
  return a && b ? mean(a, b, weights) : (a ?? b)
}

function mergedLists<T extends object>(
  a: readonly T[],
  b: readonly T[],
  { keyOf, weights }: { readonly keyOf: (item: T) => string; readonly weights: Weights },
): T[] {
  const items = new Map(a.map((item) => [keyOf(item), item]))
  for (const item of b) {
    const before = items.get(keyOf(item))
    items.set(keyOf(item), before ? mean(before, item, weights) : item)
  }
  return [...items.values()]
}

/** Of each number that both have; whatever one alone has stays. */
function mean<T extends object>(a: T, b: T, [weightA, weightB]: Weights): T {
  const before = new Map<string, unknown>(Object.entries(a))
  const averaged = Object.entries(b).map(([name, value]: [string, unknown]) => {
    const other = before.get(name)
    if (typeof value !== 'number' || typeof other !== 'number' || notAveraged.has(name)) return [name, value]
    return [name, round(name, (other * weightA + value * weightB) / (weightA + weightB))]
  })
  return { ...a, ...Object.fromEntries(averaged) }
}

function rounded<T extends object>(item: T): T {
  const entries = Object.entries(item).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'number' ? round(name, value) : value,
  ])
  return Object.fromEntries(entries) as T
}

const sharePrecision = 10_000
const framesPrecision = 10

function round(name: string, value: number): number {
  if (name.endsWith('Share')) return Math.round(value * sharePrecision) / sharePrecision
  return name === 'framesPerSecond' ? Math.round(value * framesPrecision) / framesPrecision : Math.round(value)
}
