/** Keeps the rooms in the store as they are now, a moment behind. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { type RoomState, recordOf } from '../rooms/index.ts'
import type { StoredRooms } from '../store/stored-rooms.ts'

/** Changes of this long are written at once. What a crash loses of them its clients make up for as they come back. */
const collectMs = 50
/** Wait before the next attempt when the store did not take it. */
const retryMs = 1_000

export class RoomKeeper {
  readonly #store: StoredRooms
  readonly #log: Logger
  /** What is yet to be written: a room, or that it is gone. */
  #changed = new Map<string, RoomState | undefined>()
  #writing: Promise<void> | undefined
  #isClosing = false

  constructor(store: StoredRooms, log: Logger) {
    this.#store = store
    this.#log = log
  }

  keep(state: RoomState): void {
    this.#changed.set(state.roomId, state.phase === 'open' ? state : undefined)
    if (!this.#isClosing) this.#writing ??= this.#writeSoon()
  }

  /** Writes what is left. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.#writing
    await this.#write()
  }

  /** Never rejects. */
  async #writeSoon(): Promise<void> {
    let waitMs = collectMs
    while (this.#changed.size > 0 && !this.#isClosing) {
      await delay(waitMs)
      waitMs = (await this.#write()) ? collectMs : retryMs
    }
    this.#writing = undefined
  }

  async #write(): Promise<boolean> {
    const changes = this.#changed
    if (changes.size === 0) return true
    this.#changed = new Map()
    const saved = [...changes.values()].flatMap((state) =>
      state ? [{ roomId: state.roomId, record: recordOf(state) }] : [],
    )
    const removed = [...changes].filter(([, state]) => !state).map(([roomId]) => roomId)
    try {
      await this.#store.write({ saved, removed })
      return true
    } catch (error) {
      this.#log.error({ err: error }, 'rooms could not be stored, trying again')
      // Newer ones win.
      this.#changed = new Map([...changes, ...this.#changed])
      return false
    }
  }
}
