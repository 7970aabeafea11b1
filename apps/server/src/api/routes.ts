/** All routes of the API: one line a resource. */
import type { Logins } from '../accounts/index.ts'
import type { RoomDirectory } from '../calls/contract.ts'
import type { Config } from '../config/index.ts'
import type { RecorderService } from '../recorder/index.ts'
import type { Store } from '../store/index.ts'
import type { Webhooks } from '../webhooks/index.ts'
import { accountRoutes } from './resources/accounts.ts'
import { apiKeyRoutes } from './resources/api-keys.ts'
import { appRoutes } from './resources/apps.ts'
import { auditRoutes } from './resources/audit.ts'
import { type CallBook, callRoutes } from './resources/calls.ts'
import { recordingRoutes } from './resources/recordings.ts'
import { roomRoutes } from './resources/rooms.ts'
import { sessionRoutes } from './resources/session.ts'
import { signatureRoutes } from './resources/signatures.ts'
import { type UsageBook, usageRoutes } from './resources/usage.ts'
import { webhookRoutes } from './resources/webhooks.ts'
import type { Route } from './route.ts'

/** What resources stand on; each takes what it needs. */
export interface ApiServices extends ApiParts {
  readonly config: Config
  readonly store: Store
  readonly logins: Logins
}

/** Parts of the server beside the store. */
export interface ApiParts {
  readonly usage: UsageBook
  readonly inspector: CallBook
  readonly webhooks: Pick<Webhooks, 'replay'>
  readonly rooms: RoomDirectory
  readonly recorder: RecorderService
}

export function apiRoutes({
  config,
  store,
  logins,
  usage,
  webhooks,
  rooms,
  recorder,
  inspector,
}: ApiServices): Route[] {
  const { accounts, apiKeys, audit, callApps, consoleSessions, webhookDeliveries, webhookSecrets } = store
  return [
    ...sessionRoutes({ logins, consoleSessions, sessionMaxMs: config.console.sessionMaxMs }),
    ...accountRoutes({ accounts, consoleSessions, logins }),
    ...appRoutes({ callApps }),
    ...signatureRoutes({ callApps }),
    ...roomRoutes({ rooms }),
    ...recordingRoutes({ rooms, recorder, recordings: store.recordings }),
    ...apiKeyRoutes({ apiKeys, callApps }),
    ...auditRoutes({ audit }),
    ...callRoutes({ inspector }),
    ...usageRoutes({ usage, timeZone: config.usage.timeZone }),
    ...webhookRoutes({ webhooks, deliveries: webhookDeliveries, secrets: webhookSecrets, callApps }),
  ]
}
