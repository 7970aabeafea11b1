import { waitFor } from '../../support/wait.ts'
import { both, manual, ownCamera, slots } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { refuses } from './expect.ts'

/** More than any stream of the fake camera has, in kbit/s. */
const tooMuchKbps = 50_000

export const qualityAndVolume: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  await bob.joinsRoom(room, manual)
  await alice.succeeds('SetPublishWeakBitrateLimit', tooMuchKbps)
  await bob.succeeds('SetSubscribeWeakBitrateLimit', tooMuchKbps)
  await alice.succeeds('Publish', { ...ownCamera, need_volume_analyser: true })
  const [feed] = (await bob.isTold('OnNewPublish')) as [{ feedId: string }]
  await bob.succeeds('Subscribe', { feedId: feed.feedId, ...slots[0], need_volume_analyser: true })
  for (const page of [alice, bob]) await page.isTold('OnVolumeAnalyser')
  for (const page of [alice, bob]) {
    const isTold = async () => (await page.everCalled()).some(([name]) => name === 'OnStatistics')
    await waitFor(isTold, { what: 'statistics' })
  }
  for (const page of [alice, bob]) await page.isTold('OnNetworkWeak')
}

export const logs: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.createsRoom(manual)
  const text = await alice.succeeds<string>('DownloadLog')
  if (!text.includes('OnCreateRoomSucc')) throw new Error(`the log does not tell what was done: ${text}`)
}

export const pictures: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(both)
  const bob = await scene.person()
  await bob.joinsRoom(room, both)
  const [own] = await bob.isTold('OnPublishSucc')
  const [, others] = await bob.isTold('OnSubscribeSucc')
  await bob.showsMovement('video1')
  const local = await bob.succeeds<{ width: number }>('TakePicture', 0, 320, 180, own, 2)
  if (local.width !== 320) throw new Error(`a picture of ${local.width} pixels was taken`)
  await waitFor(
    async () => {
      const remote = await bob.call('TakePicture', 1, undefined, undefined, others)
      return 'value' in remote && (remote.value as { width: number }).width === 640
    },
    { what: 'a remote picture in full size' },
  )
  await refuses(bob.call('TakePicture', 1, 320, 180, 99), -1101)
}
