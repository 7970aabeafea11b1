import { generateKeyPair } from '@mrtc/protocol/signature'
import { eq } from 'drizzle-orm'
import { type CallApp, CallAppExistsError, type CallApps } from './call-apps.ts'
import type { Cipher } from './cipher.ts'
import type { Database } from './database.ts'
import { callApps } from './schema.ts'

const publicColumns = {
  bizName: callApps.bizName,
  appId: callApps.appId,
  workspaceId: callApps.workspaceId,
  name: callApps.name,
  publicKey: callApps.publicKey,
  enabled: callApps.enabled,
  createdAt: callApps.createdAt,
}

/** Call apps in a PostgreSQL table; private keys are sealed with `cipher`. */
export function sqlCallApps(db: Database, cipher: Cipher): CallApps {
  const listeners = new Set<(bizName: string) => void>()
  const changed = (bizName: string) => {
    for (const listener of listeners) listener(bizName)
  }

  return {
    async create(app) {
      const { publicKey, privateKey } = await generateKeyPair()
      const row = { ...app, publicKey, privateKeySealed: cipher.seal(privateKey, app.bizName) }
      const [created] = await db.insert(callApps).values(row).onConflictDoNothing().returning(publicColumns)
      if (!created) throw new CallAppExistsError(app.bizName)
      changed(app.bizName)
      return created satisfies CallApp
    },

    async find(bizName) {
      const [app] = await db.select(publicColumns).from(callApps).where(eq(callApps.bizName, bizName))
      return app
    },

    async privateKeyOf(bizName) {
      const column = { sealed: callApps.privateKeySealed }
      const [row] = await db.select(column).from(callApps).where(eq(callApps.bizName, bizName))
      return row && cipher.open(row.sealed, bizName)
    },

    async setEnabled(bizName, enabled) {
      const updated = await db
        .update(callApps)
        .set({ enabled })
        .where(eq(callApps.bizName, bizName))
        .returning({ bizName: callApps.bizName })
      if (updated.length > 0) changed(bizName)
      return updated.length > 0
    },

    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
