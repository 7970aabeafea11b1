/** A PostgreSQL server of a test's own: in a temporary folder, on a free port, gone with the test. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'

const run = promisify(execFile)
/** Where Debian keeps the programs of each version, none of them on PATH. */
const debianFolder = '/usr/lib/postgresql'
const programsVariable = 'MRTC_POSTGRES_BIN'
const startLimitMs = 60_000
const stopLimitMs = 20_000
const pollMs = 100

export interface TestPostgres {
  /** A new, empty database. @returns its URL */
  createDatabase(): Promise<string>
  close(): Promise<void>
}

interface User {
  readonly uid: number
  readonly gid: number
}

/** @throws Error that names the package, when there is no PostgreSQL */
export async function startPostgres(): Promise<TestPostgres> {
  await using starting = new AsyncDisposableStack()
  const programs = programsFolder()
  // PostgreSQL does not run as root.
  const user = process.getuid?.() === 0 ? await plainUser() : undefined
  const dir = starting.adopt(await mkdtemp(join(tmpdir(), 'mrtc-postgres-')), (path) => rm(path, { recursive: true }))
  if (user) await chown(dir, user.uid, user.gid)
  const data = join(dir, 'data')
  const initialise = ['-D', data, '-U', 'mrtc', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await run(join(programs, 'initdb'), initialise, { ...user, cwd: dir, timeout: startLimitMs })

  const port = await freePort()
  const options = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', dir, '-F']
  // Gone with this process, also when that is killed.
  const asUser = user ? [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups'] : []
  const child = spawn('setpriv', [...asUser, '--pdeathsig=INT', join(programs, 'postgres'), ...options], {
    cwd: dir,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  starting.defer(() => stop(child))
  const complaints: string[] = []
  child.stderr?.on('data', (text: Buffer) => complaints.push(String(text)))
  const urlOf = (database: string) => `postgresql://mrtc@127.0.0.1:${port}/${database}`
  await untilAnswers(urlOf('postgres'), child, complaints)

  const running = starting.move()
  return {
    async createDatabase() {
      const name = `t${randomBytes(6).toString('hex')}`
      await query(urlOf('postgres'), `create database ${name}`)
      return urlOf(name)
    },
    close: () => running.disposeAsync(),
  }
}

function programsFolder(): string {
  const chosen = process.env[programsVariable]
  if (chosen) return chosen
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : []
  const folders = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(debianFolder, version, 'bin'))
    .filter((folder) => existsSync(join(folder, 'initdb')))
  const [newest] = folders
  if (newest !== undefined) return newest
  throw new Error(
    `These tests need PostgreSQL: install the package postgresql, or name its bin in ${programsVariable}.`,
  )
}

async function plainUser(): Promise<User> {
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all(['-u', '-g'].map(async (which) => (await run('id', [which, name])).stdout))
      return { uid: Number(uid), gid: Number(gid) }
    } catch {
      // The next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address === 'object' && address) return address.port
  throw new Error('there is no free port')
}

async function untilAnswers(url: string, child: ChildProcess, complaints: readonly string[]): Promise<void> {
  const giveUpAt = performance.now() + startLimitMs
  for (;;) {
    try {
      return await query(url, 'select 1')
    } catch (error) {
      if (child.exitCode !== null || performance.now() > giveUpAt) {
        throw new Error(`PostgreSQL did not start: ${complaints.join('')}`, { cause: error })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

async function query(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    await client.query(text)
  } finally {
    await client.end()
  }
}

/** Fast shutdown: sessions are ended, nothing is waited for. */
async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  const killer = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
  await gone
  clearTimeout(killer)
}
