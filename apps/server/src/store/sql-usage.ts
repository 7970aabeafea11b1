import { and, asc, between, type Column, eq, lt, sql } from 'drizzle-orm'
import type { DayUsage } from '../usage/day-usage.ts'
import type { Database } from './database.ts'
import { usageDays, usagePeople } from './schema.ts'
import type { StoredUsage, UsageRange } from './stored-usage.ts'

/** No app is called that: the name of all of them together. */
const allApps = ''
/** Rows that go into one statement: PostgreSQL takes 65,535 parameters. */
const rowsAtOnce = 1_000

const counts = {
  online: sql<number>`count(*)::int`,
  inCall: sql<number>`(count(*) filter (where ${usagePeople.wasInCall}))::int`,
}

/** Usage in PostgreSQL tables. */
export function sqlUsage(db: Database): StoredUsage {
  return {
    add: (usages) =>
      db.transaction(async (transaction) => {
        for (const usage of usages) {
          await transaction
            .insert(usageDays)
            .values(rowOf(usage))
            .onConflictDoUpdate({
              target: [usageDays.day, usageDays.bizName],
              set: {
                ...Object.fromEntries(
                  summed.map((name) => [name, sql`${usageDays[name]} + ${excluded(usageDays[name])}`]),
                ),
                ...Object.fromEntries(
                  highest.map((name) => [name, sql`greatest(${usageDays[name]}, ${excluded(usageDays[name])})`]),
                ),
              },
            })
        }
        const people = peopleOf(usages)
        for (let start = 0; start < people.length; start += rowsAtOnce) {
          await transaction
            .insert(usagePeople)
            .values(people.slice(start, start + rowsAtOnce))
            .onConflictDoUpdate({
              target: [usagePeople.day, usagePeople.bizName, usagePeople.uid],
              set: { wasInCall: sql`${usagePeople.wasInCall} or ${excluded(usagePeople.wasInCall)}` },
            })
        }
      }),

    async days(range) {
      const rows = await db
        .select()
        .from(usageDays)
        .where(and(between(usageDays.day, range.from, range.to), eq(usageDays.bizName, range.bizName ?? allApps)))
        .orderBy(asc(usageDays.day))
      const people = await db
        .select({ day: usagePeople.day, ...counts })
        .from(usagePeople)
        .where(whoIn(range))
        .groupBy(usagePeople.day)
      const peopleOn = new Map(people.map(({ day, ...count }) => [day, count]))
      return rows.map((row) => ({
        day: row.day,
        callMs: {
          audio: row.audioMs,
          '360P': row.video360Ms,
          '540P': row.video540Ms,
          '720P': row.video720Ms,
          '1080P': row.video1080Ms,
        },
        onlineMs: row.onlineMs,
        publishMs: row.publishMs,
        subscribeMs: row.subscribeMs,
        rooms: row.rooms,
        peaks: { rooms: row.peakRooms, online: row.peakOnline, inCall: row.peakInCall },
        people: peopleOn.get(row.day) ?? { online: 0, inCall: 0 },
      }))
    },

    async people(range) {
      const once = db
        .select({ wasInCall: sql<boolean>`bool_or(${usagePeople.wasInCall})`.as('was_in_call') })
        .from(usagePeople)
        .where(whoIn(range))
        .groupBy(usagePeople.bizName, usagePeople.uid)
        .as('once')
      const [count] = await db
        .select({
          online: counts.online,
          inCall: sql<number>`(count(*) filter (where ${once.wasInCall}))::int`,
        })
        .from(once)
      return count ?? { online: 0, inCall: 0 }
    },

    removeBefore: (day) =>
      db.transaction(async (transaction) => {
        await transaction.delete(usageDays).where(lt(usageDays.day, day))
        await transaction.delete(usagePeople).where(lt(usagePeople.day, day))
      }),
  }
}

const summed = [
  'audioMs',
  'video360Ms',
  'video540Ms',
  'video720Ms',
  'video1080Ms',
  'onlineMs',
  'publishMs',
  'subscribeMs',
  'rooms',
] as const satisfies readonly (keyof typeof usageDays.$inferSelect)[]

const highest = [
  'peakRooms',
  'peakOnline',
  'peakInCall',
] as const satisfies readonly (keyof typeof usageDays.$inferSelect)[]

function excluded(column: Column) {
  return sql`excluded.${sql.identifier(column.name)}`
}

function whoIn({ from, to, bizName }: UsageRange) {
  const days = between(usagePeople.day, from, to)
  return bizName === undefined ? days : and(days, eq(usagePeople.bizName, bizName))
}

function rowOf({ day, bizName = allApps, callMs, peaks, onlineMs, publishMs, subscribeMs, rooms }: DayUsage) {
  return {
    day,
    bizName,
    audioMs: callMs.audio,
    video360Ms: callMs['360P'],
    video540Ms: callMs['540P'],
    video720Ms: callMs['720P'],
    video1080Ms: callMs['1080P'],
    onlineMs,
    publishMs,
    subscribeMs,
    rooms,
    peakRooms: peaks.rooms,
    peakOnline: peaks.online,
    peakInCall: peaks.inCall,
  }
}

/** One statement must not name a row twice; those of all apps together are those of the apps. */
function peopleOf(usages: readonly DayUsage[]) {
  const rows = new Map<string, { day: string; bizName: string; uid: string; wasInCall: boolean }>()
  for (const { day, bizName: app, people } of usages) {
    if (app === undefined) continue
    for (const { bizName, uid, wasInCall } of people) {
      const key = JSON.stringify([day, bizName, uid])
      rows.set(key, { day, bizName, uid, wasInCall: wasInCall || (rows.get(key)?.wasInCall ?? false) })
    }
  }
  return [...rows.values()]
}
