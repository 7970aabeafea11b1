import { ServerProgram } from '../../support/server-program.ts'
import { both, manual, ownCamera, slots } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { isToldCode, refuses } from './expect.ts'

export const ofTwo: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(both)
  const bob = await scene.person()
  await bob.joinsRoom(room, both)
  for (const page of [alice, bob]) await page.showsMovement('video1')
  await alice.isTold('OnNewPublish')
  await alice.isTold('OnNewSubscribe')
  const [sid] = await alice.isTold('OnPublishSucc')
  await alice.succeeds('SetLocalAudioEnable', 0, sid)
  await alice.succeeds('SetLocalVideoEnable', 0, sid)
  await alice.succeeds('SendTextMsg', 'hello')
  await bob.isTold('OnReceiveTextMsg')
  await refuses(alice.call('SendTextMsg', 'hello', ['nobody']), -10291)
  await bob.succeeds('LeaveRoom')
  await isToldCode(bob, 'OnMediaClose', 5008)
  await isToldCode(alice, 'OnMediaClose', 5002)
}

export const byHand: Scenario = async (scene) => {
  const alice = await scene.person()
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  await bob.joinsRoom(room, manual)
  const sid = await alice.succeeds('Publish', ownCamera)
  const [feed] = (await bob.isTold('OnNewPublish')) as [{ feedId: string }]
  const subscription = { feedId: feed.feedId, ...slots[0] }
  const subscribed = await bob.succeeds('Subscribe', subscription)
  await bob.succeeds('UnSubscribe', subscribed)
  await alice.isTold('OnUnSubscribe')
  await bob.succeeds('Subscribe', subscription)
  await bob.forget()
  await alice.succeeds('UnPublish', sid)
  await isToldCode(alice, 'OnMediaClose', 5001)
  await isToldCode(bob, 'OnMediaClose', 5006)
}

export const endWithTheServer: Scenario = async (scene) => {
  const platform = await scene.ownPlatform({ signaling: { sessionTtlMs: 3_000 } })
  const alice = await scene.person(platform)
  await alice.createsRoom(both)
  await alice.isTold('OnPublishSucc')
  await platform.server.close()
  await isToldCode(alice, 'OnMediaClose', 5005)
}

/** The server is killed, and started again without keeping places for those who were in rooms. */
export const endWithTheRoom: Scenario = async (scene) => {
  const server = scene.use(await ServerProgram.start({ MRTC_ROOMS_RETURN_GRACE_MS: '0' }))
  const alice = await scene.person(server.platform)
  await alice.createsRoom(both)
  await alice.isTold('OnPublishSucc')
  await server.end('SIGKILL')
  await server.start()
  await isToldCode(alice, 'OnMediaClose', 5009, { timeoutMs: 60_000 })
}

export const sendData: Scenario = async (scene) => {
  const alice = await scene.person()
  const config = { ...manual, engine: 2, enableDataChannel: true } as const
  const room = await alice.createsRoom(config)
  const bob = await scene.person()
  await bob.joinsRoom(room, config)
  await alice.isTold('OnNewJoinerIn')
  await alice.succeeds('SendData', 'hello')
  await bob.isTold('OnReceiveData')
  await bob.succeeds('SendData', 'hello')
  await alice.isTold('OnReceiveData')
}
