/**
 * Webhooks: what business servers are told of rooms and recordings (guide section 5.1.2). At least once and, for each
 * room, in order: a journal on disk, an outbox in the store, attempts with back-off for 24 h, then `dead` until somebody
 * replays it. Signed as Standard Webhooks has it; never into private networks unless that is allowed.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import type { AppSettingsLookup } from '../apps/index.ts'
import type { Config } from '../config/index.ts'
import type { Store } from '../store/index.ts'
import { noJournal, openJournal } from './journal.ts'
import { Poster } from './post.ts'
import { RoomLedger } from './room-ledger.ts'
import { storeEntries, Webhooks } from './webhooks.ts'

export type { Delivery, DeliveryAttempt, DeliveryState } from './delivery.ts'
export { Webhooks } from './webhooks.ts'

const journalName = 'webhooks.journal'
const ownerOnlyFolder = 0o700

/** Brings what the server before had not stored into the store. `start` it when open rooms are restored. */
export async function openWebhooks(options: {
  readonly config: Pick<Config, 'webhooks' | 'data'>
  readonly store: Pick<Store, 'webhookDeliveries' | 'webhookSecrets'>
  readonly settings: AppSettingsLookup
  readonly log: Logger
}): Promise<Webhooks> {
  const { config, store, settings, log } = options
  const { webhookDeliveries: deliveries, webhookSecrets: secrets } = store
  const { dir, ephemeral, databaseUrl } = config.data
  if (!ephemeral) await mkdir(dir, { recursive: true, mode: ownerOnlyFolder })
  const { journal, left } = ephemeral ? { journal: noJournal, left: [] } : openJournal(join(dir, journalName))
  if (left.length > 0) {
    await storeEntries(deliveries, left)
    journal.clear()
  }
  // Nobody else can be at them where the database is ours alone.
  if (databaseUrl === undefined) await deliveries.releaseClaims()
  const ledger = new RoomLedger(await deliveries.knownRooms())
  const { allowPrivateNetworks, keepDays } = config.webhooks
  const poster = new Poster({ allowPrivateNetworks })
  return new Webhooks({ deliveries, secrets, settings, journal, ledger, poster, keepDays, log })
}
