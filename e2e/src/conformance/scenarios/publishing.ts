import type { Page } from 'puppeteer-core'
import { MediaRelay } from '../../support/media-relay.ts'
import { both, manual, ownCamera, subscribeAll } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { isToldCode, refuses } from './expect.ts'

const screen = { ...ownCamera, publish_device: 2 } as const
/** More than the server takes (limits.tagLength). */
const longTag = 'x'.repeat(200)
/** One more than a participant may publish (limits.feedsPerParticipant). */
const tooMany = 9
/** Long enough to be paused before it is over. */
const clipMs = 4_000

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
  await refuses(alice.call('Publish', { ...ownCamera, background: { type: 'image' } }), 5109)
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

/** A network that lets nothing of media through any more, while signalling goes on. Links are built anew for a minute or more. */
export const pathIsLost: Scenario = async (scene) => {
  const relay = scene.use(new MediaRelay())
  const alice = await scene.person(scene.platform, (page) => relay.attach(page))
  await alice.createsRoom(manual)
  await alice.succeeds('Publish', ownCamera)
  await relay.setLink({ up: { lossShare: 1 }, down: { lossShare: 1 } })
  await isToldCode(alice, 'OnMediaClose', 5010, { timeoutMs: 140_000 })
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

export const files: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  await bob.joinsRoom(room, subscribeAll)
  await recordsClip(alice.page)
  const published = await alice.callWith('Publish', () => {
    const { clip } = window as unknown as { clip: Blob }
    return [{ media_type: 1, publish_device: 3, file: clip, publish_video_id: 'own1', publish_tag: 'file' }]
  })
  if ('code' in published) throw new Error(`the file was not published: ${published.reason}`)
  await bob.showsMovement('video1')
  const sid = published.value as number
  await alice.succeeds('PauseFile', sid)
  await alice.succeeds('PlayFile', sid)
  await alice.isTold('OnFileStreamClosed')
  const noVideo = () => {
    const file = new Blob(['x'], { type: 'video/mp4' })
    return [{ media_type: 1, publish_device: 3, file, publish_video_id: 'own1', publish_tag: 'file' }]
  }
  await refuses(alice.callWith('Publish', noVideo), 5106)
  await refuses(alice.call('PauseFile', 99), -1101)
  await refuses(alice.call('PlayFile', 99), -1101)
}

/** A file as a person's disk has it, from the page's own camera: `window.clip`. */
async function recordsClip(page: Page): Promise<void> {
  await page.evaluate(async (lengthMs) => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
    const recorder = new MediaRecorder(stream, { mimeType: 'video/webm' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.start()
    await new Promise((resolve) => setTimeout(resolve, lengthMs))
    recorder.stop()
    await stopped
    for (const track of stream.getTracks()) track.stop()
    Object.assign(window, { clip: new Blob(parts, { type: 'video/webm' }) })
  }, clipMs)
}
