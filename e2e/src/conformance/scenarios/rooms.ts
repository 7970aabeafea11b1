import type { InitRoomConfig } from '@mrtc/web-sdk'
import { OutageProxy } from '../../chaos/outage-proxy.ts'
import { manual, publishOnly } from '../../web-sdk/configs.ts'
import { connectConfig } from '../../web-sdk/sdk-page.ts'
import type { Scenario } from '../stage.ts'
import { isToldCode, refuses } from './expect.ts'

export const areConfigured: Scenario = async (scene) => {
  const page = await scene.page()
  await refuses(page.call('InitRoomConfig', manual), -201)
  const person = await scene.person()
  await refuses(person.call('InitRoomConfig', { auto_publish_subscribe: 9 }), -202)
  await refuses(person.call('InitRoomConfig', { ...manual, enableDataChannel: true }), -203)
  await refuses(person.call('InitRoomConfig', { ...manual, E2EE_ikm: '' }), -204)
  await refuses(person.call('InitRoomConfig', { ...publishOnly, video_profile_type: 100 }), -205)
  await person.succeeds('InitRoomConfig', manual)
}

export const areEntered: Scenario = async (scene) => {
  const alice = await scene.person()
  await refuses(alice.call('CreateRoom'), -301)
  await refuses(alice.call('JoinRoom', 'a', 'b'), -401)
  await alice.succeeds('InitRoomConfig', manual)
  await refuses(alice.call('CreateRoom', 'forged'), -302)
  await refuses(alice.call('JoinRoom', 'a', ''), -402)
  const room = await alice.createsRoom(manual)
  const bob = await scene.person()
  await bob.succeeds('InitRoomConfig', manual)
  await refuses(bob.call('JoinRoom', room.roomId, 'wrong'), -403)
  await bob.joinsRoom(room, manual)
  await alice.isTold('OnNewJoinerIn')
  await bob.isTold('OnRoomAttendanceList')
  await bob.succeeds('LeaveRoom')
  await alice.isTold('OnParticipantLeaveRoom')
}

/** The answers come after the requests' time limit: the network goes away as they are made. */
export const areNotAnswered: Scenario = async (scene) => {
  // Sessions outlive the time limit of requests there.
  const platform = await scene.ownPlatform({ signaling: { sessionTtlMs: 60_000 } })
  const { port } = new URL(platform.httpUrl)
  const proxy = scene.use(await OutageProxy.start(Number(port)))
  const creator = await scene.page()
  const joiner = await scene.page()
  for (const [page, uid] of [
    [creator, 'latecreator'],
    [joiner, 'latejoiner'],
  ] as const) {
    await page.succeeds('Connect', connectConfig(proxy.url, await platform.identity(uid)))
    await page.succeeds('InitRoomConfig', manual satisfies InitRoomConfig)
  }
  proxy.goAway()
  try {
    await Promise.all([
      refuses(creator.call('CreateRoom'), -303),
      refuses(joiner.call('JoinRoom', 'somewhere', 'token'), -404),
    ])
  } finally {
    // It ends only when everything that waits in it has gone through.
    proxy.comeBack()
  }
}

/** The person does not answer the question for the camera. */
export const waitForMedia: Scenario = async (scene) => {
  const alice = await scene.person()
  await alice.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => new Promise(() => {})
  })
  await alice.createsRoom(publishOnly)
  await isToldCode(alice, 'OnCreateRoomFailed', -304, { timeoutMs: 60_000 })
}

export const areInvitedInto: Scenario = async (scene) => {
  const alice = await scene.person()
  await refuses(alice.call('Invite', 'bob'), -501)
  const { roomId, rtoken } = await alice.createsRoom(manual)
  const bob = await scene.person()
  await refuses(alice.call('Invite', ''), -503)
  await refuses(alice.call('Invite', bob.uid, 1), -502)
  await alice.succeeds('Invite', bob.uid, 0, 'hello')
  await bob.isTold('OnInviteRequest')
  await bob.succeeds('ReplyInvite', roomId, alice.uid, 0)
  await alice.isTold('OnInviteReply')
  await refuses(bob.call('ReplyInvite', roomId, alice.uid, 0), -602)
  await bob.joinsRoom({ roomId, rtoken }, manual)
  const nobody = await scene.page()
  await refuses(nobody.call('ReplyInvite', roomId, alice.uid, 0), -601)
}
