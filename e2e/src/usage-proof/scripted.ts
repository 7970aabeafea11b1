import { calendarOf, type DayUsage, openUsageInMemory, UsageMeter, usageReport } from '@mrtc/server/usage'
import { between, seeded } from '../support/random.ts'
import { compare, type Line } from './comparison.ts'
import { expectedDay } from './expected.ts'
import { happeningsOf } from './happenings-of.ts'
import { writeDay } from './scripted-day.ts'

const day = '2026-11-24'
const midnightMs = Date.UTC(2026, 10, 24)
const dayMs = 24 * 60 * 60 * 1_000
const hourMs = 60 * 60 * 1_000
const apps = ['clinic', 'court']
/** One write in so many fails and has to be made again. */
const failureEvery = 7

export interface Compared {
  readonly title: string
  readonly lines: readonly Line[]
}

/** Tells a written day to the counter and compares what is in the store afterwards, for each app and for all together. */
export async function proveScriptedDay({ calls, seed }: { readonly calls: number; readonly seed: number }) {
  const random = seeded(seed)
  const script = writeDay(random, { calls, apps })
  await using usage = await openUsageInMemory()
  const meter = new UsageMeter(calendarOf('UTC'), midnightMs - hourMs)

  let left: DayUsage[] = []
  let writes = 0
  const write = async (atMs: number) => {
    const usages = [...left, ...meter.take(atMs)]
    left = []
    writes += 1
    if (writes % failureEvery === 0) left = usages
    else await usage.store.add(usages)
  }

  let writeAtMs = midnightMs - hourMs
  for (const happening of happeningsOf(script, midnightMs)) {
    for (; writeAtMs < happening.at; writeAtMs += between(random, 1, 600_000)) await write(writeAtMs)
    meter.happened(happening)
  }
  await write(midnightMs + 2 * dayMs)
  await usage.store.add(left)

  const compared: Compared[] = []
  for (const bizName of [undefined, ...apps]) {
    const { days } = await usageReport(usage.store, { from: day, to: day, bizName })
    const [counted] = days
    if (!counted) throw new Error(`nothing was counted for ${bizName ?? 'all apps'}: give more calls`)
    const title = `scripted day, ${calls} calls, ${bizName === undefined ? 'all apps' : `app ${bizName}`}`
    compared.push({ title, lines: compare(expectedDay(script, day, bizName), counted) })
  }
  return compared
}
