import { type MediaTracks, type Room, saveFile, startRecording, takePicture } from '@mrtc/web-sdk/core'

/** What a stream shows now, as a file. */
export async function savePicture(video: MediaStreamTrack) {
  const { blob } = await takePicture(video, { type: 'image/jpeg', width: 640 })
  saveFile(blob, 'picture.jpg')
  return blob
}

/** Records up to four streams on this computer. @returns a function that stops and saves */
export async function recordHere(streams: MediaTracks[]) {
  const recording = await startRecording({
    streams,
    size: { width: 1280, height: 720 },
    watermarks: [{ kind: 'time', x: 20, y: 20 }],
  })
  recording.on('failed', ({ message }) => console.error(message))
  return async () => {
    const file = await recording.stop()
    saveFile(file.blob, `call${file.extension}`)
    return file
  }
}

/** Records the room on the server; everybody in it is told. @returns a function that stops */
export async function recordOnServer(room: Room) {
  room.on('recordingFailed', ({ message }) => console.error(message))
  const { recordId } = await room.recordings.start({ rendering: { width: 1280, height: 720 } })
  return async () => {
    await room.recordings.stop(recordId)
    return room.recordings.get(recordId) // `rendering`, later `ready` with its files
  }
}
