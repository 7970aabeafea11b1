import { createContext, useContext } from 'react'
import type { RoomModel } from './room-model.ts'

export const RoomContext = createContext<RoomModel | undefined>(undefined)

/** Everything that is known of the room, as stores: for what no other hook gives, with {@link useStore}. */
export function useRoomModel(): RoomModel {
  const model = useContext(RoomContext)
  if (model === undefined) throw new Error('No room here: put the component within a <RoomProvider>.')
  return model
}
