/** Settings of rooms. The server's configuration composes this schema with those of the other parts. */
import { limits } from '@mrtc/protocol'
import * as z from 'zod'

export const roomConfigSchema = z.object({
  maxRooms: z
    .number()
    .int()
    .min(1)
    .default(1_000)
    .describe('Rooms at one time; past it room.create answers SERVER_FULL.'),
  maxRoomsPerCreator: z
    .number()
    .int()
    .min(1)
    .default(20)
    .describe(
      'Open rooms that one user created, also those that wait for a lost client; past it room.create answers RATE_LIMITED.',
    ),
  maxParticipantsPerRoom: z
    .number()
    .int()
    .min(1)
    .max(limits.participantsPerRoom)
    .default(limits.participantsPerRoom)
    .describe('Participants of one room; past it room.join answers ROOM_FULL.'),
  returnGraceMs: z
    .number()
    .int()
    .min(0)
    .default(limits.sessionTtlMs)
    .describe('After a restart: how long the places in rooms are kept for their clients, in milliseconds.'),
  endedRoomsRemembered: z
    .number()
    .int()
    .min(0)
    .default(10_000)
    .describe('Ended rooms that are remembered, so that joining one answers ROOM_ENDED and not ROOM_NOT_FOUND.'),
  endedRoomTtlMs: z
    .number()
    .int()
    .min(0)
    .default(24 * 60 * 60 * 1_000)
    .describe('How long an ended room is remembered, in milliseconds.'),
})
export type RoomConfig = z.infer<typeof roomConfigSchema>
