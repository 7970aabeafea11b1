/** Usage for those who prove it from outside: `npm run usage:proof`. */
import { openEmbedded } from '../store/database.ts'
import { sqlUsage } from '../store/sql-usage.ts'

export type { Happening, PictureSize } from '../happenings/index.ts'
export type { StoredDay } from '../store/stored-usage.ts'
export * from './index.ts'

/** A store of usage that is gone when it is disposed of. */
export async function openUsageInMemory() {
  const { db, migrate, close } = await openEmbedded()
  await migrate()
  return { store: sqlUsage(db), [Symbol.asyncDispose]: close }
}
