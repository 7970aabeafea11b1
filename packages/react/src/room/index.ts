/** The room that components are about: provider, model and the hooks on who and what is in it. */
export { useConnection, useFeeds, useMediaLost, useNames, useParticipant, useParticipants, useRoom } from './hooks.ts'
export { RoomProvider, type RoomProviderProps } from './RoomProvider.tsx'
export { useRoomModel } from './room-context.ts'
export { RoomModel, type RoomModelOptions } from './room-model.ts'
export { nameOf, type RoomView } from './room-view.ts'
