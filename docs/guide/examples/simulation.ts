import type { CallClientOptions } from '@mrtc/web-sdk/core'
import { createSimulatedClient } from '@mrtc/web-sdk/simulation'
import { watchConnection } from './reconnects.ts'

/** A test of your own application: does it tell people that the connection was lost, and that it is back? */
export async function tellsOfALostConnection(options: CallClientOptions) {
  const { client, simulate } = createSimulatedClient(options)
  await client.connect()
  const room = await client.createRoom()
  const notices: (string | undefined)[] = []
  watchConnection(client, room, (notice) => notices.push(notice))

  await simulate('signal-drop') // the socket is really gone
  await room.sendText('still there') // waits until the session is resumed
  await client.close()
  return notices
}
