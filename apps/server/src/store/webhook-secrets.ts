import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Cipher } from './cipher.ts'
import type { Database } from './database.ts'
import { webhookSecrets } from './schema.ts'

const secretBytes = 32
/** As Standard Webhooks writes secrets. */
const prefix = 'whsec_'

/** What the webhooks of call apps are signed with. */
export interface WebhookSecrets {
  /** Makes one at the first time. */
  of(bizName: string): Promise<string>
  /** Replaces it: what is sent from now on is signed with the new one. */
  rotate(bizName: string): Promise<string>
}

export function sqlWebhookSecrets(db: Database, cipher: Cipher): WebhookSecrets {
  const make = (bizName: string) => {
    const secret = `${prefix}${randomBytes(secretBytes).toString('base64')}`
    return { secret, row: { bizName, secretSealed: cipher.seal(secret, bizName) } }
  }
  const read = async (bizName: string) => {
    const [row] = await db.select().from(webhookSecrets).where(eq(webhookSecrets.bizName, bizName))
    return row && cipher.open(row.secretSealed, bizName)
  }
  return {
    async of(bizName) {
      const known = await read(bizName)
      if (known !== undefined) return known
      const { secret, row } = make(bizName)
      const [made] = await db.insert(webhookSecrets).values(row).onConflictDoNothing().returning()
      // Another server was faster: its secret counts.
      return made ? secret : ((await read(bizName)) ?? secret)
    },

    async rotate(bizName) {
      const { secret, row } = make(bizName)
      await db
        .insert(webhookSecrets)
        .values(row)
        .onConflictDoUpdate({
          target: webhookSecrets.bizName,
          set: { secretSealed: row.secretSealed, createdAt: new Date() },
        })
      return secret
    },
  }
}
