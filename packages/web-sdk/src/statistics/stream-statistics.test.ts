import { describe, expect, it } from 'vitest'
import { type StatEntry, type StatSnapshot, streamStatistics } from './stream-statistics.ts'

const snapshot = (atMs: number, ...entries: StatEntry[]): StatSnapshot => ({
  atMs,
  entries: new Map(entries.map((entry) => [entry.id, entry])),
})

describe('statistics of a stream that we receive', () => {
  const before = snapshot(
    1_000,
    { id: 'a', type: 'inbound-rtp', kind: 'audio', bytesReceived: 1_000, packetsReceived: 50, totalSamplesReceived: 0 },
    { id: 'v', type: 'inbound-rtp', kind: 'video', bytesReceived: 0, packetsReceived: 10, packetsLost: 2 },
  )
  const after = snapshot(
    3_000,
    {
      id: 'a',
      type: 'inbound-rtp',
      kind: 'audio',
      bytesReceived: 9_000,
      packetsReceived: 150,
      jitter: 0.02,
      totalSamplesReceived: 1_000,
      concealedSamples: 50,
    },
    {
      id: 'v',
      type: 'inbound-rtp',
      kind: 'video',
      codecId: 'c',
      bytesReceived: 50_000,
      packetsReceived: 100,
      packetsLost: 12,
      framesDecoded: 30,
      frameWidth: 640,
      frameHeight: 360,
      totalFreezesDuration: 0.5,
    },
    { id: 'c', type: 'codec', mimeType: 'video/VP8' },
    { id: 'p', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.08 },
  )

  it('are what came in between the reports', () => {
    expect(streamStatistics(before, after)).toEqual({
      atMs: 3_000,
      direction: 'receive',
      roundTripTimeMs: 80,
      audio: { bitrateBps: 32_000, lostShare: 0, mimeType: undefined, jitterMs: 20, concealedShare: 0.05 },
      video: {
        bitrateBps: 200_000,
        lostShare: 0.1,
        mimeType: 'video/VP8',
        framesPerSecond: 15,
        width: 640,
        height: 360,
        frozenMs: 500,
      },
    })
  })

  it('are none when no time has passed', () => {
    expect(streamStatistics(after, after)).toBeUndefined()
  })
})

it('of a stream that we send count the bits of all layers and the largest that is encoded', () => {
  const layer = (id: string, bytesSent: number, framesEncoded: number, frameWidth: number): StatEntry => ({
    id,
    type: 'outbound-rtp',
    kind: 'video',
    bytesSent,
    packetsSent: bytesSent / 1_000,
    framesEncoded,
    frameWidth,
    frameHeight: frameWidth / 2,
  })
  const statistics = streamStatistics(
    snapshot(0, layer('low', 0, 0, 320), layer('high', 0, 0, 640)),
    snapshot(1_000, layer('low', 10_000, 15, 320), layer('high', 40_000, 14, 640), {
      id: 'r',
      type: 'remote-inbound-rtp',
      kind: 'video',
      packetsLost: 5,
      roundTripTime: 0.05,
    }),
  )
  expect(statistics).toMatchObject({
    direction: 'send',
    roundTripTimeMs: 50,
    video: { bitrateBps: 400_000, lostShare: 0.1, framesPerSecond: 15, width: 640, height: 320 },
  })
})
