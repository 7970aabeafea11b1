import { serveMediaFiles } from '../../vod/media-files.ts'
import { manual } from '../../web-sdk/configs.ts'
import type { Scenario } from '../stage.ts'
import { refuses } from './expect.ts'

/** Time enough on a busy machine. */
const vodStartTimeout = 60
/** Requests in a row that no application makes. */
const flood = 60

/** One at a time is allowed: it is stopped, another comes to its end, and others do not start. */
export const playsFiles: Scenario = async (scene) => {
  const media = scene.use(await serveMediaFiles(6))
  const platform = await scene.ownPlatform({ vod: { allowPrivateNetworks: true, maxPlayingPerRoom: 1 } })
  const alice = await scene.person(platform)
  await alice.createsRoom(manual)
  const film = { vodFile: `${media.url}/film.mp4`, vodStartTimeout }
  const vodId = await alice.succeeds<string>('StartVod', film)
  await refuses(alice.call('StartVod', film), -10371)
  await alice.succeeds('StopVod', vodId)
  await alice.succeeds('StartVod', { ...film, vodFile: `${media.url}/song.mp3` })
  await alice.isTold('OnVodOver')
  await refuses(alice.call('StartVod', { ...film, vodFile: `${media.url}/text.mp4` }), -10373)
  await refuses(alice.call('StartVod', { vodFile: `${media.url}/never`, vodStartTimeout: 1 }), -10375)
}

/** The server does not do what it is asked: it is asked too much. */
export const cannotBeStopped: Scenario = async (scene) => {
  const platform = await scene.ownPlatform({ signaling: { requestsPerSecond: 1, requestBurst: 40 } })
  const alice = await scene.person(platform)
  await alice.createsRoom(manual)
  const outcomes = await Promise.all(Array.from({ length: flood }, () => alice.call('StopVod', 'unknown')))
  const refused = outcomes.find((outcome) => 'code' in outcome && outcome.code === -10391)
  if (!refused) throw new Error(`-10391 was expected and not ${JSON.stringify(outcomes.at(-1))}`)
}
