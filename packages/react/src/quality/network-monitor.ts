import { type ReadableStore, Store } from '@mrtc/web-sdk/core'
import { type Quality, qualityOf } from './quality.ts'
import { type Figures, type FlowDirection, figuresBetween, readSample, type Sample } from './stats.ts'

/** One feed that is measured. */
export interface MeasuredFlow {
  readonly feedId: string
  readonly direction: FlowDirection
  /** It is a camera that is on: new pictures all the time. */
  readonly expectsMotion: boolean
  getStats(): Promise<RTCStatsReport[]>
}

/** How one feed fares. */
export interface Measurement {
  readonly direction: FlowDirection
  readonly figures: Figures
  readonly quality?: Quality
}

/** Often enough to notice trouble, seldom enough to cost nothing with 25 feeds. */
const intervalMs = 2_000

/** Measures every feed of a call from time to time. */
export class NetworkMonitor {
  readonly #flows: () => readonly MeasuredFlow[]
  readonly #measurements = new Store<ReadonlyMap<string, Measurement>>(new Map())
  readonly #samples = new Map<string, Sample>()
  #timer: ReturnType<typeof setTimeout> | undefined
  #isClosed = false

  constructor(flows: () => readonly MeasuredFlow[]) {
    this.#flows = flows
    this.#schedule()
  }

  /** By feed id. */
  get measurements(): ReadableStore<ReadonlyMap<string, Measurement>> {
    return this.#measurements
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#round(), intervalMs)
  }

  async #round(): Promise<void> {
    const flows = this.#flows()
    const measured = await Promise.all(flows.map((flow) => this.#measure(flow)))
    const next = new Map<string, Measurement>()
    for (const [index, flow] of flows.entries()) {
      const measurement = measured[index]
      if (measurement !== undefined) next.set(flow.feedId, measurement)
    }
    for (const feedId of this.#samples.keys()) if (!next.has(feedId)) this.#samples.delete(feedId)
    // Left meanwhile: what was asked before says nothing any more.
    if (this.#isClosed) return
    this.#measurements.set(next)
    this.#schedule()
  }

  async #measure(flow: MeasuredFlow): Promise<Measurement | undefined> {
    try {
      const reports = await flow.getStats()
      const sample = readSample(
        reports.flatMap((report) => [...report.values()]),
        flow.direction,
        performance.now(),
      )
      if (sample === undefined) return undefined
      const figures = figuresBetween(this.#samples.get(flow.feedId), sample, flow)
      this.#samples.set(flow.feedId, sample)
      const quality = qualityOf(figures)
      return { direction: flow.direction, figures, ...(quality === undefined ? {} : { quality }) }
    } catch {
      // The feed ended while we asked; it is not in the next round.
      return undefined
    }
  }
}
