import type { Logger } from 'pino'
import { CallLedger } from '../inspector/index.ts'
import type { Store } from '../store/index.ts'
import { calendarOf, UsageMeter } from '../usage/index.ts'
import { madeUpCalls } from './made-up-calls.ts'

/** The call app of the made-up calls. Its name says so, wherever the console shows it. */
export const exampleApp = { bizName: 'example', appId: 'default', workspaceId: 'default' } as const
const name = 'Example (made-up calls)'
const dayMs = 24 * 60 * 60 * 1_000

interface ExampleOptions {
  readonly store: Pick<Store, 'callApps' | 'usage' | 'calls'>
  readonly timeZone: string
  readonly log: Logger
}

/**
 * Makes a call app with a week of calls that never were, counted and taken down like real ones, so that the console has
 * something to show at the first start in demo mode. None of them is of today.
 */
export async function makeExampleApp({ store, timeZone, log }: ExampleOptions): Promise<void> {
  if (await store.callApps.find(exampleApp.bizName)) return
  await store.callApps.create({ ...exampleApp, name })
  const calendar = calendarOf(timeZone)
  const now = Date.now()
  const todayAtMs = calendar.nextDayStartsAt(now - dayMs)
  const happened = madeUpCalls(exampleApp, todayAtMs)
  const meter = new UsageMeter(calendar, happened[0]?.at ?? now)
  const ledger = new CallLedger()
  for (const happening of happened) {
    meter.happened(happening)
    ledger.happened(happening)
  }
  await store.usage.add(meter.take(todayAtMs - 1))
  await store.calls.write(ledger.take(now))
  log.info({ bizName: exampleApp.bizName }, 'a call app with made-up calls is there for a first look at the console')
}
