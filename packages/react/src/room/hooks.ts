import type { ConnectionState, Feed, Participant, RoomPort } from '@mrtc/web-sdk/core'
import { useCallback } from 'react'
import { useStore } from '../useStore.ts'
import { useRoomModel } from './room-context.ts'
import { nameOf } from './room-view.ts'

/** The room itself: `publish`, `sendText`, `kick`, `leave`, ... */
export const useRoom = (): RoomPort => useRoomModel().room

/** Everyone in the room, also ourselves, in the order of joining. */
export const useParticipants = (): readonly Participant[] => useStore(useRoomModel().view).participants

/** One person; undefined when they are not there (any more). */
export const useParticipant = (uid: string): Participant | undefined =>
  useParticipants().find((participant) => participant.uid === uid)

/** Everyone's published feeds, also our own, in the order of publishing. */
export const useFeeds = (): readonly Feed[] => useStore(useRoomModel().view).feeds

/** How people are called, by uid. */
export function useNames(): (uid: string) => string {
  const participants = useParticipants()
  return useCallback(
    (uid) =>
      nameOf(
        participants.find((participant) => participant.uid === uid),
        uid,
      ),
    [participants],
  )
}

/** How our connection to the server is. While it is `resuming` the call goes on and comes back by itself. */
export const useConnection = (): ConnectionState => useStore(useRoomModel().connection)

/** Whether sound and picture have been interrupted for a while. They come back by themselves. */
export const useMediaLost = (): boolean => useStore(useRoomModel().mediaLost)
