import { captureCamera, listDevices, onDevicesChanged, type Publication, type Room } from '@mrtc/web-sdk/core'

/** Camera and microphone, those chosen or the browser's. */
export async function publishCamera(room: Room, chosen: { camera?: string; microphone?: string } = {}) {
  const { audio, video } = await captureCamera({
    audio: chosen.microphone ? { deviceId: chosen.microphone } : true,
    video: { width: 1280, height: 720, ...(chosen.camera ? { deviceId: chosen.camera } : {}) },
  })
  return room.publish({ audio, video, tag: 'camera' })
}

/** Another camera on the same feed: nobody has to subscribe again. */
export async function changeCamera(publication: Publication, deviceId: string) {
  const { video } = await captureCamera({ video: { width: 1280, height: 720, deviceId } })
  if (!video) return
  const before = publication.tracks.video
  await publication.replaceTrack('video', video)
  before?.stop() // whoever captures stops
}

/** What there is, now and each time that something is plugged in or out. @returns a function that ends it */
export async function watchDevices(show: (cameras: string[]) => void) {
  const update = async () => {
    const { cameras } = await listDevices({ askPermission: true }) // without permission labels are empty
    show(cameras.map(({ label }) => label))
  }
  await update()
  return onDevicesChanged(() => void update())
}
