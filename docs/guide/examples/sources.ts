import { captureFile, captureRegion, captureScreen, type Room } from '@mrtc/web-sdk/core'

/** A screen, window or tab, with its sound where the browser gives it. Call it from a click. */
export async function shareScreen(room: Room) {
  const screen = await captureScreen({ audio: true })
  const publication = await room.publish({ ...screen, source: 'screen', tag: 'screen' })
  // The person has ended it from the browser's own bar.
  publication.on('trackEnded', () => void publication.close())
  return publication
}

/** An element of this page and what lies over it. Call it from a click. */
export async function shareBoard(room: Room, board: Element) {
  const { video } = await captureRegion(board)
  return room.publish({ video, source: 'region', tag: 'board' })
}

/** A picture, PDF, video or sound, as `<input type="file">` gives it. */
export async function shareFile(room: Room, file: Blob) {
  const { audio, video, pages, playback } = await captureFile(file)
  const publication = await room.publish({ audio, video, source: 'file', tag: 'file' })
  return { publication, pages, playback } // pages of a PDF, playback of video and sound
}

/** Anything that is a track. */
export function shareCanvas(room: Room, canvas: HTMLCanvasElement) {
  const [video] = canvas.captureStream(15).getVideoTracks()
  return room.publish({ video, source: 'custom', tag: 'drawing' })
}
