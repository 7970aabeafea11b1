import type { Room } from '@mrtc/web-sdk/core'

/** A text to everybody, and who has it. */
export async function say(room: Room, text: string) {
  const { recipients } = await room.sendText(text)
  return recipients
}

/** A command to one participant: in order, once, and also to who is reconnecting. */
export async function pointAt(room: Room, uid: string, place: { x: number; y: number }) {
  const [outcome] = await room.sendCommand('point', place, { to: [uid] })
  return outcome
}

/** A file to everybody; it goes on by itself after the network was away. */
export async function sendFile(room: Room, file: File, showProgress: (share: number) => void) {
  const upload = room.sendFile(file)
  upload.on('stateChanged', (state) => {
    if (state.state === 'uploading') showProgress(state.sentBytes / upload.sizeBytes)
  })
  return upload.finished // FILE_TOO_LARGE, FILE_TYPE_REFUSED, ...
}

/** What the others send. */
export function listen(room: Room, show: (line: string) => void) {
  room.on('textReceived', ({ from, text }) => show(`${from}: ${text}`))
  room.on('commandReceived', ({ from, name, payload }) => show(`${from} ${name} ${JSON.stringify(payload)}`))
  room.on('fileReceived', ({ from, name, url }) => show(`${from} sent ${name}: ${url}`))
}
