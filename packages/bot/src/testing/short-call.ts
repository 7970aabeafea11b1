/** A program that makes a short call and closes it: nothing may keep it alive after that. Run by a test. */
import { monoPcm } from '../codec/index.ts'
import { AudioPublisher, playSource, VideoPublisher } from '../publishing/index.ts'
import { ReceivedStream } from '../reception/index.ts'
import { testSource } from '../source/index.ts'
import { startRouterLoop } from './router-loop.ts'
import { until } from './until.ts'

const loop = await startRouterLoop()
const [alice, bob] = [await loop.join(), await loop.join()]
const audio = new AudioPublisher(monoPcm)
const video = new VideoPublisher({ framesPerSecond: 15, bitrateMaxBps: 300_000 })
const producers = [await alice.send(audio.track), await alice.send(video.track)]
const stopping = new AbortController()
const source = testSource({ audio: monoPcm, video: { width: 160, height: 90, framesPerSecond: 15 } })
const playing = playSource({ source, audio, video }, stopping.signal)

const received = await Promise.all(producers.map(({ id }) => bob.receive(id)))
const stream = new ReceivedStream({
  feedId: 'feed',
  uid: 'alice',
  audioFormat: monoPcm,
  onSound: () => undefined,
  video: { form: 'count' },
  since: performance.now(),
})
stream.setTracks({ audio: received[0]?.track, video: received[1]?.track })
await until(() => (stream.report.video?.frames ?? 0) >= 5 && (stream.report.audio?.samples ?? 0) > 0)

stopping.abort()
await playing
stream.close()
audio.close()
video.close()
await loop[Symbol.asyncDispose]()
console.log('closed')
