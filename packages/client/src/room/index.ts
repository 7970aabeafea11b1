/** A room as one participant sees it: mirrored state, media and messages. */
export { Room } from './room.ts'
export type {
  EndedPlayback,
  FailedRecording,
  FeedAudience,
  ReceivedCommand,
  ReceivedText,
  RoomCloseReason,
  RoomEvents,
} from './room-events.ts'
export type { CommandOptions, SendOptions } from './room-messages.ts'
export type { PlayFileOptions } from './room-playbacks.ts'
export type { CommandOutcome } from './sent-commands.ts'
