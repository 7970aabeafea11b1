/** Keeps room states, seats, media and sessions together: every change of a room passes through `apply`. */
import { limits, MrtcError } from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { MediaService } from '../media/index.ts'
import {
  endIfEmpty,
  endRoom,
  noticesFor,
  type Outcome,
  type RoomConfig,
  RoomRegistry,
  type RoomState,
} from '../rooms/index.ts'
import type { AppIdentity, CallerSession, SignatureCheck } from '../signaling/contract.ts'
import { type CallCensus, censusOf } from './census.ts'
import { tellDemand } from './demand.ts'
import { newRoomId } from './ids.ts'
import { LiveRoom } from './live-room.ts'
import { mediaLost, transportClosed } from './media-failures.ts'
import type { CallCounters } from './metrics.ts'
import { Outbox } from './outbox.ts'
import { feedsUnwatched, release } from './release.ts'
import { Seat } from './seat.ts'

/** How long an empty room waits for the one who was taken over: as long as a session waits for its client. */
const takeoverGraceMs = limits.sessionTtlMs

interface CallServiceOptions {
  readonly config: RoomConfig
  readonly signatures: SignatureCheck
  readonly media: MediaService
  readonly metrics: CallCounters
  readonly log: Logger
}

export class CallService {
  readonly config: RoomConfig
  readonly signatures: SignatureCheck
  readonly media: MediaService
  readonly outbox = new Outbox()
  readonly metrics: CallCounters
  readonly log: Logger
  readonly #registry: RoomRegistry
  readonly #rooms = new Map<string, LiveRoom>()
  /** By session id: a session is in one room at most. */
  readonly #seats = new Map<string, Seat>()

  constructor({ config, signatures, media, metrics, log }: CallServiceOptions) {
    this.config = config
    this.signatures = signatures
    this.media = media
    this.metrics = metrics
    this.log = log
    this.#registry = new RoomRegistry(config)
  }

  /** The seat of a session, if it is in a room. */
  seatIfAny(session: CallerSession): Seat | undefined {
    return this.#seats.get(session.sessionId)
  }

  /** @throws MrtcError NOT_IN_ROOM */
  seatOf(session: CallerSession): Seat {
    const seat = this.seatIfAny(session)
    if (seat) return seat
    throw new MrtcError('NOT_IN_ROOM')
  }

  /** To be asked after each wait: the participant may have been kicked meanwhile. @throws MrtcError NOT_IN_ROOM */
  assertStillIn(seat: Seat): void {
    if (this.seatIfAny(seat.session) !== seat) throw new MrtcError('NOT_IN_ROOM')
  }

  /** @throws MrtcError ALREADY_IN_ROOM */
  assertNotInRoom(session: CallerSession): void {
    const seat = this.seatIfAny(session)
    if (seat) throw new MrtcError('ALREADY_IN_ROOM', undefined, { data: { roomId: seat.room.roomId } })
  }

  stateOf(room: LiveRoom): RoomState {
    const state = this.#registry.get(room.roomId)
    if (state) return state
    throw new MrtcError('ROOM_ENDED')
  }

  /** @throws MrtcError ROOM_NOT_FOUND, ROOM_ENDED */
  findRoom(app: AppIdentity, roomId: string): { room: LiveRoom; state: RoomState } {
    const state = this.#registry.find(appKeyOf(app), roomId, Date.now())
    const room = this.#rooms.get(roomId)
    if (!room) throw new MrtcError('ROOM_ENDED')
    return { room, state }
  }

  /** @throws MrtcError SERVER_FULL */
  assertPlaceForRoom(): void {
    this.#registry.assertHasPlace()
  }

  /** A room that nobody knows of yet. Add it with `open`, or close it. */
  prepareRoom(): LiveRoom {
    let roomId = newRoomId()
    while (this.#registry.knows(roomId)) roomId = newRoomId()
    return new LiveRoom({
      roomId,
      service: this.media,
      listener: {
        transportClosed: (room, transportId) => transportClosed(this, room, transportId),
        mediaLost: (room) => mediaLost(this, room),
      },
    })
  }

  /** Puts a new room into the world. @throws MrtcError SERVER_FULL */
  open(room: LiveRoom, state: RoomState): void {
    this.#registry.assertHasPlace()
    this.#registry.put(state, Date.now())
    this.#rooms.set(room.roomId, room)
    this.metrics.roomsCreated.inc()
    this.log.info({ roomId: room.roomId, appKey: state.appKey }, 'room created')
  }

  seat(session: CallerSession, room: LiveRoom): Seat {
    const seat = new Seat(session, room)
    this.#seats.set(session.sessionId, seat)
    room.seats.set(seat.uid, seat)
    return seat
  }

  /** Makes the outcome real: keeps the state, posts the notices, closes the media, ends the room. */
  apply(room: LiveRoom, outcome: Outcome): void {
    const { state, notices, released } = outcome
    this.#registry.put(state, Date.now())
    for (const notice of notices) {
      for (const uid of noticesFor(notice, state)) {
        const seat = room.seats.get(uid)
        if (seat) this.outbox.post(seat.session, notice.event)
      }
    }
    for (const item of released) {
      const seat = room.seats.get(item.uid)
      if (!seat) continue
      const unwatched = feedsUnwatched(seat, item)
      release(seat, item)
      if (item.kind === 'participant') this.#unseat(seat)
      for (const feedId of unwatched) tellDemand(this.outbox, room, feedId)
    }
    if (state.phase === 'ended') this.#forget(room)
    else if (state.participants.size > 0) room.notEmpty()
    else room.whenStillEmpty(takeoverGraceMs, () => this.apply(room, endIfEmpty(this.stateOf(room))))
  }

  census(): CallCensus {
    return censusOf(this.#registry.all(), this.#seats.values())
  }

  async close(): Promise<void> {
    for (const room of [...this.#rooms.values()]) this.apply(room, endRoom(this.stateOf(room)))
    this.outbox.flush()
    await this.media.close()
  }

  #unseat(seat: Seat): void {
    seat.room.seats.delete(seat.uid)
    this.#seats.delete(seat.session.sessionId)
  }

  #forget(room: LiveRoom): void {
    this.#rooms.delete(room.roomId)
    room.close()
    this.metrics.roomsEnded.inc()
    this.log.info({ roomId: room.roomId }, 'room ended')
  }
}

/** Rooms of other apps do not exist for a session; JSON keeps the three parts apart whatever is in them. */
export function appKeyOf({ bizName, appId, workspaceId }: AppIdentity): string {
  return JSON.stringify([bizName, appId, workspaceId])
}
