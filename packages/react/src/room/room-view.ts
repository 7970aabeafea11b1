import { type Feed, type Participant, type ReadableStore, type RoomPort, Store } from '@mrtc/web-sdk/core'

/** A room at one moment: a new object for each change, as React wants it. */
export interface RoomView {
  readonly participants: readonly Participant[]
  readonly feeds: readonly Feed[]
}

const viewOf = (room: RoomPort): RoomView => ({
  participants: [...room.participants.values()],
  feeds: [...room.feeds.values()],
})

/** Keeps the view of a room true until it is closed. */
export const observeRoom = (room: RoomPort): { view: ReadableStore<RoomView>; close: () => void } => {
  const view = new Store(viewOf(room))
  const refresh = () => view.set(viewOf(room))
  const offs = [
    room.on('participantJoined', refresh),
    room.on('participantLeft', refresh),
    room.on('participantChanged', refresh),
    room.on('feedPublished', refresh),
    room.on('feedChanged', refresh),
    room.on('feedUnpublished', refresh),
  ]
  return { view, close: () => offs.forEach((off) => void off()) }
}

/** What to call somebody: their name, or else their uid. */
export const nameOf = (participant: Participant | undefined, uid: string): string => participant?.displayName || uid
