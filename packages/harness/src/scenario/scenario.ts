import * as z from 'zod'
import { clientPlanSchema } from './client.ts'
import { expectationSchema } from './expectation.ts'
import { timelineEntrySchema } from './step.ts'

export const scenarioSchema = z
  .strictObject({
    /** As on the command line. */
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9.]+)*$/),
    title: z.string(),
    /** Where it belongs in lists and in the matrix. */
    group: z.string(),
    /** Where its parameters come from (RFC and section, a source of statistics), and what one machine forces to differ. */
    why: z.string(),
    clients: z.array(clientPlanSchema).min(1),
    /** After the last one joined: time for estimates to settle, not measured. */
    warmupSeconds: z.number().min(0),
    /** How long is measured. */
    seconds: z.number().positive(),
    timeline: z.array(timelineEntrySchema).default([]),
    expectations: z.array(expectationSchema).default([]),
  })
  .refine(({ timeline, warmupSeconds }) => timeline.every(({ atSeconds }) => atSeconds >= -warmupSeconds), {
    path: ['timeline'],
    error: 'nothing can happen before everybody has joined',
  })
export type Scenario = z.infer<typeof scenarioSchema>
/** As written in `scenarios/`: what has a default may be left out. */
export type ScenarioInput = z.input<typeof scenarioSchema>
