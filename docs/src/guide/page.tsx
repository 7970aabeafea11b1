/** Runs every example of the guide between people who are in one page, each with a connection of their own. */
import { CallClient, type Feed, MrtcError, type PathDiagnosis, type Publication, type Room } from '@mrtc/web-sdk/core'
import { createSimulatedClient, type SimulatedClient } from '@mrtc/web-sdk/simulation'
import { createRoot } from 'react-dom/client'
import { changeCamera, publishCamera, watchDevices } from '../../guide/examples/devices.ts'
import { clientOverTurn, createDirectRoom, watchRoute } from '../../guide/examples/direct.ts'
import { publishTidy } from '../../guide/examples/effects.ts'
import { answerCalls, ring } from '../../guide/examples/inviting.ts'
import { listen, pointAt, say, sendFile } from '../../guide/examples/messages.ts'
import { toggleMicrophone, watchMutes } from '../../guide/examples/mute.ts'
import { canCall } from '../../guide/examples/pre-call-check.ts'
import { explainNetwork, showQuality } from '../../guide/examples/quality.ts'
import { Call } from '../../guide/examples/react-call.tsx'
import { showFeed, whenPublished } from '../../guide/examples/receiving.ts'
import { connectionNotice } from '../../guide/examples/reconnects.ts'
import { recordHere, recordOnServer, savePicture } from '../../guide/examples/recording.ts'
import { tellsOfALostConnection } from '../../guide/examples/simulation.ts'
import { shareBoard, shareCanvas, shareFile, shareScreen } from '../../guide/examples/sources.ts'
import type { ExampleName, Name, SignedIdentity } from './api.ts'
import { movingCanvas, pdfOfTwoPages } from './things.ts'
import { expectSame, until } from './until.ts'

interface Scene {
  readonly ann: SimulatedClient
  readonly ben: CallClient
  readonly annsRoom: Room
  readonly bensRoom: Room
  optionsOf(name: Name): SignedIdentity & { readonly url: string }
}

const canvas = movingCanvas(document.body)
const recordedMs = 1_500

/** Ben sees what has this tag move; gives what ends it. */
async function sees({ bensRoom }: Scene, tag: string): Promise<{ end(): Promise<void>; feed: Feed }> {
  const feed = await new Promise<Feed>((resolve) => whenPublished(bensRoom, tag, resolve))
  const video = Object.assign(document.createElement('video'), { muted: true, autoplay: true, playsInline: true })
  document.body.append(video)
  const end = await showFeed(bensRoom, feed, video)
  await until(`a picture of ${tag}`, () => video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > 1)
  return {
    feed,
    end: async () => {
      await end()
      video.remove()
    },
  }
}

async function isSeen(scene: Scene, publication: Publication): Promise<void> {
  const seen = await sees(scene, publication.tag)
  await seen.end()
}

/** Publishes Ann's camera for a while. */
async function withCamera(scene: Scene, act: (publication: Publication) => Promise<void>): Promise<void> {
  const publication = await publishCamera(scene.annsRoom)
  try {
    await act(publication)
  } finally {
    for (const track of Object.values(publication.tracks)) track.stop()
    await publication.close()
  }
}

async function connected(client: CallClient): Promise<CallClient> {
  await client.connect()
  return client
}

function noPlan(): never {
  throw new Error('the room does not watch its network')
}

/** Somebody who is in another room, is rung for too long, and goes while it rings. */
async function ringsInVain({ annsRoom, optionsOf }: Pick<Scene, 'annsRoom' | 'optionsOf'>): Promise<void> {
  const dora = await connected(new CallClient(optionsOf('dora')))
  const elsewhere = await dora.createRoom()
  expectSame(await ring(annsRoom, 'dora'), 'busy')
  await elsewhere.leave()
  const rung = () => new Promise<void>((resolve) => dora.on('invited', () => resolve()))
  const cancelled = new Promise((resolve) => dora.on('inviteCancelled', ({ why }) => resolve(why)))
  const first = rung()
  await annsRoom.invite('dora')
  await first
  await annsRoom.cancelInvite('dora')
  expectSame(await cancelled, 'cancelled')
  const second = rung()
  const outcome = ring(annsRoom, 'dora')
  await second
  await dora.close()
  expectSame(await outcome, 'offline')
}

const runs: Readonly<Record<ExampleName, (scene: Scene) => Promise<void>>> = {
  'devices and receiving': (scene) =>
    withCamera(scene, async (publication) => {
      await isSeen(scene, publication)
      let labels: readonly string[] = []
      const end = await watchDevices((found) => {
        labels = found
      })
      end()
      expectSame([labels.length, labels.every((label) => label !== '')], [4, true])
      const cameras = (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput')
      const { feedId } = publication
      await changeCamera(publication, cameras.at(-1)?.deviceId ?? '')
      expectSame(publication.feedId, feedId)
      await isSeen(scene, publication)
    }),
  mute: (scene) =>
    withCamera(scene, async (publication) => {
      const told: unknown[] = []
      const off = watchMutes(scene.bensRoom, (uid, isMuted) => told.push([uid, isMuted]))
      await toggleMicrophone(publication)
      await until('the mute', () => told.length === 1)
      await toggleMicrophone(publication)
      await until('the end of the mute', () => told.length === 2)
      off()
      expectSame(told, [
        ['ann', true],
        ['ann', false],
      ])
    }),
  'messages and files': async ({ annsRoom, bensRoom }) => {
    const lines: string[] = []
    listen(bensRoom, (line) => lines.push(line))
    expectSame(await say(annsRoom, 'hello'), ['ben'])
    expectSame((await pointAt(annsRoom, 'ben', { x: 1, y: 2 }))?.outcome, 'delivered')
    const sent = await sendFile(annsRoom, new File(['a few words'], 'notes.txt', { type: 'text/plain' }), () => {})
    await until('three lines', () => lines.length === 3)
    // Whose link it is stands in it.
    expectSame(lines.slice(0, 2), ['ann: hello', 'ann point {"x":1,"y":2}'])
    expectSame(lines[2]?.startsWith('ann sent notes.txt: http'), true)
    expectSame(await (await fetch(sent.url)).text(), 'a few words')
  },
  inviting: async ({ annsRoom, optionsOf }) => {
    const cleo = await connected(new CallClient(optionsOf('cleo')))
    let isFree = false
    const entered = new Promise<Room>((resolve) => answerCalls(cleo, () => isFree, resolve))
    expectSame(await ring(annsRoom, 'cleo'), 'declined')
    isFree = true
    expectSame(await ring(annsRoom, 'cleo'), 'accepted')
    expectSame((await entered).roomId, annsRoom.roomId)
    expectSame(await ring(annsRoom, 'nobody'), 'offline')
    await cleo.close()
    await ringsInVain({ annsRoom, optionsOf })
  },
  screen: async (scene) => {
    const publication = await shareScreen(scene.annsRoom)
    await isSeen(scene, publication)
    const over = new Promise((resolve) => publication.on('closed', resolve))
    publication.tracks.video?.dispatchEvent(new Event('ended')) // as when the person ends it
    await over
    for (const track of Object.values(publication.tracks)) track.stop()
  },
  region: async (scene) => {
    const publication = await shareBoard(scene.annsRoom, canvas)
    await isSeen(scene, publication)
    publication.tracks.video?.stop()
    await publication.close()
  },
  'picture and PDF': async (scene) => {
    const image = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
    if (image === null) throw new Error('no picture')
    for (const file of [image, pdfOfTwoPages()]) {
      const { publication, pages } = await shareFile(scene.annsRoom, file)
      await isSeen(scene, publication)
      await pages?.next()
      expectSame(pages?.current, file === image ? undefined : 2)
      publication.tracks.video?.stop()
      await publication.close()
    }
  },
  canvas: async (scene) => {
    const publication = await shareCanvas(scene.annsRoom, canvas)
    await isSeen(scene, publication)
    publication.tracks.video?.stop()
    await publication.close()
  },
  statistics: (scene) =>
    withCamera(scene, async () => {
      const { feed, end } = await sees(scene, 'camera')
      const subscription = scene.bensRoom.subscriptions.get(feed.feedId)
      if (subscription === undefined) throw new Error('not subscribed')
      const lines: string[] = []
      const off = showQuality(subscription, (line) => lines.push(line))
      await until('a line of statistics', () => lines.some((line) => /^\d+x\d+, \d+ a second/.test(line)))
      off()
      await end()
    }),
  'weak network': async ({ annsRoom }) => {
    const texts: string[] = []
    const off = explainNetwork(annsRoom, (text) => texts.push(text))
    // No network of this page loses packets, so the controller has nothing to tell: this is what it tells elsewhere.
    const clean: PathDiagnosis = 'clean'
    const decided = { atMs: Date.now(), up: clean, down: clean, plan: annsRoom.network?.plan ?? noPlan() }
    annsRoom.emit('weakNetworkDecided', { ...decided, side: 'up', causes: [], reasons: ['12 % lost on the way up'] })
    annsRoom.emit('weakNetworkDecided', { ...decided, side: 'none', causes: [], reasons: [] })
    off()
    expectSame(texts, ['12 % lost on the way up', 'The network is good.'])
  },
  'pictures and browser recording': (scene) =>
    withCamera(scene, async ({ tracks }) => {
      if (!tracks.video) throw new Error('no camera')
      expectSame((await savePicture(tracks.video)).type, 'image/jpeg')
      const stop = await recordHere([tracks])
      await new Promise((resolve) => setTimeout(resolve, recordedMs))
      const { blob, durationMs } = await stop()
      if (blob.size === 0 || durationMs === 0) throw new Error('an empty recording')
    }),
  'server recording': (scene) =>
    withCamera(scene, async () => {
      const stop = await recordOnServer(scene.annsRoom)
      await until('everybody to be told', () => scene.bensRoom.recordings.active.length === 1)
      const { state } = await stop()
      if (state !== 'rendering' && state !== 'ready' && state !== 'failed') throw new Error(`it is ${state}`)
    }),
  'background and noise': async (scene) => {
    const { publication, background, quiet } = await publishTidy(scene.annsRoom)
    await isSeen(scene, publication)
    await background.set({ kind: 'none' })
    quiet.set(false)
    await publication.close()
  },
  'direct call': async ({ optionsOf }) => {
    const cleo = await connected(new CallClient(optionsOf('cleo')))
    const dora = await connected(new CallClient(optionsOf('dora')))
    const cleosRoom = await createDirectRoom(cleo)
    const dorasRoom = await dora.joinRoom({ roomId: cleosRoom.roomId, rtoken: cleosRoom.rtoken, direct: true })
    const routes: string[] = []
    watchRoute(dorasRoom, (route) => routes.push(route))
    const camera = await publishCamera(cleosRoom)
    const feed = await new Promise<Feed>((resolve) => whenPublished(dorasRoom, 'camera', resolve))
    await dorasRoom.subscribe(feed.feedId)
    await until('the direct way', () => routes.at(-1) === 'direct')
    for (const track of Object.values(camera.tracks)) track.stop()
    await Promise.all([cleo.close(), dora.close()])
  },
  'TURN alone': async ({ optionsOf }) => {
    const turn = { urls: 'turn:127.0.0.1:9?transport=udp', username: 'name', credential: 'secret' }
    const emil = await connected(clientOverTurn(optionsOf('emil'), turn))
    const room = await emil.createRoom()
    const [video] = canvas.captureStream().getVideoTracks()
    const error: unknown = await room.publish({ video }).catch((failure: unknown) => failure)
    expectSame(error instanceof MrtcError && error.code, 'TURN_UNREACHABLE')
    video?.stop()
    await emil.close()
  },
  'pre-call check': async ({ optionsOf }) => {
    const lines: string[] = []
    const isGood = await canCall(optionsOf('dora'), (line) => lines.push(line))
    if (!isGood) throw new Error(lines.join('\n'))
    expectSame(lines[0]?.startsWith('browser: passed'), true)
  },
  'reconnects and simulation': async ({ optionsOf }) => {
    const notices = await tellsOfALostConnection(optionsOf('cleo'))
    const lost = notices.findIndex((notice) => notice?.startsWith('The connection was lost'))
    if (lost < 0 || notices[lost + 1] !== undefined) throw new Error(JSON.stringify(notices))
    expectSame(connectionNotice({ state: 'closed' }), 'The call is over.')
  },
  React: (scene) =>
    withCamera(scene, async () => {
      const place = document.createElement('div')
      document.body.append(place)
      const root = createRoot(place)
      const { roomId, rtoken } = scene.annsRoom
      root.render(<Call options={scene.optionsOf('cleo')} roomId={roomId} rtoken={rtoken} />)
      await until('a picture in React', () => (place.querySelector('video')?.videoWidth ?? 0) > 0)
      root.unmount()
      place.remove()
    }),
}

let scene: Scene | undefined

window.guide = {
  async prepare(url, identities) {
    const optionsOf = (name: Name) => ({ url, ...identities[name] })
    const ann = createSimulatedClient(optionsOf('ann'))
    const ben = new CallClient(optionsOf('ben'))
    await Promise.all([ann.client.connect(), ben.connect()])
    const annsRoom = await ann.client.createRoom()
    const bensRoom = await ben.joinRoom({ roomId: annsRoom.roomId, rtoken: annsRoom.rtoken })
    scene = { ann, ben, annsRoom, bensRoom, optionsOf }
  },
  async run(example) {
    if (scene === undefined) throw new Error('nobody is there: prepare first')
    await runs[example](scene)
  },
}
