/** The tables. `pnpm --filter @mrtc/server db:generate` writes the migration of a change here. */
import { boolean, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

export const callApps = pgTable('call_apps', {
  bizName: text('biz_name').primaryKey(),
  appId: text('app_id').notNull(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  /** Base64 of SPKI DER. */
  publicKey: text('public_key').notNull(),
  /** Encrypted, see cipher.ts. */
  privateKeySealed: text('private_key_sealed').notNull(),
  enabled: boolean('enabled').notNull().default(true),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
})

/** Open rooms, for a server that comes back. */
export const rooms = pgTable('rooms', {
  roomId: text('room_id').primaryKey(),
  /** See rooms/record.ts. */
  record: jsonb('record').notNull(),
  savedAt: timestamp('saved_at', { withTimezone: true }).notNull().defaultNow(),
})
