import type { QualitySample } from './call-changes.ts'
import { compact, gradeOf, type MeasuredQuality, merged, worseOf } from './quality.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** How much time one sample stands for, the older the call the more: a day of one participant is 2,000 samples at most. */
const steps = [
  { untilMs: hourMs, sampleMs: 0 },
  { untilMs: 4 * hourMs, sampleMs: 30_000 },
  { untilMs: Number.POSITIVE_INFINITY, sampleMs: minuteMs },
] as const

/** Puts reports of one participant together to samples. */
export class SampleMerger {
  readonly #roomId: string
  readonly #uid: string
  readonly #startedAt: number
  #pending: QualitySample | undefined

  /** @param startedAt of the call, in milliseconds since 1970 */
  constructor({
    roomId,
    uid,
    startedAt,
  }: { readonly roomId: string; readonly uid: string; readonly startedAt: number }) {
    this.#roomId = roomId
    this.#uid = uid
    this.#startedAt = startedAt
  }

  /** @returns a sample when one is complete */
  add(at: number, report: MeasuredQuality): QualitySample | undefined {
    const measured = compact(report)
    const grade = gradeOf(report)
    const before = this.#pending
    const sample = before
      ? { ...before, grade: worseOf(before.grade, grade), measured: compact(merged(before.measured, measured)) }
      : { roomId: this.#roomId, uid: this.#uid, at: at - report.periodMs, grade, measured }
    const { sampleMs } = steps.find(({ untilMs }) => at - this.#startedAt < untilMs) ?? steps[0]
    this.#pending = at - sample.at < sampleMs ? sample : undefined
    return this.#pending ? undefined : sample
  }

  /** What is not complete yet. */
  rest(): QualitySample | undefined {
    const rest = this.#pending
    this.#pending = undefined
    return rest
  }
}
