/** Keeps room states, seats, media and sessions together: every change of a room passes through `apply`. */
import { limits, MrtcError } from '@mrtc/protocol'
import type { Logger } from 'pino'
import type { AppSettingsLookup } from '../apps/index.ts'
import type { FileDesk } from '../files/contract.ts'
import type { Happenings, PictureSize } from '../happenings/index.ts'
import type { MediaService, RtpCapabilities } from '../media/index.ts'
import type { RoomRecorder } from '../recorder/contract.ts'
import {
  endIfEmpty,
  endRoom,
  type FeedState,
  leaveRoom,
  noticesFor,
  type Outcome,
  participantIn,
  peopleIn,
  type RoomConfig,
  RoomRegistry,
  type RoomState,
  restoreRoom,
  setConnected,
} from '../rooms/index.ts'
import type { AppIdentity, CallerSession, SignatureCheck } from '../signaling/contract.ts'
import type { StoredRooms } from '../store/stored-rooms.ts'
import type { TurnServers } from '../turn/index.ts'
import type { VodPlayer } from '../vod/contract.ts'
import { appKeyOf, appOfKey } from './app-key.ts'
import { allowedCapabilities, limitOf } from './app-settings.ts'
import { type CallCensus, censusOf } from './census.ts'
import { type HeldVideo, tellDemand, videoHeldChanged, videoLimitsChanged } from './demand.ts'
import { newRoomId } from './ids.ts'
import { InviteLedger } from './invite-ledger.ts'
import { inviterLeft } from './invites.ts'
import { LiveRoom } from './live-room.ts'
import { mediaLost, transportClosed } from './media-failures.ts'
import type { CallCounters } from './metrics.ts'
import { Online } from './online.ts'
import { Outbox } from './outbox.ts'
import { sizeOfFeed, tellPictures } from './pictures.ts'
import { endPlaybacksOfBefore, starterLeft } from './playbacks.ts'
import { tellRecordings } from './recordings.ts'
import { feedsUnwatched, release } from './release.ts'
import { RoomKeeper } from './room-keeper.ts'
import { Seat } from './seat.ts'
import { commonOf, happeningsOf, publishedOf } from './what-happened.ts'

/** How long an empty room waits for the one who was taken over: as long as a session waits for its client. */
const takeoverGraceMs = limits.sessionTtlMs
/** How often rooms are looked at that have reached the age that their app allows. */
const ageCheckMs = 1_000
const minuteMs = 60_000

interface CallServiceOptions {
  readonly config: RoomConfig
  readonly signatures: SignatureCheck
  readonly settings: AppSettingsLookup
  readonly media: MediaService
  readonly turn: TurnServers
  readonly rooms: StoredRooms
  readonly files: FileDesk
  readonly metrics: CallCounters
  readonly happenings: Happenings
  readonly recorder: RoomRecorder
  readonly vod: VodPlayer
  readonly log: Logger
}

export class CallService {
  readonly config: RoomConfig
  readonly signatures: SignatureCheck
  readonly settings: AppSettingsLookup
  readonly media: MediaService
  readonly files: FileDesk
  readonly turn: TurnServers
  readonly outbox = new Outbox()
  readonly online = new Online()
  readonly invites = new InviteLedger()
  readonly metrics: CallCounters
  readonly happenings: Happenings
  readonly recorder: RoomRecorder
  readonly vod: VodPlayer
  readonly log: Logger
  readonly #registry: RoomRegistry
  readonly #keeper: RoomKeeper
  readonly #rooms = new Map<string, LiveRoom>()
  /** By session id: a session is in one room at most. */
  readonly #seats = new Map<string, Seat>()
  readonly #stopFollowing: () => void
  readonly #ageTimer: NodeJS.Timeout
  #graceTimer: NodeJS.Timeout | undefined
  #drained: PromiseWithResolvers<void> | undefined

  constructor(options: CallServiceOptions) {
    const { config, signatures, settings, media, turn, rooms, files, metrics, happenings, recorder, vod, log } = options
    this.config = config
    this.signatures = signatures
    this.settings = settings
    this.media = media
    this.files = files
    this.turn = turn
    this.metrics = metrics
    this.happenings = happenings
    this.recorder = recorder
    this.vod = vod
    this.log = log
    this.#registry = new RoomRegistry(config)
    this.#keeper = new RoomKeeper(rooms, log)
    this.#stopFollowing = settings.onChanged((bizName) => this.#limitSending(bizName))
    this.#ageTimer = setInterval(() => this.#endOldRooms(), ageCheckMs)
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

  isOpen(room: LiveRoom): boolean {
    return this.#rooms.get(room.roomId) === room
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

  /** @throws MrtcError SERVER_FULL, SERVER_SHUTTING_DOWN, RATE_LIMITED */
  assertPlaceForRoom(creating: Pick<RoomState, 'appKey' | 'creatorUid'>): void {
    if (this.#drained) throw new MrtcError('SERVER_SHUTTING_DOWN')
    this.#registry.assertHasPlace(creating)
    this.#assertAppHasPlace(creating.appKey)
    if (!this.media.hasCapacity) throw new MrtcError('SERVER_FULL')
  }

  openRoom(roomId: string): LiveRoom | undefined {
    return this.#rooms.get(roomId)
  }

  get openRoomIds(): string[] {
    return [...this.#rooms.keys()]
  }

  /** One more in a room is more work for its worker. @throws MrtcError SERVER_FULL */
  assertPlaceIn(room: LiveRoom): void {
    const hasCapacity = room.mediaIfOpen?.hasCapacity ?? this.media.hasCapacity
    if (!hasCapacity) throw new MrtcError('SERVER_FULL')
  }

  /** Takes no new rooms from now on. Resolves when the last one has ended. */
  drain(): Promise<void> {
    this.#drained ??= Promise.withResolvers<void>()
    if (this.#rooms.size === 0) this.#drained.resolve()
    return this.#drained.promise
  }

  get isDraining(): boolean {
    return this.#drained !== undefined
  }

  /** Whether this uid has a place in the room that nobody sits on: it was there before the server was restarted. */
  isVacant(room: LiveRoom, uid: string): boolean {
    return peopleIn(this.stateOf(room)).includes(uid) && !room.seats.has(uid)
  }

  /** Gives a vacant place back to whom it belongs. */
  comeBack(session: CallerSession, room: LiveRoom): RoomState {
    const { uid, connected } = session
    this.apply(room, setConnected(this.stateOf(room), { uid, connected }))
    const state = this.stateOf(room)
    this.seat(session, room, true).takeUp(participantIn(state, uid).subscriptions.values())
    this.#tellOfFeeds(room, uid)
    for (const message of room.takeMessages(uid)) this.outbox.post(session, message)
    return state
  }

  /** The session is over but its place stays. */
  vacate(seat: Seat): void {
    starterLeft(this, seat)
    this.#unseat(seat)
  }

  /**
   * Takes the rooms of before a restart up again. Whoever has not come back in time has left.
   * @param records as `recordOf` made them
   */
  restore(records: readonly { readonly roomId: string; readonly record: unknown }[]): void {
    for (const { roomId, record } of records) {
      const state = restoreRoom(record)
      if (!state) {
        this.log.error({ roomId }, 'a stored room could not be read: it is lost')
        continue
      }
      this.#registry.put(state, Date.now())
      this.#rooms.set(roomId, this.#liveRoom(roomId, appOfKey(state.appKey)))
      const uids = peopleIn(state)
      this.happenings.tell({ kind: 'room.restored', ...commonOf(state, Date.now()), uids })
    }
    for (const room of [...this.#rooms.values()]) endPlaybacksOfBefore(this, room)
    if (this.#rooms.size === 0) return
    const { returnGraceMs } = this.config
    this.log.info({ rooms: this.#rooms.size, returnGraceMs }, 'rooms wait for their clients to come back')
    this.#graceTimer = setTimeout(() => this.#endGrace(), returnGraceMs)
  }

  /** A room that nobody knows of yet. Add it with `open`, or close it. */
  prepareRoom(app: AppIdentity): LiveRoom {
    let roomId = newRoomId()
    while (this.#registry.knows(roomId)) roomId = newRoomId()
    return this.#liveRoom(roomId, app)
  }

  /** What clients of the room may use. */
  capabilitiesOf({ videoCodecs }: LiveRoom): RtpCapabilities {
    return allowedCapabilities(this.media.rtpCapabilities, videoCodecs)
  }

  /** Of one room of this app. */
  maxParticipantsOf({ bizName }: AppIdentity): number {
    return limitOf(this.config.maxParticipantsPerRoom, this.settings.settingsOf(bizName).limits.maxParticipantsPerRoom)
  }

  /** Puts a new room into the world. @throws MrtcError SERVER_FULL, RATE_LIMITED */
  open(room: LiveRoom, state: RoomState): void {
    this.#registry.assertHasPlace(state)
    this.#assertAppHasPlace(state.appKey)
    this.#put(state)
    this.#rooms.set(room.roomId, room)
    this.metrics.roomsCreated.inc()
    this.log.info({ roomId: room.roomId, appKey: state.appKey }, 'room created')
    this.happenings.tell({ kind: 'room.created', ...commonOf(state, state.createdAt), uid: state.creatorUid })
  }

  /** @param returning to a place of before the server was restarted */
  seat(session: CallerSession, room: LiveRoom, returning = false): Seat {
    const seat = new Seat(session, room)
    this.#seats.set(session.sessionId, seat)
    room.seats.set(seat.uid, seat)
    tellRecordings(this, seat)
    const { sessionId, uid, client } = session
    const state = this.stateOf(room)
    const { displayName } = participantIn(state, uid).info
    const common = commonOf(state, Date.now())
    this.happenings.tell({ kind: 'room.joined', ...common, uid, sessionId, displayName, client, returning })
    return seat
  }

  /** Makes the outcome real: keeps the state, posts the notices, closes the media, ends the room. */
  apply(room: LiveRoom, outcome: Outcome): void {
    const { state, notices, released } = outcome
    const changed: string[] = []
    if (this.happenings.isHeard) {
      const before = this.stateOf(room)
      const sizeOf = (feed: FeedState) => this.#toldSizeOf(room, feed)
      const happened = happeningsOf({ before, outcome, now: Date.now(), sizeOf })
      for (const happening of happened) this.happenings.tell(happening)
      changed.push(
        ...happened.flatMap(({ kind, ...of }) => (kind === 'feed.changed' && 'feedId' in of ? of.feedId : [])),
      )
    }
    this.#put(state)
    for (const feedId of changed) tellPictures(this, room, feedId)
    for (const notice of notices) {
      for (const uid of noticesFor(notice, state)) {
        const seat = room.seats.get(uid)
        if (seat) this.outbox.post(seat.session, notice.event)
      }
    }
    const left: Seat[] = []
    for (const item of released) {
      const seat = room.seats.get(item.uid)
      if (item.kind === 'participant') room.takeMessages(item.uid)
      if (!seat) continue
      const unwatched = feedsUnwatched(seat, item)
      release(seat, item)
      if (item.kind === 'participant') {
        inviterLeft(this, seat.session)
        this.#unseat(seat)
        left.push(seat)
      }
      for (const feedId of unwatched) tellDemand(this.outbox, room, feedId)
    }
    if (state.phase === 'open') this.recorder.roomChanged(room.roomId)
    if (state.phase === 'ended') this.#forget(room)
    else if (peopleIn(state).length > 0) room.notEmpty()
    else room.whenStillEmpty(takeoverGraceMs, () => this.apply(room, endIfEmpty(this.stateOf(room))))
    for (const seat of left) if (this.isOpen(room)) starterLeft(this, seat)
  }

  census(): CallCensus {
    return censusOf(this.#registry.all(), this.#seats.values())
  }

  /** Rooms stay in the store as they are: their clients may come back. */
  async close(): Promise<void> {
    clearTimeout(this.#graceTimer)
    clearInterval(this.#ageTimer)
    this.#stopFollowing()
    this.invites.close()
    this.outbox.flush()
    for (const room of this.#rooms.values()) room.close()
    this.#rooms.clear()
    this.#seats.clear()
    await Promise.all([this.media.close(), this.#keeper.close()])
  }

  /** They are published all the time, but were without media while their publisher was away. */
  #tellOfFeeds(room: LiveRoom, uid: string): void {
    const state = this.stateOf(room)
    for (const feed of state.feeds.values()) {
      if (feed.uid !== uid || feed.state !== 'published') continue
      this.happenings.tell(publishedOf(feed, commonOf(state, Date.now()), this.#toldSizeOf(room, feed)))
    }
  }

  #toldSizeOf(room: LiveRoom, feed: FeedState): PictureSize | undefined {
    const picture = room.pictureOf(feed.feedId)
    picture.told = sizeOfFeed(feed, picture)
    return picture.told
  }

  #put(state: RoomState): void {
    this.#registry.put(state, Date.now())
    this.#keeper.keep(state)
  }

  #liveRoom(roomId: string, { bizName }: AppIdentity): LiveRoom {
    return new LiveRoom({
      roomId,
      videoCodecs: this.settings.settingsOf(bizName).codecs.video,
      service: this.media,
      listener: {
        transportClosed: (room, transportId) => transportClosed(this, room, transportId),
        videoLimitsChanged: (room, transportId, limits) =>
          videoLimitsChanged(this.outbox, room, { transportId, limits }),
        videoHeldChanged: (room, consumerId, isHeld) => {
          const common = commonOf(this.stateOf(room), Date.now())
          const happened = (held: HeldVideo) => {
            this.happenings.tell({ kind: 'subscription.heldChanged', ...common, ...held })
            tellPictures(this, room, held.feedId)
          }
          videoHeldChanged(this.outbox, room, { consumerId, isHeld, happened })
        },
        mediaLost: (room) => mediaLost(this, room),
      },
    })
  }

  /** @throws MrtcError SERVER_FULL */
  #assertAppHasPlace(appKey: string): void {
    const { maxRooms } = this.settings.settingsOf(appOfKey(appKey).bizName).limits
    if (maxRooms === null) return
    const open = [...this.#registry.all()].filter((room) => room.appKey === appKey).length
    if (open < maxRooms) return
    const text = `This call app may have ${maxRooms} open rooms: end one of them first.`
    throw new MrtcError('SERVER_FULL', text, { data: { maxRooms } })
  }

  /** The app's setting has changed: it holds for those who send already, too. */
  #limitSending(bizName: string): void {
    const { maxSendBitrateBps } = this.settings.settingsOf(bizName).limits
    for (const room of this.#rooms.values()) {
      if (appOfKey(this.stateOf(room).appKey).bizName !== bizName) continue
      for (const { transports } of room.seats.values()) {
        for (const [transportId, direction] of transports) {
          if (direction !== 'send') continue
          room.mediaIfOpen
            ?.limitSending(transportId, maxSendBitrateBps ?? undefined)
            .catch((error: unknown) => this.log.debug({ err: error, transportId }, 'a transport ended meanwhile'))
        }
      }
    }
  }

  #endOldRooms(): void {
    const now = Date.now()
    for (const room of [...this.#rooms.values()]) {
      const state = this.stateOf(room)
      const { maxRoomMinutes } = this.settings.settingsOf(appOfKey(state.appKey).bizName).limits
      if (maxRoomMinutes === null || now - state.createdAt < maxRoomMinutes * minuteMs) continue
      this.log.info({ roomId: room.roomId, maxRoomMinutes }, 'room is as old as its app allows')
      this.apply(room, endRoom(state))
    }
  }

  #endGrace(): void {
    for (const room of [...this.#rooms.values()]) {
      for (const uid of [...this.stateOf(room).participants.keys()]) {
        if (this.isVacant(room, uid)) this.apply(room, leaveRoom(this.stateOf(room), { uid, reason: 'lost' }))
      }
    }
  }

  #unseat(seat: Seat): void {
    seat.room.seats.delete(seat.uid)
    this.#seats.delete(seat.session.sessionId)
  }

  #forget(room: LiveRoom): void {
    this.#rooms.delete(room.roomId)
    this.recorder.roomEnded(room.roomId)
    this.vod.roomEnded(room.roomId)
    room.close()
    this.files.roomEnded(room.roomId)
    this.metrics.roomsEnded.inc()
    this.log.info({ roomId: room.roomId }, 'room ended')
    if (this.#rooms.size === 0) this.#drained?.resolve()
  }
}
