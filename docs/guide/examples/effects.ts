import { captureCamera, type Room, startNoiseSuppression, startVideoBackground } from '@mrtc/web-sdk/core'

/** A camera whose background is blurred and a microphone without noise. */
export async function publishTidy(room: Room) {
  const { video, audio, stop } = await captureCamera({ video: true, audio: true })
  if (!video || !audio) throw new Error('no camera or no microphone')
  const background = await startVideoBackground(video, { background: { kind: 'blur' } })
  background.on('failed', ({ message }) => console.error(message)) // all of the picture is blurred then
  const quiet = await startNoiseSuppression(audio)
  const publication = await room.publish({ video: background.track, audio: quiet.track })
  publication.on('closed', () => {
    background.close()
    quiet.close()
    stop()
  })
  return { publication, background, quiet } // background.set({ kind: 'image', image }), quiet.set(false)
}
