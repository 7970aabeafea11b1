/** Handlers of `recording.*`, and rooms as the recorder sees them. */

import type { RecordableFeed, RecordableRoom } from '../recorder/contract.ts'
import { event, type feedOf } from '../rooms/index.ts'
import type { AppIdentity, RequestHandlers } from '../signaling/contract.ts'
import { tellDemand } from './demand.ts'
import type { LiveRoom } from './live-room.ts'
import type { Seat } from './seat.ts'
import type { CallService } from './service.ts'

type RecordingHandlers = Pick<
  RequestHandlers,
  | 'recording.start'
  | 'recording.stop'
  | 'recording.pause'
  | 'recording.resume'
  | 'recording.setWatermarks'
  | 'recording.get'
>

export function recordingHandlers(calls: CallService): RecordingHandlers {
  const { recorder } = calls
  return {
    'recording.start': ({ parameters }, { session }) => {
      const { room, uid } = calls.seatOf(session)
      return recorder.start(recordableRoom(calls, room, session.app), { uid, parameters })
    },
    'recording.stop': async ({ recordId }, { session }) => {
      await recorder.stop(calls.seatOf(session).room.roomId, recordId)
      return {}
    },
    'recording.pause': async ({ recordId }, { session }) => {
      await recorder.pause(calls.seatOf(session).room.roomId, recordId)
      return {}
    },
    'recording.resume': async ({ recordId }, { session }) => {
      await recorder.resume(calls.seatOf(session).room.roomId, recordId)
      return {}
    },
    'recording.setWatermarks': async ({ recordId, watermarks }, { session }) => {
      await recorder.setWatermarks(calls.seatOf(session).room.roomId, recordId, watermarks)
      return {}
    },
    'recording.get': async ({ recordId, roomId }, { session }) => ({
      recording: await recorder.info(session.app, recordId, roomId),
    }),
  }
}

/** Whoever comes in is told that the room is being recorded. */
export function tellRecordings(calls: CallService, seat: Seat): void {
  const recordings = [...calls.recorder.active(seat.room.roomId)]
  if (recordings.length > 0) calls.outbox.post(seat.session, event('room.recordingsChanged', { recordings }))
}

/** A room, for the recorder. */
export function recordableRoom(calls: CallService, room: LiveRoom, app: AppIdentity): RecordableRoom {
  const { roomId } = room
  return {
    roomId,
    app,
    isOpen: () => calls.isOpen(room),
    uids: () => [...calls.stateOf(room).participants.keys()],
    feeds: () => [...calls.stateOf(room).feeds.values()].filter(({ state }) => state === 'published').map(recordable),
    async tap(producerId, listener) {
      const feedId = feedOfProducer(producerId)
      const tap = await room.media.tap(producerId, {
        ...{ packet: listener.packet, senderReport: listener.senderReport },
        ended: () => {
          if (feedId !== undefined) changeTaps(feedId, -1)
          listener.ended()
        },
      })
      if (feedId !== undefined) changeTaps(feedId, 1)
      return tap
    },
    tell(told, uid) {
      for (const seat of room.seats.values()) {
        if (uid === undefined || seat.uid === uid) calls.outbox.post(seat.session, told)
      }
    },
  }

  function recordable({ feedId, uid, tag, kinds, tracks }: ReturnType<typeof feedOf>): RecordableFeed {
    const published = room.tracksOf({ feedId, uid })
    return {
      ...{ feedId, uid, tag, kinds },
      tracks: tracks.flatMap(({ kind, muted }) => {
        const track = published?.get(kind)
        return track ? [{ producerId: track.producerId, kind, muted }] : []
      }),
    }
  }

  function feedOfProducer(producerId: string): string | undefined {
    for (const published of [...[...room.seats.values()].map((seat) => seat.published), room.played]) {
      for (const [feedId, tracks] of published) {
        if ([...tracks.values()].some((track) => track.producerId === producerId)) return feedId
      }
    }
    return undefined
  }

  /** A recorder wants all that a feed has, as a receiver does who can take all. */
  function changeTaps(feedId: string, by: 1 | -1): void {
    const taps = (room.taps.get(feedId) ?? 0) + by
    if (taps > 0) room.taps.set(feedId, taps)
    else room.taps.delete(feedId)
    tellDemand(calls.outbox, room, feedId)
  }
}
