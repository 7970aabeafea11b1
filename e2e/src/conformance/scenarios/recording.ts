import { both, manual, ownCamera } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { refuses } from './expect.ts'

const everything = { media_type: 1, record_resolution: '640x360' } as const

/** Two streams with a slice each second, and a file at the end. */
export const inTheBrowser: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(both)
  const bob = await scene.person()
  await bob.joinsRoom(room, both)
  const [own] = await bob.isTold('OnPublishSucc')
  const [, others] = await bob.isTold('OnSubscribeSucc')
  await bob.showsMovement('video1')
  const overlaps = [{ type: 1, id: 'time', xPositon: 8, yPositon: 8 }]
  await bob.succeeds('StartBrowserRecord', 'r1', [own, others], { ...everything, time_slice: 1 / 30, overlaps })
  await bob.isTold('OnClientRecordBlob')
  await refuses(bob.call('StartBrowserRecord', 'r2', [own], everything), -20302)
  await refuses(bob.call('DownloadRecord', 'r1'), -20353)
  await bob.succeeds('PauseRecord', 'r1')
  await bob.succeeds('ResumeRecord', 'r1')
  await bob.succeeds('StopRecord', 'r1')
  await bob.succeeds('DownloadRecord', 'r1', 'call')
  await refuses(bob.call('StartBrowserRecord', 'r1', [own], everything), -20303)
}

export const isRefused: Scenario = async (scene) => {
  const nobody = await scene.page()
  await refuses(nobody.call('StartBrowserRecord', 'r1', [1], everything), -20301)
  await refuses(nobody.call('StopRecord', 'r1'), -20331)
  await refuses(nobody.call('PauseRecord', 'r1'), -20371)
  await refuses(nobody.call('ResumeRecord', 'r1'), -20391)
  await refuses(nobody.call('DownloadRecord', 'r1'), -20351)
  const alice = await scene.person()
  await alice.createsRoom(manual)
  const sid = await alice.succeeds<number>('Publish', { ...ownCamera, media_type: 3 })
  await refuses(alice.call('StartBrowserRecord', 'r1', [99], everything), -20304)
  await refuses(alice.call('StartBrowserRecord', 'r1', [sid], {}), -20305)
  await refuses(alice.call('StartBrowserRecord', 'r1', [], everything), -20306)
  await refuses(alice.call('StartBrowserRecord', 'r1', [sid], { media_type: 2 }), -20307)
  await refuses(alice.call('StartBrowserRecord', 'r1', [sid], { ...everything, record_resolution: '1x1' }), -20308)
  await refuses(alice.call('PauseRecord', 'r1'), -20372)
  await refuses(alice.call('ResumeRecord', 'r1'), -20392)
  await refuses(alice.call('DownloadRecord', 'r1'), -20352)
}

/** The server has neither recorder nor VOD service yet: what is refused before they are asked. */
export const onTheServerIsRefused: Scenario = async (scene) => {
  const nobody = await scene.page()
  await refuses(nobody.call('PauseRemoteRecord', 'r'), -10341)
  await refuses(nobody.call('ResumeRemoteRecord', 'r'), -10361)
  await refuses(nobody.call('GetRecordInfo', 'r'), -10351)
  await refuses(nobody.call('ChangeRemoteRecordWatermark', 'r', []), -10381)
  await refuses(nobody.call('StartVod', { vodFile: 'hello.wav' }), -10372)
  await refuses(nobody.call('StopVod', 'v'), -10392)
  const alice = await scene.person()
  await refuses(alice.call('GetRecordInfo', ''), -10353)
  await alice.createsRoom(manual)
  await refuses(alice.call('StartVod', {}), -10374)
  await refuses(alice.call('StopVod', 'v'), -10393)
}
