import { type StatEntry, type StatSnapshot, type StreamStatistics, streamStatistics } from './stream-statistics.ts'

/** A publication or a subscription. */
export interface ReportedStream {
  /** One report a track. */
  getStats(): Promise<readonly RTCStatsReport[]>
}

/** A watch that was begun. */
export interface StatisticsWatch {
  /** The last ones told. */
  readonly latest: StreamStatistics | undefined
  /** Idempotent. */
  close(): void
}

const everyMs = 1_000

/** Tells the statistics of a stream each second, until it is closed. The first come after two seconds. */
export function watchStatistics(
  stream: ReportedStream,
  onStatistics: (statistics: StreamStatistics) => void,
): StatisticsWatch {
  let before: StatSnapshot | undefined
  let latest: StreamStatistics | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false

  async function sample(): Promise<void> {
    // A stream that is being closed or built anew has no statistics just now.
    const reports = await stream.getStats().catch(() => [])
    if (isClosed) return
    schedule()
    if (reports.length === 0) return
    const after = snapshotOf(reports)
    const statistics = before && streamStatistics(before, after)
    before = after
    if (statistics === undefined) return
    latest = statistics
    onStatistics(statistics)
  }

  function schedule(): void {
    timer = setTimeout(() => void sample(), everyMs)
  }

  schedule()
  return {
    get latest() {
      return latest
    },
    close: () => {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

function snapshotOf(reports: readonly RTCStatsReport[]): StatSnapshot {
  // The DOM's type of a report leaves its entries open.
  const entries = reports.flatMap((report) => [...report.values()] as StatEntry[])
  return { atMs: Date.now(), entries: new Map(entries.map((entry) => [entry.id, entry])) }
}
