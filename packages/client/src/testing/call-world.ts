/** One client session in a room of the model server, on virtual time. */
import type { types as ms } from 'mediasoup-client'
import { silentLogger } from '../logger.ts'
import { Room } from '../room/index.ts'
import type { RoomEvents } from '../room/room-events.ts'
import { EnduringSession, exponentialBackoff } from '../session/index.ts'
import { type FakeDevice, type FakeDeviceOptions, fakeDevice } from './fake-device.ts'
import { ModelRoom } from './model-room.ts'
import { ModelServer } from './model-server.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface CallWorld {
  readonly clock: VirtualClock
  readonly server: ModelServer
  readonly model: ModelRoom
  readonly session: EnduringSession
  readonly room: Room
  readonly device: FakeDevice
  /** The names of the room's events so far, and of those with a feed or participant its id. */
  readonly heard: string[]
  /** Lets time pass until the work is done, and gives what it gave. */
  after<T>(work: Promise<T>, waitMs?: number): Promise<T>
}

const roomEventNames: readonly (keyof RoomEvents)[] = [
  'participantJoined',
  'participantLeft',
  'participantChanged',
  'feedPublished',
  'feedChanged',
  'feedUnpublished',
  'feedSubscribed',
  'feedUnsubscribed',
  'textReceived',
  'textDelivered',
  'commandReceived',
  'fileReceived',
  'fileDelivered',
  'closed',
]

export interface CallWorldOptions extends FakeDeviceOptions {
  readonly createDevice?: () => ms.Device
  /** The application is asked for a signature; it may throw. */
  readonly signs?: () => void
}

export async function callWorld(options: CallWorldOptions = {}): Promise<CallWorld> {
  const clock = new VirtualClock()
  const model = new ModelRoom()
  const server = new ModelServer(clock, { handle: model.handle })
  const device = fakeDevice(options)
  const session = new EnduringSession({
    hello: async () => {
      options.signs?.()
      return {
        uid: 'alice',
        bizName: 'b',
        appId: 'a',
        workspaceId: 'default',
        sign: 's',
        client: { platform: 'test', version: '1' },
      }
    },
    createSocket: () => server.network.connect(),
    reconnect: exponentialBackoff(() => 0),
    clock,
    log: silentLogger,
  })
  const after = async <T>(work: Promise<T>, waitMs = 200) => {
    // Its rejection is for whoever awaits `after`, which is not yet.
    work.catch(() => {})
    await clock.advance(waitMs)
    return work
  }
  await after(session.open())
  const entered = await after(session.request('room.create', { sign: 's' }))
  const createDevice = options.createDevice ?? device.create
  const room = new Room({
    session,
    reenter: (request, requestOptions) =>
      request('room.join', { roomId: 'room-1', rtoken: 'let-me-in', sign: 's', returning: true }, requestOptions),
    httpUrl: 'http://server.test',
    entered,
    localUid: 'alice',
    createDevice,
    ice: { iceServers: undefined, iceTransportPolicy: 'all' },
    clock,
    log: silentLogger,
  })
  const heard: string[] = []
  for (const name of roomEventNames) room.on(name, (...args) => heard.push([name, idOf(args[0])].join(' ').trim()))
  return { clock, server, model, session, room, device, heard, after }
}

function idOf(subject: unknown): string {
  if (typeof subject === 'string') return subject
  for (const key of ['messageId', 'feedId', 'uid']) {
    const id = (subject as Record<string, unknown>)[key]
    if (typeof id === 'string') return id
  }
  return ''
}
