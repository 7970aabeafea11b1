/** `npm run test:postgres`: the tests of what keeps things in the database, on PostgreSQL instead of PGlite. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { postgresOfTests } from './database-of-tests.ts'
import { startPostgres } from './postgres.ts'

const vitest = fileURLToPath(new URL('../../../../../node_modules/.bin/vitest', import.meta.url))
const wanted = process.argv.slice(2)
const all = ['--project', 'unit', 'apps/server/src']

const postgres = await startPostgres()
try {
  const databaseUrl = await postgres.createDatabase()
  const tests = spawn(vitest, ['run', ...(wanted.length > 0 ? wanted : all)], {
    env: { ...process.env, [postgresOfTests]: databaseUrl },
    stdio: 'inherit',
  })
  const [code] = (await once(tests, 'exit')) as [number | null]
  process.exitCode = code ?? 1
} finally {
  await postgres.close()
}
