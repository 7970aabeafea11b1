/** What can happen to a connection, and when: decided when it is made, from the seed. */
import { between, type Random } from '../support/random.ts'

export type Fault =
  /** Both sides are told at once. */
  | { readonly fault: 'reset' }
  /** The rest of a chunk is missing, then the connection ends. */
  | { readonly fault: 'truncate' }
  /** Nothing gets through any more and nobody is told: a link that died, half-open sockets on both ends. */
  | { readonly fault: 'silence' }
  /** The same in one direction only. */
  | { readonly fault: 'deafness'; readonly side: Side }
  /** Nothing gets through for a while, then all of it. */
  | { readonly fault: 'stall'; readonly durationMs: number }
  /**
   * What the client sends is kept for so long that it has given the connection up by then, and arrives all the same:
   * order holds within a TCP connection, not between one and the next.
   */
  | { readonly fault: 'overtaking'; readonly durationMs: number }

/** Whose bytes. */
export type Side = 'client' | 'server'

export interface ConnectionPlan {
  /** Turned away before a byte got through. */
  readonly refused: boolean
  /** Each chunk is late by up to this much; order stays, as TCP keeps it. */
  readonly jitterMs: number
  readonly faults: readonly { readonly afterMs: number; readonly fault: Fault }[]
}

const refusedShare = 0.1
const slowShare = 0.3
const slowJitterMs = 150
/** A connection lives about this long before something happens to it. */
const calmMs = { min: 150, max: 2_500 } as const
const stallMs = { min: 100, max: 2_500 } as const
const overtakingMs = { min: 1_500, max: 8_000 } as const

export function planConnection(random: Random): ConnectionPlan {
  const refused = random() < refusedShare
  const jitterMs = random() < slowShare ? between(random, 1, slowJitterMs) : 0
  const faults = []
  let afterMs = 0
  for (;;) {
    afterMs += between(random, calmMs.min, calmMs.max)
    const fault = pickFault(random)
    faults.push({ afterMs, fault })
    // A stall ends; the others are the last that happens to a connection.
    if (fault.fault !== 'stall') return { refused, jitterMs, faults }
  }
}

function pickFault(random: Random): Fault {
  const dice = random()
  if (dice < 0.3) return { fault: 'reset' }
  if (dice < 0.45) return { fault: 'truncate' }
  if (dice < 0.6) return { fault: 'silence' }
  if (dice < 0.7) return { fault: 'deafness', side: random() < 0.5 ? 'client' : 'server' }
  if (dice < 0.8) return { fault: 'overtaking', durationMs: between(random, overtakingMs.min, overtakingMs.max) }
  return { fault: 'stall', durationMs: between(random, stallMs.min, stallMs.max) }
}
