/** Prints how many messages a second one core takes in. Run: `node packages/protocol/src/testing/parse-speed.ts` */
import { clientFrameSchema } from '../frames.ts'
import { requests } from '../messages.ts'
import { parseClientFrame, parseParams } from '../parse.ts'

const warmUpMs = 200
const measureMs = 1_000
/** Between two looks at the clock. */
const batch = 100

const frame = (name: string, params: object) =>
  JSON.stringify({ type: 'message', seq: 12345, ack: 12344, body: { type: 'request', id: 7, name, params, key: 'k' } })

const text = { text: 'Can you hear me?', to: ['bob'] }
const encoding = { ssrc: 1, rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' }
const codec = { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, parameters: {}, rtcpFeedback: [] }
const track = {
  feedId: 'f',
  transportId: 't',
  kind: 'video',
  muted: false,
  rtpParameters: {
    mid: '0',
    codecs: Array.from({ length: 4 }, () => codec),
    headerExtensions: Array.from({ length: 8 }, (_, id) => ({ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id })),
    encodings: [encoding, encoding, encoding],
  },
}

const textFrame = frame('text.send', text)
const textBytes = Buffer.from(textFrame)
const trackFrame = frame('feed.addTrack', track)

const textJson: unknown = JSON.parse(textFrame)
const cases: Record<string, () => unknown> = {
  'ack, frame': () => parseClientFrame('{"type":"ack","ack":12345}'),
  'text.send, frame and parameters': () => takeIn(textFrame),
  'text.send, the same from bytes': () => takeIn(textBytes),
  'feed.addTrack with simulcast, frame and parameters': () => takeIn(trackFrame),
  'text.send, JSON.parse alone': () => JSON.parse(textFrame),
  'text.send, frame schema alone': () => clientFrameSchema.safeParse(textJson),
  'text.send, parameter schema alone': () => requests['text.send'].params.safeParse(text),
}

function takeIn(data: string | Uint8Array) {
  const { ok } = parseClientFrame(data)
  if (ok?.type !== 'message' || !ok.body) throw new Error('not a request')
  const params = parseParams(ok.body.name, ok.body.params)
  if (params.error) throw params.error
}

function runsPerSecond(run: () => unknown, durationMs: number): number {
  const startedAt = performance.now()
  let runs = 0
  let elapsedMs = 0
  while (elapsedMs < durationMs) {
    for (let i = 0; i < batch; i++) run()
    runs += batch
    elapsedMs = performance.now() - startedAt
  }
  return (runs / elapsedMs) * 1_000
}

for (const [name, run] of Object.entries(cases)) {
  runsPerSecond(run, warmUpMs)
  console.log(`${Math.round(runsPerSecond(run, measureMs)).toLocaleString('en').padStart(12)} /s  ${name}`)
}
