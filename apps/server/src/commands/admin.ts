/** `npm run admin -- …`: gets people back in who cannot log in. */
import { pino } from 'pino'
import { hashPassword, Logins, newPassword } from '../accounts/index.ts'
import { type Config, loadConfig } from '../config/index.ts'
import { StartupError } from '../startup-error.ts'
import { assertDatabaseThere, openStore, type Store } from '../store/index.ts'
import { runCommand } from './run-command.ts'

const fromHere = { actorKind: 'server', actorId: '', actorName: 'npm run admin', address: '', requestId: '' } as const

await runCommand({
  usage: `npm run admin -- reset-password <name> | create-owner <name> | list [--config file.yaml]

  reset-password  gives the account a new password, which is printed; enables it and ends its logins
  create-owner    makes another owner, with a password that is printed
  list            names all accounts

Whoever may run this on the server's machine may do everything. A server with the database in its process (PGlite) has to
be stopped first.`,
  options: { config: { type: 'string' } },
  allowPositionals: true,
  run: async ({ config: file }, [what, name]) => {
    const config = loadConfig({ environment: process.env, ...(file === undefined ? {} : { file }) })
    assertDatabaseThere(config.data)
    const store = await openStore(config.data, pino({ level: 'warn' }))
    try {
      await act(store, config, what, name?.toLowerCase())
    } finally {
      await store.close()
    }
  },
})

async function act(store: Store, config: Config, what: string | undefined, name: string | undefined): Promise<void> {
  if (what === 'list') return list(store)
  if (name === undefined) throw new StartupError(['Say what to do and with which account: npm run admin -- --help.'])
  if (what === 'reset-password') return resetPassword(store, config, name)
  if (what === 'create-owner') return createOwner(store, name)
  throw new StartupError([`There is no ${what}: see npm run admin -- --help.`])
}

async function list({ accounts }: Store): Promise<void> {
  for (let after: string | undefined; ; ) {
    const page = await accounts.list({ after, limit: 100 })
    for (const { name, role, enabled } of page) console.log(`${name}  ${role}${enabled ? '' : '  disabled'}`)
    after = page.at(-1)?.name
    if (after === undefined) return
  }
}

async function resetPassword(store: Store, config: Config, name: string): Promise<void> {
  const account = await store.accounts.findByName(name)
  if (!account) throw new StartupError([`There is no account ${name}: npm run admin -- list names them.`])
  const password = newPassword()
  await new Logins(store, config.console).resetPassword(account.accountId, password)
  await store.accounts.change(account.accountId, { enabled: true })
  await store.audit.write({ ...fromHere, ...changeOf('accounts.resetPassword', account.accountId) })
  console.log(`${name} logs in with ${password} and then chooses another password.`)
}

async function createOwner(store: Store, name: string): Promise<void> {
  const password = newPassword()
  const passwordHash = await hashPassword(password)
  const owner = { name, displayName: name, role: 'owner', passwordHash, mustChangePassword: true } as const
  const created = await store.accounts.create(owner)
  if (!created) throw new StartupError([`There is an account ${name} already: reset-password gives it a new password.`])
  await store.audit.write({ ...fromHere, ...changeOf('accounts.create', created.accountId) })
  console.log(`${name} logs in with ${password} and then chooses another password.`)
}

function changeOf(action: string, target: string) {
  return { action, target, bizName: null, before: null, after: null }
}
