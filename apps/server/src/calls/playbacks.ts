/** Handlers of `vod.*`, and rooms as the player of files sees them. */
import { limits, MrtcError, serverNames, type TrackKind, type VodSource } from '@mrtc/protocol'
import type { VideoCodec } from '../apps/index.ts'
import type { Ingest, IngestVideoCodec } from '../media/index.ts'
import { addPlayback, addTrack, declareFeed, event, isPerson, leaveRoom } from '../rooms/index.ts'
import type { RequestHandlers } from '../signaling/contract.ts'
import type { PlaybackEnd, PlaybackSource, Stage } from '../vod/contract.ts'
import { newId } from './ids.ts'
import type { LiveRoom } from './live-room.ts'
import type { PublishedTrack, Seat } from './seat.ts'
import type { CallService } from './service.ts'

/** Of a participant's name. */
const nameLength = 64
/** What FFmpeg is asked for, the cheapest first. */
const playedCodecs: readonly IngestVideoCodec[] = ['VP8', 'H264']

export function playbackHandlers(calls: CallService): Pick<RequestHandlers, 'vod.start' | 'vod.stop'> {
  return {
    'vod.start': ({ source, startTimeoutMs = limits.vodStartTimeoutMs }, { session }) => {
      const seat = calls.seatOf(session)
      const { roomId } = seat.room
      const vodId = `${serverNames.vod}${newId()}`
      const found = sourceOf(calls, seat, source)
      const stage = stageOf(calls, { seat, vodId, name: nameOf(found) })
      calls.vod.start({ vodId, roomId, source: found, startTimeoutMs, stage })
      seat.playbacks.add(vodId)
      return { vodId }
    },
    'vod.stop': ({ vodId }, { session }) => {
      calls.vod.stop(calls.seatOf(session).room.roomId, vodId)
      return {}
    },
  }
}

/** What this one started ends with their stay. */
export function starterLeft(calls: CallService, { playbacks, room }: Seat): void {
  for (const vodId of [...playbacks]) calls.vod.stop(room.roomId, vodId)
}

/** Nothing plays after a restart: the room takes up without them. */
export function endPlaybacksOfBefore(calls: CallService, room: LiveRoom): void {
  for (const { info } of [...calls.stateOf(room).participants.values()]) {
    if (isPerson(info)) continue
    calls.apply(room, leaveRoom(calls.stateOf(room), { uid: info.uid, reason: 'lost' }))
  }
}

function sourceOf({ files }: CallService, { room, uid }: Seat, source: VodSource): PlaybackSource {
  if ('url' in source) return { url: new URL(source.url) }
  return files.sharedFile({ roomId: room.roomId, uid, file: source.file })
}

function nameOf(source: PlaybackSource): string {
  const name = 'url' in source ? (source.url.pathname.split('/').at(-1) ?? '') : source.name
  return (name || 'file').slice(-nameLength)
}

interface Staging {
  /** Of the one who started it. */
  readonly seat: Seat
  readonly vodId: string
  readonly name: string
}

function stageOf(calls: CallService, { seat, vodId, name }: Staging): Stage {
  const { room, uid: startedBy } = seat
  const feedId = newId()
  let hasStarted = false
  return {
    async ingest(kinds, ended) {
      const videoCodec = codecOf(room.videoCodecs)
      if (!videoCodec && kinds.includes('video')) {
        throw new MrtcError('VOD_UNPLAYABLE', `This call app allows none of ${playedCodecs.join(', ')}.`)
      }
      const media = await room.openMedia()
      return media.ingest({ kinds, videoCodec: videoCodec ?? 'VP8', ended })
    },

    started(ingest) {
      hasStarted = true
      room.played.set(feedId, tracksOf(ingest))
      const kinds = ingest.tracks.map(({ kind }) => kind)
      const uid = vodId
      calls.apply(room, addPlayback(calls.stateOf(room), { uid, displayName: name, now: Date.now() }))
      calls.apply(room, declareFeed(calls.stateOf(room), { uid, feedId, tag: name, source: 'file', kinds }))
      for (const { kind, mimeType } of ingest.tracks) {
        calls.apply(room, addTrack(calls.stateOf(room), { uid, feedId, kind, mimeType, muted: false }))
      }
      tellEveryone(calls, room, event('vod.started', { vodId, startedBy }))
    },

    ended(end) {
      seat.playbacks.delete(vodId)
      if (!calls.isOpen(room)) return
      const told = event('vod.ended', { vodId, ...wireOf(end) })
      if (!hasStarted) {
        calls.outbox.post(seat.session, told)
        return
      }
      room.played.delete(feedId)
      if (calls.stateOf(room).participants.has(vodId)) {
        calls.apply(room, leaveRoom(calls.stateOf(room), { uid: vodId, reason: 'left' }))
      }
      room.feedEnded(feedId)
      tellEveryone(calls, room, told)
    },
  }
}

function tellEveryone(
  { outbox }: CallService,
  { seats }: LiveRoom,
  told: Parameters<CallService['outbox']['post']>[1],
) {
  for (const { session } of seats.values()) outbox.post(session, told)
}

function wireOf({ reason, error }: PlaybackEnd) {
  if (!error) return { reason }
  const { code, message } = error instanceof MrtcError ? error : new MrtcError('INTERNAL')
  return { reason, error: { code, message } }
}

function tracksOf({ tracks }: Ingest): ReadonlyMap<TrackKind, Pick<PublishedTrack, 'producerId'>> {
  return new Map(tracks.map(({ kind, producerId }) => [kind, { producerId }]))
}

function codecOf(allowed: readonly VideoCodec[]): IngestVideoCodec | undefined {
  return playedCodecs.find((codec) => allowed.some((name) => name.toLowerCase() === codec.toLowerCase()))
}
