/**
 * Calls: turns requests into room decisions, media actions and events. `rooms` decides, `media` carries, this folder
 * keeps the two together and tells the participants.
 *
 * What clients may rely on:
 * - Each visible change of a room makes its version one higher and is told to every participant, also to the one who
 *   made it. The answers to `room.create` and `room.join` hold the room at a version that already counts the joiner.
 * - A request is answered before the events that it causes are sent, and events are sent in the order of the changes.
 *   So a client that has a snapshot ignores events up to its version, and asks `room.sync` when it sees a gap.
 * - `feed.unpublished` comes before the `room.participantLeft` that causes it. Both imply the end of the
 *   subscriptions concerned: `feed.unsubscribed` is sent only when somebody stops watching while feed and watcher stay.
 * - Feeds and subscriptions outlive the transports that they run over. After `transport.closed` a publisher adds the
 *   tracks of the same feed again and a subscriber attaches the same subscription, each over a new transport.
 */
import type { Logger } from 'pino'
import type { Registry } from 'prom-client'
import type { AppSettingsLookup } from '../apps/index.ts'
import type { FileDesk } from '../files/contract.ts'
import type { Happenings } from '../happenings/index.ts'
import { createMediaService, type MediaConfig } from '../media/index.ts'
import type { RoomRecorder } from '../recorder/contract.ts'
import type { RoomConfig } from '../rooms/index.ts'
import type { RequestHandlers, SessionObserver, SignatureCheck } from '../signaling/contract.ts'
import type { StoredRooms } from '../store/stored-rooms.ts'
import { type TurnConfig, turnServers } from '../turn/index.ts'
import type { VodPlayer } from '../vod/contract.ts'
import { keepAutomaticRecordings } from './automatic-recordings.ts'
import type { RoomDirectory } from './contract.ts'
import { feedHandlers } from './feeds.ts'
import { fileAudience, fileHandlers } from './files.ts'
import { inviteHandlers } from './invites.ts'
import { messageHandlers } from './messages.ts'
import { createCallMetrics } from './metrics.ts'
import { sessionObserver } from './observer.ts'
import { peerHandlers } from './peers.ts'
import { playbackHandlers } from './playbacks.ts'
import { qualityHandlers } from './quality.ts'
import { recordingHandlers } from './recordings.ts'
import { roomHandlers } from './room.ts'
import { roomDirectory } from './room-directory.ts'
import { CallService } from './service.ts'
import { simulationHandlers } from './simulation.ts'
import { subscriptionHandlers } from './subscriptions.ts'
import { textHandlers } from './texts.ts'
import { transportHandlers } from './transports.ts'

export { callMetrics } from './metric-definitions.ts'

export interface CallsOptions {
  readonly config: MediaConfig & RoomConfig
  readonly turn: TurnConfig
  readonly signatures: SignatureCheck
  /** Of call apps. */
  readonly settings: AppSettingsLookup
  readonly rooms: StoredRooms
  readonly files: FileDesk
  /** Told what happens in calls. */
  readonly happenings: Happenings
  readonly recorder: RoomRecorder
  readonly vod: VodPlayer
  /** Whether sessions may ask for trouble of their own. @default false */
  readonly allowsSimulation?: boolean
  readonly log: Logger
  readonly registry: Registry
}

export interface Calls {
  readonly handlers: RequestHandlers
  readonly observer: SessionObserver
  /** Rooms for those who are not in them. */
  readonly rooms: RoomDirectory
  /** Whether calls can be made: a media worker runs. */
  ready(): boolean
  /** Takes no new rooms from now on. Resolves when the last one has ended. */
  drain(): Promise<void>
  /** Whether rooms can be created as far as the server's own plans go. */
  accepting(): boolean
  /** Ends the media workers; the rooms stay in the store. */
  close(): Promise<void>
}

/** Starts the media workers and takes the rooms of before up again. @throws StartupError when they cannot be started */
export async function createCalls({
  config,
  turn,
  signatures,
  settings,
  rooms,
  files,
  happenings,
  recorder,
  vod,
  allowsSimulation = false,
  log,
  registry,
}: CallsOptions): Promise<Calls> {
  const media = await createMediaService({ config, log: log.child({ part: 'media' }) })
  const metrics = createCallMetrics(registry)
  const calls = new CallService({
    config,
    signatures,
    settings,
    media,
    turn: turnServers(turn),
    rooms,
    files,
    metrics,
    happenings,
    recorder,
    vod,
    log: log.child({ part: 'calls' }),
  })
  const directory = roomDirectory(calls)
  const stopRecording = keepAutomaticRecordings(calls, directory)
  calls.restore(await rooms.load())
  await files.serve(fileAudience(calls), calls.openRoomIds)
  metrics.observe(
    () => calls.census(),
    () => media.usage(),
  )
  return {
    handlers: {
      ...roomHandlers(calls),
      ...transportHandlers(calls),
      ...feedHandlers(calls),
      ...subscriptionHandlers(calls),
      ...qualityHandlers(calls),
      ...messageHandlers(calls),
      ...textHandlers(calls),
      ...fileHandlers(calls),
      ...inviteHandlers(calls),
      ...peerHandlers(calls),
      ...recordingHandlers(calls),
      ...playbackHandlers(calls),
      ...simulationHandlers(calls, { isAllowed: allowsSimulation }),
    },
    observer: sessionObserver(calls),
    rooms: directory,
    ready: () => media.ready,
    drain: () => calls.drain(),
    accepting: () => !calls.isDraining,
    close: async () => {
      stopRecording()
      await calls.close()
    },
  }
}
