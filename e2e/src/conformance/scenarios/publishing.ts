import { both, manual, ownCamera } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { isToldCode, refuses } from './expect.ts'

const screen = { ...ownCamera, publish_device: 2 } as const
/** More than the server takes (limits.tagLength). */
const longTag = 'x'.repeat(200)
/** One more than a participant may publish (limits.feedsPerParticipant). */
const tooMany = 9

export const isRefused: Scenario = async (scene) => {
  const alice = await scene.person()
  await refuses(alice.call('Publish', ownCamera), 5104)
  await alice.createsRoom(manual)
  await refuses(alice.call('Publish', { ...ownCamera, publish_video_id: 'nowhere' }), -1072)
  await refuses(alice.call('Publish', { ...ownCamera, publish_tag: longTag }), -1071)
  await isToldCode(alice, 'OnMediaClose', 5003)
  await refuses(alice.call('Publish', { ...ownCamera, video_profile_type: 100 }), 5111)
  await refuses(alice.call('Publish', { ...ownCamera, publish_device: 3 }), 5107)
  await refuses(alice.call('Publish', { ...ownCamera, publish_device: 4, part_of_screen_id: 'nowhere' }), 5108)
  await refuses(alice.call('Publish', { ...ownCamera, publish_device: 5 }), 5110)
}

export const cannotCapture: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  await alice.page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
    navigator.mediaDevices.getUserMedia = refuse
    navigator.mediaDevices.getDisplayMedia = refuse
  })
  await refuses(alice.call('Publish', ownCamera), 5101)
  await refuses(alice.call('Publish', { media_type: 2, publish_device: 1 }), 5102)
  await refuses(alice.call('Publish', screen), 5105)
  await isToldCode(alice, 'OnMediaClose', 5012)
  await alice.page.evaluate(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }))
  await refuses(alice.call('Publish', ownCamera), 5103)
}

export const tooOften: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  const microphone = { media_type: 2, publish_device: 1 }
  for (let published = 1; published < tooMany; published += 1) await alice.succeeds('Publish', microphone)
  await refuses(alice.call('Publish', microphone), -1073)
}

/** A server that names an address where no media can reach it (RFC 5737, TEST-NET-1). */
export const withoutMediaPath: Scenario = async (scene) => {
  const platform = await scene.ownPlatform({ media: { announcedAddress: '192.0.2.1' } })
  const alice = await scene.person(platform)
  const room = await alice.createsRoom(manual)
  const bob = await scene.person(platform)
  await bob.joinsRoom(room, { ...both, auto_publish_subscribe: 1 })
  await refuses(alice.call('Publish', ownCamera), -1074)
  await isToldCode(alice, 'OnMediaClose', 5004)
  await isToldCode(bob, 'OnSubscribeFailed', -1084)
}

export const screenIsTakenBack: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  await alice.succeeds('Publish', screen)
  // The browser's own bar cannot be clicked here; this is what it does.
  await alice.page.evaluate(() => {
    const { srcObject } = document.getElementById('own1') as HTMLVideoElement
    const [track] = (srcObject as MediaStream).getVideoTracks()
    track?.stop()
    track?.dispatchEvent(new Event('ended'))
  })
  await alice.isTold('OnDesktopDisplayClosed')
}

/** A browser whose peer connection does not do what it should. */
export const withoutNegotiation: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  await alice.page.evaluate(() => {
    RTCPeerConnection.prototype.setLocalDescription = () => Promise.reject(new DOMException('no', 'OperationError'))
  })
  await refuses(alice.call('Publish', ownCamera), -1074)
  await isToldCode(alice, 'OnMediaClose', 5011)
}

export const filesAreNotThere: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  await refuses(alice.call('PauseFile', 99), -1101)
  await refuses(alice.call('PlayFile', 99), -1101)
}
