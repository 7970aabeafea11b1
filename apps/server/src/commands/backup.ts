/** `npm run backup -- --out file`: writes everything in the database to a file that `npm run restore` reads. */
import { open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../config/index.ts'
import { assertDatabaseThere, cipherKeyName, openBareDatabase, writeBackup } from '../store/index.ts'
import { runCommand } from './run-command.ts'

const ownerOnly = 0o600

await runCommand({
  usage: `npm run backup -- --out file [--config file.yaml]

Writes everything in the database (call apps, accounts, API keys, audit log, open rooms, recordings' records, usage) to a
file. Logins are left out, and so are the recordings themselves. A server with the database in its process (PGlite) has to
be stopped first; with data.databaseUrl it may run on.

Secrets are in the file as they are in the database: sealed. Keep ${cipherKeyName} of the data folder apart from it, at a
place of its own: without it they do not open, with both together they do.`,
  options: { out: { type: 'string' }, config: { type: 'string' } },
  required: ['out'],
  run: async ({ out = '', config: file }) => {
    const { data } = loadConfig({ environment: process.env, ...(file === undefined ? {} : { file }) })
    assertDatabaseThere(data)
    const database = await openBareDatabase(data, pino({ level: 'warn' }))
    const draft = `${out}.new`
    try {
      // Tables of an older version are brought up to date first, so that the backup is of this one.
      await database.migrate()
      const handle = await open(draft, 'w', ownerOnly)
      const stream = handle.createWriteStream({ flush: true })
      const rows = await writeBackup(database.db, stream)
      await new Promise<void>((resolve, reject) => stream.once('error', reject).end(resolve))
      await rename(draft, out)
      console.log(`${rows} rows written to ${out}. Keep ${join(data.dir, cipherKeyName)} as well, apart from it.`)
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    } finally {
      await database.close()
    }
  },
})
