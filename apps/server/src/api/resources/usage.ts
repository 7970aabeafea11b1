/** What was used (guide section 5.4). */
import { ApiError } from '@mrtc/protocol/api'
import * as z from 'zod'
import {
  type Calendar,
  callClasses,
  faultOf,
  rangeDaysMax,
  type UsageReport,
  type UsageTotals,
  usageCsv,
} from '../../usage/index.ts'
import { type Route, route } from '../route.ts'
import { bizName } from './common.ts'

const msPerSecond = 1_000
const seconds = z.number().int().min(0)
const count = z.number().int().min(0)
const day = z.iso.date().describe('2026-11-24, in the time zone that the server counts days in.')

const figures = {
  callSeconds: z
    .object({ audio: seconds, '360P': seconds, '540P': seconds, '720P': seconds, '1080P': seconds })
    .describe('How long people watched or listened to others, each by the best picture that they got at the time.'),
  onlineSeconds: seconds.describe('How long people were connected.'),
  publishSeconds: seconds.describe('Of all feeds; one with sound and picture counts once.'),
  subscribeSeconds: seconds.describe('Of all subscriptions; one with sound and picture counts once.'),
  rooms: count.describe('That were created.'),
  people: z
    .object({ online: count, inCalls: count })
    .describe('Each person once: who were connected, who were in a room.'),
  peaks: z.object({ rooms: count, online: count, inCalls: count }).describe('At the same time.'),
}

const reportSchema = z
  .object({
    from: day,
    to: day,
    bizName: z.string().nullable().describe('null: all call apps together.'),
    timeZone: z.string(),
    totals: z.object(figures),
    days: z.array(z.object({ day, ...figures })),
  })
  .meta({ id: 'UsageReport' })

const query = z.object({
  from: day.optional().describe(`First day; without it that of \`to\`. At most a year back.`),
  to: day.optional().describe(`Last day, today without it. At most ${rangeDaysMax} days at once.`),
  bizName: bizName.optional().describe('Of one call app; all together without it.'),
})

/** The usage that is kept, as this resource needs it. */
export interface UsageBook {
  readonly calendar: Calendar
  report(range: { from: string; to: string; bizName: string | undefined }): Promise<UsageReport>
}

export function usageRoutes({ usage, timeZone }: { readonly usage: UsageBook; readonly timeZone: string }): Route[] {
  const access = { by: 'permission', permission: 'usage.read', scope: { of: 'list' } } as const
  const rangeOf = ({ from, to }: z.output<typeof query>) => {
    const now = Date.now()
    const last = to ?? usage.calendar.dayOf(now)
    const range = { from: from ?? last, to: last }
    const fault = faultOf(range, usage.calendar, now)
    if (fault) throw new ApiError('RANGE_INVALID', `${fault.field} ${fault.reason}`, { field: fault.field })
    return range
  }

  return [
    route({
      operationId: 'getUsage',
      method: 'GET',
      path: '/usage',
      tag: 'usage',
      summary: 'What was used, by day and altogether',
      access,
      query,
      answer: { status: 200, json: reportSchema },
      errors: ['RANGE_INVALID'],
      handle: async ({ query: asked, app }) => {
        const range = rangeOf(asked)
        const { totals, days } = await usage.report({ ...range, bizName: app })
        return {
          ...range,
          bizName: app ?? null,
          timeZone,
          totals: view(totals),
          days: days.map((one) => ({ day: one.day, ...view(one) })),
        }
      },
    }),
    route({
      operationId: 'getUsageCsv',
      method: 'GET',
      path: '/usage.csv',
      tag: 'usage',
      summary: 'The same by day as CSV, for spreadsheets',
      access,
      query,
      answer: { status: 200, contentType: 'text/csv' },
      errors: ['RANGE_INVALID'],
      handle: async ({ query: asked, app }) => {
        const range = rangeOf(asked)
        const { days } = await usage.report({ ...range, bizName: app })
        const name = `usage-${app ?? 'all'}-${range.from}-${range.to}.csv`
        return { body: usageCsv(days), headers: { 'content-disposition': `attachment; filename="${name}"` } }
      },
    }),
  ]
}

function view({ callMs, onlineMs, publishMs, subscribeMs, rooms, people, peaks }: UsageTotals) {
  const inSeconds = (ms: number) => Math.round(ms / msPerSecond)
  return {
    callSeconds: Object.fromEntries(callClasses.map((name) => [name, inSeconds(callMs[name])])) as z.output<
      typeof figures.callSeconds
    >,
    onlineSeconds: inSeconds(onlineMs),
    publishSeconds: inSeconds(publishMs),
    subscribeSeconds: inSeconds(subscribeMs),
    rooms,
    people: { online: people.online, inCalls: people.inCall },
    peaks: { rooms: peaks.rooms, online: peaks.online, inCalls: peaks.inCall },
  }
}
