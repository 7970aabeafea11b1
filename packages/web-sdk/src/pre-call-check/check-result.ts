import type { MrtcError } from '@mrtc/protocol/errors'
import type { MediaPath } from './media-path.ts'

/**
 * In the order in which they are made. `udp` and `tcp` are the ways of media to the server, `turn` is made once for each
 * address of a TURN server, `uplink` and `downlink` measure over the first way that is open.
 */
export const checkNames = [
  'browser',
  'microphone',
  'camera',
  'socket',
  'signature',
  'udp',
  'tcp',
  'turn',
  'uplink',
  'downlink',
] as const
/** One of {@link checkNames}. */
export type CheckName = (typeof checkNames)[number]

/**
 * - `dependsOnFailed`: one that it builds on failed
 * - `nothingToCheck`: no TURN server is named
 * - `stopped`: the caller's signal, or the time for all of them was over
 */
export type SkipReason = 'dependsOnFailed' | 'nothingToCheck' | 'stopped'

/** What a check found. */
export interface Finding {
  /** For people, in English. */
  readonly detail: string
  /** Of `microphone` and `camera`: how the browser names it. */
  readonly device?: string
  /** Of `udp` and `tcp`. */
  readonly path?: MediaPath
  /** Of `uplink` and `downlink`: what gets through, in bits a second; the latter at most what was sent. */
  readonly bitrateBps?: number
}

/** What came of one check. */
export type CheckResult = {
  readonly check: CheckName
  readonly durationMs: number
  /** Of `turn`: which address. */
  readonly url?: string
} & (
  | ({ readonly outcome: 'passed' } & Finding)
  | {
      readonly outcome: 'failed'
      /** Its code is for programs, its message says what to do. */
      readonly error: MrtcError
      /** The guide's number (6.3.4), where it has one. */
      readonly guideCode?: number
    }
  | { readonly outcome: 'skipped'; readonly why: SkipReason }
)
