import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

/** The address of a PostgreSQL server that tests are to use in place of PGlite: `npm run test:postgres` sets it. */
export const postgresOfTests = 'MRTC_TEST_POSTGRES'

/** Where a test's store is to be: an empty database of its own, or in memory. To be spread into the settings of `data`. */
export async function databaseOfTests(): Promise<{ readonly databaseUrl?: string }> {
  const server = process.env[postgresOfTests]
  if (server === undefined) return {}
  const name = `test_${randomBytes(8).toString('hex')}`
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`create database ${name}`)
  } finally {
    await client.end()
  }
  const url = new URL(server)
  url.pathname = `/${name}`
  return { databaseUrl: url.href }
}
