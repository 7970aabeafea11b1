import { manual, ownCamera, slots } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { refuses } from './expect.ts'

export const isRefused: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  await refuses(bob.call('Subscribe', { feedId: 'x', ...slots[0] }), -1087)
  await bob.joinsRoom(room, manual)
  await refuses(bob.call('Subscribe', { feedId: 'x', ...slots[0] }), -1081)
  await alice.succeeds('Publish', ownCamera)
  const [feed] = (await bob.isTold('OnNewPublish')) as [{ feedId: string }]
  const { feedId } = feed
  await refuses(bob.call('Subscribe', { feedId }), -1086)
  await refuses(bob.call('Subscribe', { feedId, subscribe_video_id: 'nowhere' }), -1085)
  await bob.succeeds('Subscribe', { feedId, ...slots[0] })
  await refuses(bob.call('Subscribe', { feedId, ...slots[0] }), -1082)
}
