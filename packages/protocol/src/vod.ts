/** Files that the server plays into a room (guide 6.3.2, StartVod and StopVod). */
import * as z from 'zod'
import { limits } from './limits.ts'
import type { VodEnd, VodSource } from './vod-model.ts'

export const vodSourceSchema: z.ZodType<VodSource> = z.union([
  z.object({ url: z.url({ protocol: /^https?$/ }).max(limits.vodUrlLength) }),
  z.object({ file: z.string().min(1).max(limits.fileNameLength) }),
])

export const vodEndSchema = z.enum(['finished', 'stopped', 'failed']) satisfies z.ZodType<VodEnd>
