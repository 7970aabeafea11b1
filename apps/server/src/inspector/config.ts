import * as z from 'zod'

const keepDaysMax = 3_650

export const inspectorConfigSchema = z.object({
  keepDays: z
    .number()
    .int()
    .min(1)
    .max(keepDaysMax)
    .default(30)
    .describe('How long calls can be inspected after they ended.'),
})
