import type { BurstLoss, LinkProfile } from './profile.ts'
import type { Random } from './random.ts'

interface Chain {
  readonly goodToBad: number
  readonly badToGood: number
  readonly lossInGood: number
  readonly lossInBad: number
}

/** The chain that gives a share of losses in bursts of a mean length. */
export function chainOf(burst: BurstLoss): Chain {
  if ('meanBurst' in burst) {
    const { lossShare, meanBurst } = burst
    return {
      goodToBad: lossShare / (meanBurst * (1 - lossShare)),
      badToGood: 1 / meanBurst,
      lossInGood: 0,
      lossInBad: 1,
    }
  }
  return { ...burst, lossInGood: burst.lossInGood ?? 0, lossInBad: burst.lossInBad ?? 1 }
}

/** The share that a chain loses in the long run. */
export function meanLoss(chain: Chain): number {
  const total = chain.goodToBad + chain.badToGood
  const bad = total === 0 ? 0 : chain.goodToBad / total
  return bad * chain.lossInBad + (1 - bad) * chain.lossInGood
}

/**
 * Decides loss packet by packet. Draws once for every packet that arrives, whatever becomes of it, so that the pattern
 * depends on the packet's number only: the same seed loses the same packets.
 */
export class LossModel {
  readonly #loss: Random
  readonly #burst: Random
  #share = 0
  #chain: Chain | null = null
  #bad = false

  constructor(streams: { readonly loss: Random; readonly burst: Random }) {
    this.#loss = streams.loss
    this.#burst = streams.burst
  }

  set({ lossShare = 0, burstLoss }: LinkProfile): void {
    this.#share = lossShare
    this.#chain = burstLoss ? chainOf(burstLoss) : null
    if (!burstLoss) this.#bad = false
  }

  /** Whether the next packet is lost. */
  next(): boolean {
    const draw = this.#loss()
    const chain = this.#chain
    if (!chain) return draw < this.#share
    const move = this.#burst()
    this.#bad = this.#bad ? move >= chain.badToGood : move < chain.goodToBad
    return draw < (this.#bad ? chain.lossInBad : chain.lossInGood)
  }
}
