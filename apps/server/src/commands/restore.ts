/** `npm run restore -- --from file`: fills an empty data folder or database from a backup. */
import { constants, createReadStream } from 'node:fs'
import { chmod, copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { loadConfig } from '../config/index.ts'
import { StartupError } from '../startup-error.ts'
import { BackupError, cipherKeyName, demoApp, openBareDatabase, openStore, restoreBackup } from '../store/index.ts'
import { runCommand } from './run-command.ts'

const ownerOnly = 0o600
const ownerOnlyFolder = 0o700

await runCommand({
  usage: `npm run restore -- --from file [--key store.key] [--config file.yaml]

Fills an empty data folder, or the empty database of data.databaseUrl, from what \`npm run backup\` wrote, also by an older
version and on the other engine. --key puts the ${cipherKeyName} that belongs to it into the data folder. Everybody logs in
anew afterwards.`,
  options: { from: { type: 'string' }, key: { type: 'string' }, config: { type: 'string' } },
  required: ['from'],
  run: async ({ from = '', key, config: file }) => {
    const { data } = loadConfig({ environment: process.env, ...(file === undefined ? {} : { file }) })
    const log = pino({ level: 'warn' })
    if (key !== undefined) await putKey(key, data.dir)
    const database = await openBareDatabase(data, log)
    try {
      const rows = await restoreBackup(database, createReadStream(from, 'utf8'))
      console.log(`${rows} rows restored.`)
    } catch (error) {
      if (error instanceof BackupError) throw new StartupError([error.message], error)
      throw error
    } finally {
      await database.close()
    }
    const store = await openStore(data, log)
    try {
      await store.callApps.privateKeyOf(demoApp.bizName)
    } catch {
      console.error(
        `The secrets in it do not open with ${join(data.dir, cipherKeyName)}: put the one there that belongs to the backup.`,
      )
      process.exitCode = 1
    } finally {
      await store.close()
    }
  },
})

async function putKey(from: string, dir: string): Promise<void> {
  const to = join(dir, cipherKeyName)
  await mkdir(dir, { recursive: true, mode: ownerOnlyFolder })
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL)
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw new StartupError(
      [isThere ? `There is a ${to} already: take it away first.` : (error as Error).message],
      error,
    )
  }
  await chmod(to, ownerOnly)
}
