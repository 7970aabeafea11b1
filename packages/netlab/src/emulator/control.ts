/** What the lab tells the emulator, one JSON line each way; every command gets one answer, in order. */
import type { DirectionCounters, LinkProfile } from '../link/index.ts'

export type Command =
  /** Makes another interface; it appears in the emulator's namespace for the lab to move. */
  | { readonly command: 'add'; readonly device: string }
  | { readonly command: 'set'; readonly port: number; readonly up?: LinkProfile; readonly down?: LinkProfile }
  /** Puts a port translator on a port, or takes it away. */
  | { readonly command: 'translate'; readonly port: number; readonly on: boolean }
  | { readonly command: 'rebind'; readonly port: number }
  | { readonly command: 'counters' }
  | { readonly command: 'quit' }

export interface PortCounters {
  readonly up: DirectionCounters
  readonly down: DirectionCounters
}

export type Answer =
  | {
      readonly ok: true
      readonly port?: number
      readonly cpuPercent?: number
      readonly ports?: readonly PortCounters[]
    }
  | { readonly ok: false; readonly error: string }
