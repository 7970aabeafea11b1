import { randomUUID } from 'node:crypto'
import type { Happening } from '../happenings/index.ts'
import type { AppIdentity } from '../signaling/contract.ts'
import { roomEventCodes, type WebhookMessage } from './message.ts'

/** A room as its business server knows it. */
export interface KnownRoom {
  readonly app: AppIdentity
  readonly roomId: string
  readonly creatorUid: string
  readonly uids: readonly string[]
}

interface OpenRoom {
  readonly app: AppIdentity
  readonly creatorUid: string
  readonly uids: Set<string>
}

/**
 * Turns what happens in rooms into what business servers are told, so that what they hear of a room always fits together:
 * created once, each person in before out, destroyed last; also when a server dies in between. Pure but for ids.
 */
export class RoomLedger {
  readonly #rooms = new Map<string, OpenRoom>()

  /** Begins with what was known when the server before ended. */
  constructor(known: Iterable<KnownRoom> = []) {
    for (const { roomId, app, creatorUid, uids } of known) {
      this.#rooms.set(roomId, { app, creatorUid, uids: new Set(uids) })
    }
  }

  /** Undefined once it is destroyed. */
  roomOf(roomId: string): KnownRoom | undefined {
    const room = this.#rooms.get(roomId)
    return room && { roomId, app: room.app, creatorUid: room.creatorUid, uids: [...room.uids] }
  }

  happened(happening: Happening): WebhookMessage[] {
    switch (happening.kind) {
      case 'room.created': {
        const { roomId, app, uid, at } = happening
        if (this.#rooms.has(roomId)) return []
        this.#rooms.set(roomId, { app, creatorUid: uid, uids: new Set() })
        return [message({ app, roomId, at }, roomEventCodes.created, uid)]
      }
      case 'room.joined': {
        const room = this.#rooms.get(happening.roomId)
        if (!room || room.uids.has(happening.uid)) return []
        room.uids.add(happening.uid)
        return [message(happening, roomEventCodes.joined, happening.uid)]
      }
      case 'room.left':
        return this.#leave(happening, happening.uid)
      case 'room.ended':
        return this.#destroy(happening)
      default:
        return []
    }
  }

  /**
   * @param restored who is in which room, of those that are open again after a restart
   * @returns what is to be told of everybody and everything else
   */
  reconcile(restored: ReadonlyMap<string, ReadonlySet<string>>, at: number): WebhookMessage[] {
    return [...this.#rooms].flatMap(([roomId, room]) => {
      const present = restored.get(roomId)
      if (!present) return this.#destroy({ app: room.app, roomId, at })
      const gone = [...room.uids].filter((uid) => !present.has(uid))
      return gone.flatMap((uid) => this.#leave({ app: room.app, roomId, at }, uid))
    })
  }

  #leave(about: About, uid: string): WebhookMessage[] {
    const room = this.#rooms.get(about.roomId)
    return room?.uids.delete(uid) ? [message(about, roomEventCodes.left, uid)] : []
  }

  #destroy(about: About): WebhookMessage[] {
    const room = this.#rooms.get(about.roomId)
    if (!room) return []
    const left = [...room.uids].flatMap((uid) => this.#leave(about, uid))
    this.#rooms.delete(about.roomId)
    return [...left, message(about, roomEventCodes.destroyed, room.creatorUid)]
  }
}

interface About {
  readonly app: AppIdentity
  readonly roomId: string
  readonly at: number
}

function message({ app, roomId, at }: About, eventCode: number, uid: string): WebhookMessage {
  return { deliveryId: randomUUID(), topic: 'rooms', app, roomId, eventCode, at, more: { uid } }
}
