import * as z from 'zod'

const share = z.number().min(0).max(1)
const ms = z.number().min(0).max(60_000)

/**
 * Losses that come in bursts (Gilbert 1960, Elliott 1963): a chain of a good and a bad state that moves once a packet.
 * Either the chain itself, or what it should give: a share lost, and the mean number of packets lost in a row.
 */
export const burstLossSchema = z.union([
  z.strictObject({ lossShare: share.lt(1), meanBurst: z.number().min(1) }),
  z.strictObject({
    goodToBad: share,
    badToGood: share,
    /** Loss within the good state; 0 by default. */
    lossInGood: share.default(0),
    /** Loss within the bad state; 1 by default. */
    lossInBad: share.default(1),
  }),
])
export type BurstLoss = z.input<typeof burstLossSchema>

/** One direction of a link. `{}` is a perfect wire. Times in milliseconds, shares from 0 to 1. */
export const linkProfileSchema = z.strictObject({
  /** The bottleneck, counted on IP bytes and `overheadBytes` a packet. */
  rateKbps: z.number().positive().optional(),
  overheadBytes: z.number().int().min(0).max(200).optional(),
  /** Depth of the drop-tail queue before the bottleneck, as the delay it can add; 200 by default. */
  queueMs: ms.optional(),
  /** One-way propagation. */
  delayMs: ms.optional(),
  /** Standard deviation of a normal distribution, half the width of a uniform one, scale of a Pareto one. */
  jitterMs: ms.optional(),
  jitterShape: z.enum(['normal', 'uniform', 'pareto']).optional(),
  /** Whether jitter may let packets overtake each other; a real queue does not, so false by default. */
  jitterReorders: z.boolean().optional(),
  /** Independent loss. */
  lossShare: share.optional(),
  /** Replaces independent loss. */
  burstLoss: burstLossSchema.optional(),
  /** A share of packets is held back by `byMs` while others pass. */
  reorder: z.strictObject({ share, byMs: ms }).optional(),
  /** A share of packets arrives twice. */
  duplicateShare: share.optional(),
  /** Nothing passes, and nobody is told: a radio hole. */
  blackhole: z.boolean().optional(),
  /** UDP is dropped as some firewalls do; TCP and ICMP pass. */
  blockUdp: z.boolean().optional(),
})
export type LinkProfile = z.input<typeof linkProfileSchema>

/** Both directions, seen from the host: `up` leaves it, `down` comes to it. */
export interface LinkProfiles {
  readonly up: LinkProfile
  readonly down: LinkProfile
}

/** @throws Error naming the field */
export function checkProfile(profile: LinkProfile): LinkProfile {
  const result = linkProfileSchema.safeParse(profile)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Error(`link profile: ${issue?.path.join('.') || 'value'}: ${issue?.message ?? 'not valid'}`)
}
