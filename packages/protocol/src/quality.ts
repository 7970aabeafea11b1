/** What clients report of the quality of their media: for people who look into a call, nothing is decided by it. */
import * as z from 'zod'
import { limits } from './limits.ts'
import type { QualityReport } from './quality-model.ts'

const id = z.string().min(1).max(64)
const share = z.number().min(0).max(1)
const bitrateBps = z.number().int().min(0).max(limits.qualityBitrateBps)
const timeMs = z.number().min(0).max(limits.qualityTimeMs)
const side = z.number().int().min(0).max(limits.pictureSidePx)

const pathQualitySchema = z.object({
  bitrateBps,
  lossShare: share,
  rttMs: timeMs.optional(),
  jitterMs: timeMs.optional(),
})

const picture = {
  framesPerSecond: z.number().min(0).max(limits.qualityFramesPerSecond).optional(),
  widthPx: side.optional(),
  heightPx: side.optional(),
}

export const qualityReportSchema: z.ZodType<QualityReport> = z.object({
  periodMs: z.number().int().min(1).max(limits.qualityPeriodMs),
  up: pathQualitySchema.optional(),
  down: pathQualitySchema.optional(),
  feeds: z.array(z.object({ feedId: id, bitrateBps, ...picture })).max(limits.feedsPerParticipant),
  subscriptions: z
    .array(
      z.object({
        subscriptionId: id,
        bitrateBps,
        lossShare: share,
        jitterMs: timeMs.optional(),
        frozenShare: share.optional(),
        concealedShare: share.optional(),
        ...picture,
      }),
    )
    .max(limits.subscriptionsPerParticipant),
})
