import { CallClient, type CallClientOptions, type Room } from '@mrtc/web-sdk/core'

/** Media goes straight to the other page while two are in the room who both ask for it, else over the server. */
export function createDirectRoom(client: CallClient): Promise<Room> {
  return client.createRoom({ direct: true })
}

/** How media comes: `server`, `direct` or `relay`. */
export function watchRoute(room: Room, show: (route: string) => void) {
  show(room.route.route)
  return room.on('routeChanged', ({ route }) => show(route))
}

/** With TURN servers of your own, and no other way: it shows whether they work. */
export function clientOverTurn(
  options: CallClientOptions,
  turn: { urls: string; username: string; credential: string },
) {
  return new CallClient({ ...options, iceServers: [turn], iceTransportPolicy: 'relay' })
}
