import * as z from 'zod'
import { metricNames } from '../result/metrics.ts'
import { clientNameSchema } from './client.ts'

/** What must hold of a trial. Expectations are wide: they catch what is broken, not what is a little worse. */
export const expectationSchema = z.strictObject({
  metric: z.enum(metricNames),
  /** Of whom: the one measured, or for a subscription the one who watches. Everyone if left out. */
  client: clientNameSchema.optional(),
  /** For a subscription: who is watched. Everyone if left out. */
  of: clientNameSchema.optional(),
  comparison: z.enum(['atMost', 'atLeast']),
  /** In the metric's unit. */
  value: z.number(),
})
export type Expectation = z.infer<typeof expectationSchema>
