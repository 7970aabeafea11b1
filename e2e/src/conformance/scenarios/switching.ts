import { waitFor } from '../../support/wait.ts'
import { both, manual, ownCamera, subscribeAll } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { refuses } from './expect.ts'

const screen = { media_type: 3, publish_device: 2 } as const
const microphone = { media_type: 2, publish_device: 1 } as const

export const whatIsShown: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  await bob.joinsRoom(room, subscribeAll)
  const sid = await alice.succeeds<number>('Publish', ownCamera)
  await bob.showsMovement('video1')
  await alice.succeeds('ChangeMediaStream', { ...screen, sid })
  await bob.isTold('OnParticipantEvent')
  await bob.showsMovement('video1')
  await alice.succeeds('ChangeMediaStream', { ...ownCamera, sid })
  await alice.succeeds('ChangeProfile', { sid, video_profile_type: 9 })
  await bob.showsMovement('video1')
  await alice.succeeds('ChangeStreamSize', sid, 2)
  await waitFor(
    () => alice.page.evaluate(() => (document.getElementById('own1') as HTMLVideoElement).videoHeight === 480),
    { what: 'the picture to be 640x480' },
  )
}

export const isRefused: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  const sid = await alice.succeeds<number>('Publish', ownCamera)
  await refuses(alice.call('ChangeMediaStream', { ...screen, sid: 99 }), -1101)
  await refuses(alice.call('ChangeMediaStream', { ...screen, sid, publish_device: 8 }), -1102)
  await refuses(alice.call('ChangeMediaStream', { ...screen, sid, publish_device: 3 }), -1107)
  await refuses(alice.call('ChangeMediaStream', { ...screen, sid, publish_device: 5 }), -1110)
  await refuses(alice.call('ChangeProfile', { sid, video_profile_type: 100 }), -1111)
  await refuses(alice.call('ChangeStreamSize', sid, 77), -10321)
  await alice.page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('refused', 'NotAllowedError'))
    navigator.mediaDevices.getUserMedia = refuse
    navigator.mediaDevices.getDisplayMedia = refuse
  })
  await refuses(alice.call('ChangeMediaStream', { ...ownCamera, sid }), -1104)
  await refuses(alice.call('ChangeMediaStream', { ...ownCamera, media_type: 3, sid }), -1106)
  await refuses(alice.call('ChangeMediaStream', { ...microphone, sid }), -1108)
  await refuses(alice.call('ChangeMediaStream', { ...screen, sid }), -1105)
  await alice.page.evaluate(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }))
  await refuses(alice.call('ChangeMediaStream', { ...ownCamera, sid }), -1109)
}

export const codecs: Scenario = async (scene) => {
  const nobody = await scene.page()
  await refuses(nobody.call('SetLocalCodecType', 'VP8'), -5201)
  const alice = await scene.person()
  const room = await alice.createsRoom(both)
  const bob = await scene.person()
  await bob.joinsRoom(room, subscribeAll)
  await bob.showsMovement('video1')
  await refuses(alice.call('SetLocalCodecType', 'VP8', 99), -5202)
  await refuses(alice.call('SetLocalCodecType', 'H265'), -5203)
  for (const codec of ['H264', 'VP9', 'AV1', 'VP8'] as const) {
    await alice.succeeds('SetLocalCodecType', codec)
    await bob.showsMovement('video1')
  }
}

/** Frames of a filter of the application's: everything goes through a canvas. */
export const filters: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  for (const page of [alice, bob]) await page.setsStreamFilter()
  await bob.joinsRoom(room, subscribeAll)
  await alice.succeeds('Publish', ownCamera)
  await bob.showsMovement('video1')
  await bob.isTold('StreamFilterHandler')
}
