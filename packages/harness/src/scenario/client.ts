import { linkProfileSchema } from '@mrtc/netlab'
import * as z from 'zod'

/** Names of clients name hosts of the lab as well. */
export const clientNameSchema = z.string().regex(/^[a-z0-9_]{1,16}$/)

const linkProfilesSchema = z.strictObject({ up: linkProfileSchema, down: linkProfileSchema })

export const publishSchema = z.strictObject({
  audio: z.boolean().default(true),
  video: z
    .strictObject({
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      fps: z.number().positive(),
      maxKbps: z.number().positive(),
      codec: z.enum(['VP8', 'VP9', 'H264', 'AV1']).default('VP8'),
      simulcast: z.boolean().default(false),
    })
    .nullable(),
})
export type PublishPlan = z.infer<typeof publishSchema>

export const clientPlanSchema = z.strictObject({
  name: clientNameSchema,
  kind: z.enum(['chromium', 'bot']),
  /** Null for one who only watches. */
  publish: publishSchema.nullable(),
  /** Whether it subscribes to everyone else. */
  subscribe: z.boolean().default(true),
  /** Of its first interface, `wlan0`; a perfect wire if left out. */
  link: linkProfilesSchema.optional(),
  /** Whether a router with port translation (IPv4) stands before its first interface. */
  behindNat: z.boolean().default(false),
  /** Into the measured time, for calls that somebody enters while they run; 0: before it, with the others. */
  joinsAfterSeconds: z.number().min(0).default(0),
})
export type ClientPlan = z.infer<typeof clientPlanSchema>
