import { useCallback } from 'react'
import type { RoomView } from '../../../call/room-view.ts'
import { nameOf } from '../../../call/room-view.ts'
import { useStore } from '../../../hooks/useStore.ts'
import { useCall } from '../CallContext.ts'

/** Who and what is in the room. */
export const useRoom = (): RoomView & { readonly localUid: string; readonly creatorUid: string } => {
  const call = useCall()
  const view = useStore(call.view)
  return { ...view, localUid: call.room.localUid, creatorUid: call.room.creatorUid }
}

/** The names of people by uid. */
export const useNames = (): ((uid: string) => string) => {
  const call = useCall()
  const { participants } = useStore(call.view)
  return useCallback(
    (uid) =>
      nameOf(
        participants.find((participant) => participant.uid === uid),
        uid,
      ),
    [participants],
  )
}
