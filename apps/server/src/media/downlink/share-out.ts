/** Who gets how much of a full downlink: pure. */

export interface Claim {
  readonly consumerId: string
  /** What its publisher would send at most. */
  readonly wantedBps: number
}

export interface Share {
  readonly consumerId: string
  /** `undefined`: all that it wants. 0: nothing, so that sound and the other pictures can have it. */
  readonly limitBps: number | undefined
}

/** A picture below this is not worth its bits. */
export const pictureMinBps = 50_000

/**
 * Equal parts; what one does not want is shared among the others. When that leaves each too little to see anything, the
 * last ones get nothing.
 * @param claims the most wanted first
 */
export function shareOut(budgetBps: number, claims: readonly Claim[]): Share[] {
  const seen = Math.min(claims.length, Math.floor(Math.max(0, budgetBps) / pictureMinBps))
  const limits = fairShares(budgetBps, claims.slice(0, seen))
  return claims.map((claim, index) => {
    const limitBps = index < seen ? (limits[index] ?? 0) : 0
    return { consumerId: claim.consumerId, limitBps: limitBps >= claim.wantedBps ? undefined : limitBps }
  })
}

function fairShares(budgetBps: number, claims: readonly Claim[]): number[] {
  const shares = claims.map(() => 0)
  const modestFirst = claims.map(({ wantedBps }, index) => ({ wantedBps, index }))
  modestFirst.sort((a, b) => a.wantedBps - b.wantedBps)
  let leftBps = budgetBps
  modestFirst.forEach(({ wantedBps, index }, served) => {
    const shareBps = Math.min(wantedBps, leftBps / (claims.length - served))
    shares[index] = shareBps
    leftBps -= shareBps
  })
  return shares.map(Math.floor)
}
