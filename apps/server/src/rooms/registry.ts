/** All rooms of this server, each app's apart, and a memory of those that ended. */
import { MrtcError } from '@mrtc/protocol'
import type { RoomConfig } from './config.ts'
import type { RoomState } from './state.ts'

type Limits = Pick<RoomConfig, 'maxRooms' | 'maxRoomsPerCreator' | 'endedRoomsRemembered' | 'endedRoomTtlMs'>

export class RoomRegistry {
  readonly #limits: Limits
  readonly #open = new Map<string, RoomState>()
  /** Oldest first. */
  readonly #ended = new Map<string, { readonly appKey: string; readonly endedAt: number }>()

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get size(): number {
    return this.#open.size
  }

  all(): IterableIterator<RoomState> {
    return this.#open.values()
  }

  /**
   * Nobody fills the server alone, for example with rooms that wait for clients that do not come back.
   * @throws MrtcError SERVER_FULL, RATE_LIMITED
   */
  assertHasPlace({ appKey, creatorUid }: Pick<RoomState, 'appKey' | 'creatorUid'>): void {
    const { maxRooms, maxRoomsPerCreator } = this.#limits
    if (this.#open.size >= maxRooms) throw new MrtcError('SERVER_FULL', undefined, { data: { maxRooms } })
    const own = [...this.#open.values()].filter((room) => room.appKey === appKey && room.creatorUid === creatorUid)
    if (own.length < maxRoomsPerCreator) return
    const text = `You have ${maxRoomsPerCreator} open rooms: end one of them first.`
    throw new MrtcError('RATE_LIMITED', text, { data: { maxRoomsPerCreator } })
  }

  /** Whether a room of this id exists or is remembered: such an id must not be given again. */
  knows(roomId: string): boolean {
    return this.#open.has(roomId) || this.#ended.has(roomId)
  }

  /**
   * @param now milliseconds, of the clock that `put` is given
   * @throws MrtcError ROOM_NOT_FOUND, ROOM_ENDED
   */
  find(appKey: string, roomId: string, now: number): RoomState {
    const room = this.#open.get(roomId)
    if (room?.appKey === appKey) return room
    const ended = this.#ended.get(roomId)
    const remembered = ended?.appKey === appKey && now - ended.endedAt <= this.#limits.endedRoomTtlMs
    throw new MrtcError(remembered ? 'ROOM_ENDED' : 'ROOM_NOT_FOUND', undefined, { field: 'roomId' })
  }

  get(roomId: string): RoomState | undefined {
    return this.#open.get(roomId)
  }

  /** Keeps the state; an ended room becomes a memory. */
  put(room: RoomState, now: number): void {
    if (room.phase === 'open') {
      this.#open.set(room.roomId, room)
      return
    }
    this.#open.delete(room.roomId)
    this.#ended.set(room.roomId, { appKey: room.appKey, endedAt: now })
    this.#forget(now)
  }

  #forget(now: number): void {
    for (const [roomId, { endedAt }] of this.#ended) {
      const tooMany = this.#ended.size > this.#limits.endedRoomsRemembered
      if (!tooMany && now - endedAt <= this.#limits.endedRoomTtlMs) return
      this.#ended.delete(roomId)
    }
  }
}
