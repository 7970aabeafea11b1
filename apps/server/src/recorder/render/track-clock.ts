/**
 * When frames were sent, on the server's clock. A timestamp is exact but says nothing of when; an arrival is when, plus
 * what the network took that time. The quickest packets of some seconds are the measure: what is left is the shortest
 * way through the network, which is the same for all tracks of a publisher. It is found anew all along, as the sender's
 * clock is a little faster or slower than ours.
 */

/** Of the sender's clock, in milliseconds of it. */
export interface ClockSample {
  readonly sentMs: number
  readonly arrivedAtMs: number
}

/** Long enough for quick packets to be among them. */
const stretchMs = 10_000

export class TrackClock {
  /** The least of arrived minus sent, by stretch of arrival. */
  readonly #offsets = new Map<number, number>()

  /** The quickest of several clocks. */
  static of(clocks: readonly TrackClock[]): TrackClock {
    const all = new TrackClock()
    for (const clock of clocks) for (const [stretch, offset] of clock.#offsets) all.#note(stretch, offset)
    return all
  }

  get leastOffsetMs(): number {
    return Math.min(...this.#offsets.values())
  }

  add({ sentMs, arrivedAtMs }: ClockSample): void {
    this.#note(Math.floor(arrivedAtMs / stretchMs), arrivedAtMs - sentMs)
  }

  /** When this was sent, on the server's clock. @throws RangeError when nothing was added */
  at(sentMs: number): number {
    let at = sentMs + this.#nearest(undefined)
    // Which stretch it is in depends on the offset, and that on the stretch; offsets differ by little.
    for (let round = 0; round < 2; round++) at = sentMs + this.#between(at)
    return at
  }

  #note(stretch: number, offset: number): void {
    this.#offsets.set(stretch, Math.min(offset, this.#offsets.get(stretch) ?? offset))
  }

  /** Between the middles of stretches offsets go over into each other. */
  #between(atMs: number): number {
    const position = atMs / stretchMs - 0.5
    const before = Math.floor(position)
    const share = position - before
    return this.#smooth(before) * (1 - share) + this.#smooth(before + 1) * share
  }

  /** The quickest of a stretch and those around it: one may have had none that was quick. */
  #smooth(stretch: number): number {
    const around = [stretch - 1, stretch, stretch + 1].flatMap((each) => this.#offsets.get(each) ?? [])
    return around.length > 0 ? Math.min(...around) : this.#nearest(stretch)
  }

  #nearest(stretch: number | undefined): number {
    let best: { readonly distance: number; readonly offset: number } | undefined
    for (const [each, offset] of this.#offsets) {
      const distance = Math.abs(each - (stretch ?? each))
      if (best === undefined || distance < best.distance) best = { distance, offset }
    }
    if (best === undefined) throw new RangeError('a clock without a sample')
    return best.offset
  }
}

export interface ReportedTime {
  readonly ntpMs: number
  readonly timestamp: number
}

/** What timestamps of a track mean on its sender's clock: by its reports, or from any beginning where there are none. */
export function senderTime(clockRate: number, reports: readonly ReportedTime[]): (timestamp: number) => number {
  const perMs = clockRate / 1_000
  if (reports.length === 0) return (timestamp) => timestamp / perMs
  return (timestamp) => {
    let nearest = reports[0] as ReportedTime
    for (const report of reports) {
      if (Math.abs(report.timestamp - timestamp) < Math.abs(nearest.timestamp - timestamp)) nearest = report
    }
    return nearest.ntpMs + (timestamp - nearest.timestamp) / perMs
  }
}
