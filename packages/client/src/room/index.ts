/** A room as one participant sees it: mirrored state, media and texts. */
export { Room } from './room.ts'
export type { RoomCloseReason, RoomEvents } from './room-events.ts'
