/**
 * The tables. After a change here `pnpm --filter @mrtc/server db:generate --name what_it_adds` writes the migration. When
 * another one landed first: take main's `migrations` as they are, and generate yours anew.
 */
import type { RecordingFile, RecordingParameters, RecordingState } from '@mrtc/protocol'
import {
  bigint,
  bigserial,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })
const createdAt = () => instant('created_at').notNull().defaultNow()

export const callApps = pgTable('call_apps', {
  bizName: text('biz_name').primaryKey(),
  appId: text('app_id').notNull(),
  workspaceId: text('workspace_id').notNull(),
  name: text('name').notNull(),
  enabled: boolean('enabled').notNull().default(true),
  /** See apps/settings.ts; what is missing has its default. */
  settings: jsonb('settings').notNull().default({}),
  createdAt: createdAt(),
})

/** Key pairs of call apps. The newest without an end is the one that is signed with; others hold until theirs. */
export const callAppKeys = pgTable(
  'call_app_keys',
  {
    keyId: text('key_id').primaryKey(),
    bizName: text('biz_name')
      .notNull()
      .references(() => callApps.bizName, { onDelete: 'cascade' }),
    /** Base64 of SPKI DER. */
    publicKey: text('public_key').notNull(),
    /** Encrypted, see cipher.ts. */
    privateKeySealed: text('private_key_sealed').notNull(),
    createdAt: createdAt(),
    /** Null: the current key. */
    validUntil: instant('valid_until'),
  },
  (table) => [index('call_app_keys_biz_name').on(table.bizName)],
)

/** Open rooms, for a server that comes back. */
export const rooms = pgTable('rooms', {
  roomId: text('room_id').primaryKey(),
  /** See rooms/record.ts. */
  record: jsonb('record').notNull(),
  savedAt: instant('saved_at').notNull().defaultNow(),
})

/** People who administer. */
export const accounts = pgTable('accounts', {
  accountId: text('account_id').primaryKey(),
  /** In lower case. */
  name: text('name').notNull().unique(),
  displayName: text('display_name').notNull(),
  role: text('role').notNull(),
  /** See accounts/passwords.ts. */
  passwordHash: text('password_hash').notNull(),
  /** The password was made by somebody else: they may do nothing but choose their own. */
  mustChangePassword: boolean('must_change_password').notNull(),
  enabled: boolean('enabled').notNull().default(true),
  createdAt: createdAt(),
  lastLoginAt: instant('last_login_at'),
})

export const consoleSessions = pgTable(
  'console_sessions',
  {
    sessionId: text('session_id').primaryKey(),
    /** SHA-256 of the token in the cookie. */
    tokenHash: text('token_hash').notNull().unique(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.accountId, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    /** Not later, however busy it is. */
    expiresAt: instant('expires_at').notNull(),
    address: text('address').notNull(),
    userAgent: text('user_agent').notNull(),
  },
  (table) => [index('console_sessions_account').on(table.accountId)],
)

/** Wrong passwords, by account and by address. */
export const loginFailures = pgTable('login_failures', {
  /** `account:alice` or `address:192.0.2.1`. */
  subject: text('subject').primaryKey(),
  failures: integer('failures').notNull(),
  lastFailedAt: instant('last_failed_at').notNull(),
  lockedUntil: instant('locked_until'),
})

/** For programs. */
export const apiKeys = pgTable('api_keys', {
  keyId: text('key_id').primaryKey(),
  name: text('name').notNull(),
  /** The one call app that it is for; null: all. */
  bizName: text('biz_name').references(() => callApps.bizName, { onDelete: 'cascade' }),
  permissions: jsonb('permissions').$type<string[]>().notNull(),
  /** Encrypted: an HMAC can only be checked by who has the secret. */
  secretSealed: text('secret_sealed').notNull(),
  enabled: boolean('enabled').notNull().default(true),
  createdBy: text('created_by').notNull(),
  createdAt: createdAt(),
  expiresAt: instant('expires_at'),
  lastUsedAt: instant('last_used_at'),
})

/** Nonces of signed requests, as long as the same request could come again. */
export const apiNonces = pgTable(
  'api_nonces',
  {
    keyId: text('key_id').notNull(),
    nonce: text('nonce').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.nonce] }), index('api_nonces_expires').on(table.expiresAt)],
)

/** Answers to requests with an Idempotency-Key. */
export const idempotentAnswers = pgTable(
  'idempotent_answers',
  {
    /** Who asked: account or API key. */
    principal: text('principal').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** SHA-256 of method, path and body. */
    requestHash: text('request_hash').notNull(),
    /** Null while the first request is being done. */
    status: integer('status'),
    /** Encrypted: some answers show a secret once. */
    bodySealed: text('body_sealed'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.principal, table.idempotencyKey] }),
    index('idempotent_answers_created').on(table.createdAt),
  ],
)

/** Who changed what. Never changed itself. */
export const auditEntries = pgTable(
  'audit_entries',
  {
    entryId: bigserial('entry_id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    target: text('target').notNull(),
    bizName: text('biz_name'),
    before: jsonb('before'),
    after: jsonb('after'),
    address: text('address').notNull(),
    requestId: text('request_id').notNull(),
    isFinished: boolean('is_finished').notNull().default(true),
  },
  (table) => [index('audit_entries_at').on(table.at), index('audit_entries_biz_name').on(table.bizName)],
)

export const recordings = pgTable(
  'recordings',
  {
    recordId: text('record_id').primaryKey(),
    roomId: text('room_id').notNull(),
    bizName: text('biz_name').notNull(),
    appId: text('app_id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    startedBy: text('started_by').notNull(),
    parameters: jsonb('parameters').$type<RecordingParameters>().notNull(),
    state: text('state').$type<RecordingState>().notNull(),
    startedAt: instant('started_at').notNull(),
    /** When it stopped recording. */
    endedAt: instant('ended_at'),
    files: jsonb('files').$type<readonly RecordingFile[]>().notNull(),
    /** Why it failed. */
    failure: text('failure'),
  },
  (table) => [
    index('recordings_by_app').on(table.bizName, table.startedAt),
    index('recordings_by_state').on(table.state),
  ],
)

/** What was used, see usage/day-usage.ts. Of all apps together under the name ''. */
export const usageDays = pgTable(
  'usage_days',
  {
    day: date('day').notNull(),
    bizName: text('biz_name').notNull(),
    audioMs: bigint('audio_ms', { mode: 'number' }).notNull(),
    video360Ms: bigint('video_360_ms', { mode: 'number' }).notNull(),
    video540Ms: bigint('video_540_ms', { mode: 'number' }).notNull(),
    video720Ms: bigint('video_720_ms', { mode: 'number' }).notNull(),
    video1080Ms: bigint('video_1080_ms', { mode: 'number' }).notNull(),
    onlineMs: bigint('online_ms', { mode: 'number' }).notNull(),
    publishMs: bigint('publish_ms', { mode: 'number' }).notNull(),
    subscribeMs: bigint('subscribe_ms', { mode: 'number' }).notNull(),
    rooms: integer('rooms').notNull(),
    peakRooms: integer('peak_rooms').notNull(),
    peakOnline: integer('peak_online').notNull(),
    peakInCall: integer('peak_in_call').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.bizName] })],
)

/** Who was there on a day, so that nobody is counted twice over several days. */
export const usagePeople = pgTable(
  'usage_people',
  {
    day: date('day').notNull(),
    bizName: text('biz_name').notNull(),
    uid: text('uid').notNull(),
    wasInCall: boolean('was_in_call').notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.bizName, table.uid] })],
)

/** What business servers are told, and whether they know it. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    deliveryId: text('delivery_id').primaryKey(),
    /** Messages of a room are sent in this order. */
    seq: bigserial('seq', { mode: 'number' }).notNull(),
    bizName: text('biz_name').notNull(),
    topic: text('topic').notNull(),
    roomId: text('room_id').notNull(),
    eventCode: integer('event_code').notNull(),
    body: jsonb('body').notNull(),
    state: text('state').notNull(),
    /** The latest ones, see webhooks/delivery.ts. */
    attempts: jsonb('attempts').notNull().default([]),
    attemptCount: integer('attempt_count').notNull().default(0),
    happenedAt: instant('happened_at').notNull(),
    nextAttemptAt: instant('next_attempt_at').notNull(),
    /** When it is given up. */
    retryUntil: instant('retry_until').notNull(),
    /** A server is at it until then. */
    claimedUntil: instant('claimed_until'),
    deliveredAt: instant('delivered_at'),
  },
  (table) => [
    index('webhook_deliveries_due').on(table.state, table.nextAttemptAt),
    index('webhook_deliveries_room').on(table.roomId, table.seq),
    index('webhook_deliveries_app').on(table.bizName, table.seq),
  ],
)

/** Rooms that business servers know to be open, and who is in them: for a server that comes back without them. */
export const webhookRooms = pgTable('webhook_rooms', {
  roomId: text('room_id').primaryKey(),
  app: jsonb('app').notNull(),
  creatorUid: text('creator_uid').notNull(),
  uids: jsonb('uids').notNull(),
})

/** What webhooks of an app are signed with. */
export const webhookSecrets = pgTable('webhook_secrets', {
  bizName: text('biz_name')
    .primaryKey()
    .references(() => callApps.bizName, { onDelete: 'cascade' }),
  /** Encrypted, see cipher.ts. */
  secretSealed: text('secret_sealed').notNull(),
  createdAt: createdAt(),
})

/** Files that people send each other. Their content is in objects. */
export const files = pgTable('files', {
  fileId: text('file_id').primaryKey(),
  /** See files/file-record.ts. */
  record: jsonb('record').notNull(),
  savedAt: timestamp('saved_at', { withTimezone: true }).notNull().defaultNow(),
})

/** Calls that can be inspected, running ones and those of before. */
export const calls = pgTable(
  'calls',
  {
    roomId: text('room_id').primaryKey(),
    bizName: text('biz_name').notNull(),
    appId: text('app_id').notNull(),
    workspaceId: text('workspace_id').notNull(),
    creatorUid: text('creator_uid'),
    startedAt: instant('started_at').notNull(),
    /** Null: it runs. */
    endedAt: instant('ended_at'),
    /** When it was last known to run. */
    seenAt: instant('seen_at').notNull(),
    peakPeople: integer('peak_people').notNull(),
    feeds: integer('feeds').notNull(),
    reconnects: integer('reconnects').notNull(),
    /** See inspector/quality.ts; null: nobody has reported any. */
    worst: smallint('worst'),
    events: integer('events').notNull(),
    eventsDropped: integer('events_dropped').notNull(),
  },
  (table) => [
    index('calls_started').on(table.startedAt, table.roomId),
    index('calls_by_app').on(table.bizName, table.startedAt),
    index('calls_seen').on(table.seenAt),
  ],
)

const ofCall = () =>
  text('room_id')
    .notNull()
    .references(() => calls.roomId, { onDelete: 'cascade' })

/** Who was in a call. */
export const callPeople = pgTable(
  'call_people',
  {
    roomId: ofCall(),
    uid: text('uid').notNull(),
    displayName: text('display_name'),
    platform: text('platform'),
    clientVersion: text('client_version'),
    reconnects: integer('reconnects').notNull(),
    worst: smallint('worst'),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.uid] }), index('call_people_uid').on(table.uid)],
)

/** What happened in a call, see inspector/call-event.ts. */
export const callEvents = pgTable(
  'call_events',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    roomId: ofCall(),
    at: instant('at').notNull(),
    uid: text('uid'),
    kind: text('kind').notNull(),
    data: jsonb('data').notNull(),
  },
  (table) => [index('call_events_room').on(table.roomId, table.seq)],
)

/** How a participant's media was, see inspector/quality.ts. */
export const callSamples = pgTable(
  'call_samples',
  {
    seq: bigserial('seq', { mode: 'number' }).primaryKey(),
    roomId: ofCall(),
    uid: text('uid').notNull(),
    at: instant('at').notNull(),
    grade: smallint('grade').notNull(),
    measured: jsonb('measured').notNull(),
  },
  (table) => [index('call_samples_person').on(table.roomId, table.uid, table.at)],
)
