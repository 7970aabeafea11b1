import * as z from 'zod'

const keepDaysMax = 3_650

export const webhookConfigSchema = z.object({
  allowPrivateNetworks: z
    .boolean()
    .default(false)
    .describe('Send webhooks to addresses of this machine and of private networks as well.'),
  keepDays: z
    .number()
    .int()
    .min(1)
    .max(keepDaysMax)
    .default(30)
    .describe('How long deliveries that are settled can be looked at and replayed.'),
})
