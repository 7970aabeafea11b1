import { expect, it } from 'vitest'
import type { RawStats } from '../page/index.ts'
import type { ClientView, SubscriptionView } from './client-view.ts'
import { latencyFigures } from './stats-latency.ts'

const interval = { startMs: 0, endMs: 10_000 }

/** Counters that grow by `grown` over ten seconds from what they were before. */
function counters(grown: Readonly<Record<string, number>>): { atMs: number; stats: RawStats }[] {
  const after = Object.fromEntries(Object.entries(grown).map(([name, value]) => [name, 100 + value]))
  const before = Object.fromEntries(Object.keys(grown).map((name) => [name, 100]))
  const path = { 'path.currentRoundTripTime': 0.05 }
  return [
    { atMs: 0, stats: { ...before, ...path } },
    { atMs: 10_000, stats: { ...after, ...path } },
  ]
}

function view(publicationStats: ReturnType<typeof counters>): ClientView {
  return {
    recording: { name: 'alice', kind: 'chromium', clock: { offsetMs: 0, errorMs: 0 }, drains: [], log: [] },
    drains: [],
    offsetMs: 0,
    publicationStats,
    publishedFrames: [],
    microphone: null,
  }
}

const received: SubscriptionView = {
  drains: [],
  frames: [],
  sound: null,
  stats: counters({
    'video.jitterBufferDelay': 3,
    'video.jitterBufferEmittedCount': 150,
    'video.totalDecodeTime': 0.3,
    'video.framesDecoded': 150,
    'video.totalProcessingDelay': 3.3,
    'page.renderDelay': 1.5,
    'page.framesShown': 150,
  }),
}
const publisher = view(
  counters({
    'video.totalEncodeTime': 0.75,
    'video.framesEncoded': 150,
    'video.totalPacketSendDelay': 0.4,
    'video.packetsSent': 400,
    'page.captureDelay': 0.6,
    'page.framesCaptured': 150,
  }),
)

it('says where the milliseconds from glass to glass are, and what nobody accounts for', () => {
  const figures = latencyFigures({ publisher, subscriber: view([]), view: received, interval, glassToGlassMs: 90 })
  const expected = {
    latencyByStats: 78,
    stageCapture: 4,
    stageEncode: 5,
    stageSend: 1,
    stageUplink: 25,
    stageDownlink: 25,
    stageBuffer: 20,
    stageDecode: 2,
    stageRest: 12,
    stageRender: 10,
  }
  for (const [name, value] of Object.entries(expected)) {
    expect([name, figures[name as keyof typeof figures]]).toEqual([name, expect.closeTo(value, 6)])
  }
})

it('leaves out what it does not know', () => {
  const figures = latencyFigures({
    publisher: view([]),
    subscriber: view([]),
    view: received,
    interval,
    glassToGlassMs: 90,
  })
  expect(figures).toMatchObject({ latencyByStats: null, stageEncode: null, stageRest: null })
  expect(figures.stageBuffer).toBeCloseTo(20)
})
