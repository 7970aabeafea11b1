import type { Publication, Room } from '@mrtc/web-sdk/core'

/** Sends no sound, or sends it again; the microphone stays open. */
export async function toggleMicrophone(publication: Publication) {
  await publication.setMuted('audio', !publication.isMuted('audio'))
}

/** Tells of everybody who mutes or unmutes a microphone. */
export function watchMutes(room: Room, show: (uid: string, isMuted: boolean) => void) {
  return room.on('feedChanged', ({ uid, tracks }) => {
    const audio = tracks.find(({ kind }) => kind === 'audio')
    if (audio) show(uid, audio.muted)
  })
}
