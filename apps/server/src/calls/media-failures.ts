/**
 * What becomes of a room when media ends: feeds and subscriptions stay as they are, without media, and their clients
 * build transports anew and attach to them again.
 */
import type { HappeningOf } from '../happenings/index.ts'
import { detachTracks, event } from '../rooms/index.ts'
import type { LiveRoom } from './live-room.ts'
import type { Seat } from './seat.ts'
import type { CallService } from './service.ts'
import { commonOf } from './what-happened.ts'

/** One transport failed or its peer closed it. */
export function transportClosed(calls: CallService, room: LiveRoom, transportId: string): void {
  const seat = [...room.seats.values()].find(({ transports }) => transports.has(transportId))
  if (!seat) return
  tellTransportClosed(calls, seat, transportId)
  detach(calls, { seat, transportId, cause: 'failed' })
}

/** The client itself gave the transport up. */
export function giveUpTransport(calls: CallService, seat: Seat, transportId: string): void {
  seat.room.mediaIfOpen?.closeTransport(transportId)
  detach(calls, { seat, transportId, cause: 'replaced' })
}

/** The worker died, and with it all transports of the room. */
export function mediaLost(calls: CallService, room: LiveRoom): void {
  for (const seat of room.seats.values()) {
    for (const transportId of [...seat.transports.keys()]) {
      tellTransportClosed(calls, seat, transportId)
      detach(calls, { seat, transportId, cause: 'workerDied' })
    }
  }
  // On another worker, and at once: it stands when the clients ask for transports.
  room.openMedia().catch((error: unknown) => calls.log.warn({ err: error, roomId: room.roomId }, 'no new media yet'))
}

function tellTransportClosed(calls: CallService, seat: Seat, transportId: string): void {
  const direction = seat.transports.get(transportId)
  if (direction) calls.outbox.post(seat.session, event('transport.closed', { transportId, direction }))
}

interface Loss {
  readonly seat: Seat
  readonly transportId: string
  readonly cause: HappeningOf<'transport.closed'>['cause']
}

function detach(calls: CallService, { seat, transportId, cause }: Loss): void {
  const { room, uid } = seat
  const common = commonOf(calls.stateOf(room), Date.now())
  calls.happenings.tell({ kind: 'transport.closed', ...common, uid, transportId, cause })
  for (const lost of seat.dropTransport(transportId)) {
    calls.apply(room, detachTracks(calls.stateOf(room), lost))
    for (const { watched } of room.seats.values()) {
      for (const watching of watched.values()) {
        if (watching.feedId !== lost.feedId) continue
        watching.consumers = new Map([...watching.consumers].filter(([kind]) => !lost.kinds.includes(kind)))
      }
    }
  }
}
