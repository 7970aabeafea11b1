import type { CallClient, ConnectionState, Room } from '@mrtc/web-sdk/core'

/** What to tell the person about the connection; undefined while all is well. */
export function connectionNotice(state: ConnectionState): string | undefined {
  if (state.state === 'resuming') return 'The connection was lost and is being restored …'
  if (state.state === 'closed') return state.error?.message ?? 'The call is over.'
  return undefined
}

/** Nothing has to be done to come back: these only tell. */
export function watchConnection(client: CallClient, room: Room, show: (notice: string | undefined) => void) {
  client.on('stateChanged', (state) => show(connectionNotice(state)))
  room.on('participantChanged', ({ uid, connected }) => show(connected ? undefined : `${uid} is reconnecting`))
  room.on('closed', (reason) => show(`Out of the room: ${reason}`)) // left, kicked, takenOver, sessionLost, ...
}
