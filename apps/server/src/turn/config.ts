import * as z from 'zod'

/** `turn:host:port?transport=udp` (RFC 7065). */
const turnUrl = /^turns?:[^\s?/]+(\?transport=(udp|tcp))?$/
const secretLengthMin = 16

export const turnConfigSchema = z
  .object({
    urls: z
      .array(z.string().regex(turnUrl, 'must be like turn:host:3478?transport=udp'))
      .default([])
      .describe('TURN servers that clients are told of. None are needed where UDP or TCP reaches the media ports.'),
    secret: z
      .string()
      .min(secretLengthMin)
      .optional()
      .describe("Shared with the TURN servers (coturn: static-auth-secret); makes each client's credentials.")
      .meta({ secret: true }),
    ttlMs: z
      .number()
      .int()
      .min(60_000)
      .max(7 * 24 * 60 * 60 * 1_000)
      .default(12 * 60 * 60 * 1_000)
      .describe('How long the credentials hold. A call that lasts longer keeps its relay.'),
  })
  .superRefine(({ urls, secret }, context) => {
    if (urls.length === 0 || secret !== undefined) return
    context.addIssue({ code: 'custom', path: ['secret'], message: 'must be set: turn.urls names servers' })
  })
export type TurnConfig = z.infer<typeof turnConfigSchema>
