import type { Logger } from 'pino'
import type { CallApps } from '../store/call-apps.ts'
import { type AppSettings, defaultAppSettings } from './settings.ts'

const appsAtOnce = 500
/** When the database did not answer. */
const retryMs = 1_000

/** Function settings of call apps, at hand. */
export interface AppSettingsLookup {
  /** Those in force; the defaults for an app that is not known (any more). */
  settingsOf(bizName: string): AppSettings
  /**
   * Calls back after settings of an app may have changed.
   * @returns what ends it
   */
  onChanged(listener: (bizName: string) => void): () => void
}

/** Keeps the settings of all call apps at hand, and up to date: it hears of changes by any server on the database. */
export class AppDirectory implements AppSettingsLookup {
  readonly #callApps: CallApps
  readonly #log: Logger
  readonly #settings = new Map<string, AppSettings>()
  readonly #listeners = new Set<(bizName: string) => void>()
  readonly #stopListening: () => void
  readonly #retries = new Set<NodeJS.Timeout>()
  #isClosed = false

  private constructor(callApps: CallApps, log: Logger) {
    this.#callApps = callApps
    this.#log = log
    this.#stopListening = callApps.onChanged((bizName) => this.#follow(bizName))
  }

  static async open(callApps: CallApps, log: Logger): Promise<AppDirectory> {
    const directory = new AppDirectory(callApps, log)
    await directory.#loadAll()
    return directory
  }

  settingsOf(bizName: string): AppSettings {
    return this.#settings.get(bizName) ?? defaultAppSettings
  }

  onChanged(listener: (bizName: string) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  close(): void {
    this.#isClosed = true
    this.#stopListening()
    for (const retry of this.#retries) clearTimeout(retry)
  }

  #follow(bizName: string | undefined): void {
    const work = bizName === undefined ? this.#loadAll() : this.#load(bizName)
    work.catch((error: unknown) => {
      if (this.#isClosed) return
      this.#log.warn({ err: error, bizName }, 'settings of call apps could not be read; trying again')
      const retry = setTimeout(() => {
        this.#retries.delete(retry)
        this.#follow(bizName)
      }, retryMs)
      this.#retries.add(retry)
    })
  }

  async #load(bizName: string): Promise<void> {
    const app = await this.#callApps.find(bizName)
    this.#put(bizName, app?.settings)
  }

  async #loadAll(): Promise<void> {
    const gone = new Set(this.#settings.keys())
    for (let after: string | undefined; ; ) {
      const apps = await this.#callApps.list({ after, limit: appsAtOnce })
      for (const { bizName, settings } of apps) {
        gone.delete(bizName)
        this.#put(bizName, settings)
      }
      if (apps.length < appsAtOnce) break
      after = apps.at(-1)?.bizName
    }
    for (const bizName of gone) this.#put(bizName, undefined)
  }

  #put(bizName: string, settings: AppSettings | undefined): void {
    if (settings === undefined) this.#settings.delete(bizName)
    else this.#settings.set(bizName, settings)
    for (const listener of this.#listeners) listener(bizName)
  }
}
