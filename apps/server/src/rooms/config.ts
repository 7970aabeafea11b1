/** Settings of rooms. The server's configuration composes this schema with those of the other parts. */
import { limits } from '@mrtc/protocol'
import * as z from 'zod'

export const roomConfigSchema = z.object({
  /** Rooms at one time; past it `room.create` answers SERVER_FULL. */
  maxRooms: z.number().int().min(1).default(1_000),
  /** Participants of one room; past it `room.join` answers ROOM_FULL. */
  maxParticipantsPerRoom: z.number().int().min(1).max(limits.participantsPerRoom).default(limits.participantsPerRoom),
  /** How many ended rooms are remembered, so that joining one answers ROOM_ENDED and not ROOM_NOT_FOUND. */
  endedRoomsRemembered: z.number().int().min(0).default(10_000),
  /** How long an ended room is remembered, in milliseconds. */
  endedRoomTtlMs: z
    .number()
    .int()
    .min(0)
    .default(24 * 60 * 60 * 1_000),
})
export type RoomConfig = z.infer<typeof roomConfigSchema>
