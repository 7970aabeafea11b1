import type { Accounts } from '../store/index.ts'
import { hashPassword } from './passwords.ts'

export const firstOwnerName = 'admin'

/**
 * Makes the first owner of a server that has no accounts yet.
 * @param passwordOf asked when one is made; has it kept where its administrator finds it
 * @returns whether it was made now
 */
export async function ensureFirstOwner(accounts: Accounts, passwordOf: () => Promise<string>): Promise<boolean> {
  if ((await accounts.count()) > 0) return false
  const created = await accounts.create({
    name: firstOwnerName,
    displayName: 'Administrator',
    role: 'owner',
    passwordHash: await hashPassword(await passwordOf()),
    mustChangePassword: false,
  })
  // Another server on the same database was first.
  return created !== undefined
}
