/** What a trial wrote down, before anything is computed from it. Times are milliseconds since the epoch by our clock. */
import type { PortCounters } from '@mrtc/netlab'
import type { Drain, RawStats } from '../page/index.ts'
import type { TrialEvent } from '../result/index.ts'
import type { Scenario } from '../scenario/index.ts'

export interface ClientRecording {
  readonly name: string
  readonly kind: 'chromium' | 'bot'
  /** Its clock less ours, and how far off that may be. */
  readonly clock: { readonly offsetMs: number; readonly errorMs: number }
  /** In order; times are still by its own clock. */
  readonly drains: readonly Drain[]
  readonly log: readonly string[]
}

/** What was read about every second from outside the clients. Counters run from the beginning. */
export interface SystemSample {
  readonly atMs: number
  /** By client, summed over its interfaces. */
  readonly links: Readonly<Record<string, LinkSample>>
  /** Of CPU time, milliseconds since the previous sample: by client, and `server`, `worker`, `emulator`. */
  readonly cpuMs: Readonly<Record<string, number>>
  /** Metrics of the server, by name and labels. */
  readonly server: RawStats
}

export interface LinkSample extends PortCounters {
  /** Mean rate of the bottleneck since the previous sample; null where there was none. */
  readonly capacityKbps: { readonly up: number | null; readonly down: number | null }
}

export interface Recording {
  readonly scenario: Scenario
  readonly seed: number
  /** The measured time. */
  readonly startMs: number
  readonly endMs: number
  readonly events: readonly TrialEvent[]
  readonly clients: readonly ClientRecording[]
  readonly samples: readonly SystemSample[]
  /** Paths of the camera files, by client. */
  readonly cameras: Readonly<Record<string, string>>
}
