/** The engines that a store runs on, for suites that run on each of them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { openStore, type Store } from '../index.ts'
import { startPostgres, type TestPostgres } from './postgres.ts'

const silentLog = pino({ level: 'silent' })

export const engineNames = ['PGlite in memory', 'PGlite on disk', 'PostgreSQL'] as const
export type EngineName = (typeof engineNames)[number]

/** Where a store keeps its things. */
export interface Place {
  readonly dir: string
  readonly ephemeral: boolean
  readonly databaseUrl: string | undefined
}

/** Makes places for stores, and opens them; all of it goes with `close`. */
export class Engine {
  readonly name: EngineName
  readonly #stores: Store[] = []
  readonly #folders: string[] = []
  #postgres: Promise<TestPostgres> | undefined

  constructor(name: EngineName) {
    this.name = name
  }

  /** An empty one. */
  async place(): Promise<Place> {
    if (this.name === 'PGlite in memory') return { dir: '/nowhere', ephemeral: true, databaseUrl: undefined }
    const dir = await mkdtemp(join(tmpdir(), 'mrtc-store-'))
    this.#folders.push(dir)
    if (this.name === 'PGlite on disk') return { dir, ephemeral: false, databaseUrl: undefined }
    this.#postgres ??= startPostgres()
    return { dir, ephemeral: false, databaseUrl: await (await this.#postgres).createDatabase() }
  }

  /** Another server's folder on the same database. */
  async besides({ databaseUrl }: Place): Promise<Place> {
    const dir = await mkdtemp(join(tmpdir(), 'mrtc-store-'))
    this.#folders.push(dir)
    return { dir, ephemeral: false, databaseUrl }
  }

  async open(place?: Place): Promise<Store> {
    const store = await openStore(place ?? (await this.place()), silentLog)
    this.#stores.push(store)
    return store
  }

  async closeStores(): Promise<void> {
    for (const store of this.#stores.splice(0)) await store.close()
  }

  async close(): Promise<void> {
    await this.closeStores()
    for (const dir of this.#folders.splice(0)) await rm(dir, { recursive: true })
    await (await this.#postgres)?.close()
  }
}
