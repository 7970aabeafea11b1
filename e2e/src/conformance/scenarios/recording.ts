import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { waitFor } from '../../support/wait.ts'
import { both, manual, ownCamera, publishOnly } from '../../web-sdk/configs.ts'
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

/** From start to file, with pause, other watermarks, and what each state refuses. */
export const onTheServer: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(publishOnly)
  await alice.isTold('OnPublishSucc')
  const recordId = await alice.succeeds<string>('StartRemoteRecord', 'calls/first', { splitType: 1 }, 'third')
  await alice.isTold('OnInitRemoteRecordSucc')
  await alice.isTold('OnStartRemoteRecordSucc')
  await alice.succeeds('GetRecordInfo', recordId)
  await refuses(alice.call('ResumeRemoteRecord', recordId), -10362)
  await alice.succeeds('ChangeRemoteRecordWatermark', recordId, [{ type: 2, text: 'call', xPosition: 8, yPosition: 8 }])
  await alice.succeeds('PauseRemoteRecord', recordId)
  await refuses(alice.call('PauseRemoteRecord', recordId), -10342)
  await alice.succeeds('ResumeRemoteRecord', recordId)
  await alice.succeeds('StopRemoteRecord', recordId)
  await alice.isTold('OnRemoteRecordOver')
  await refuses(alice.call('StopRemoteRecord', 'unknown'), 10331)
  await refuses(alice.call('PauseRemoteRecord', 'unknown'), -10343)
  await refuses(alice.call('ResumeRemoteRecord', 'unknown'), -10363)
  await refuses(alice.call('GetRecordInfo', 'unknown'), -10352)
}

/** A recording that is not set up, gets too few streams, or loses its disk before and after it has begun. */
export const onTheServerFails: Scenario = async (scene) => {
  const platform = await scene.ownPlatform()
  const alice = await scene.person(platform)
  const room = await alice.createsRoom(publishOnly)
  await alice.isTold('OnPublishSucc')
  await refuses(alice.call('StartRemoteRecord', '', { width: 641 }), -10311)
  await refuses(alice.call('StartRemoteRecord', '', { recordTotalStream: 9, startTimeout: 1 }), -10312)
  await alice.succeeds('StartRemoteRecord', '', { recordTotalStream: 1 })
  const starting = alice.call('StartRemoteRecord', '', { recordTotalStream: 2, startTimeout: 60 })
  const setUp = async () => (await alice.called()).filter(([name]) => name === 'OnInitRemoteRecordSucc').length
  await waitFor(async () => (await setUp()) === 3, { what: 'three recordings to be set up' })
  const { folder } = platform.server.recorder
  for (const recording of await readdir(folder)) await rm(join(folder, recording), { recursive: true })
  const bob = await scene.person(platform)
  await bob.joinsRoom(room, publishOnly)
  await refuses(starting, -10314)
  await alice.isTold('OnRemoteRecordingFailed')
}

/** What is refused before the server is asked. */
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
