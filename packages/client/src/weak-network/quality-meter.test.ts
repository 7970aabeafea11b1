import { describe, expect, it } from 'vitest'
import { QualityMeter } from './quality-meter.ts'
import type { Stat, StatsSnapshot } from './read-stats.ts'

function snapshot(...stats: Stat[]): StatsSnapshot {
  return new Map(stats.map((stat) => [stat.id, stat]))
}

/** What is reported of these two, ten seconds apart. */
function reported(before: readonly Stat[], after: readonly Stat[]) {
  const meter = new QualityMeter()
  const at = (atMs: number, stats: readonly Stat[]) =>
    meter.sample({
      atMs,
      sent: snapshot(...stats.filter(({ type }) => !type.startsWith('inbound'))),
      received: snapshot(...stats.filter(({ type }) => type.startsWith('inbound'))),
      feeds: [{ id: 'feed', trackIds: ['camera'] }],
      subscriptions: [{ id: 'subscription', trackIds: ['picture', 'sound'] }],
    })
  expect(at(0, before)).toBeUndefined()
  expect(at(9_000, after)).toBeUndefined()
  return at(10_000, after)
}

describe('a report of quality', () => {
  const picture = { id: 'p', type: 'inbound-rtp', kind: 'video', trackIdentifier: 'picture' }
  const sound = { id: 's', type: 'inbound-rtp', kind: 'audio', trackIdentifier: 'sound' }

  it('has rates of the time since the one before', () => {
    const source = { id: 'm', type: 'media-source', trackIdentifier: 'camera' }
    const layer = { id: 'l', type: 'outbound-rtp', mediaSourceId: 'm', frameWidth: 320, frameHeight: 180 }
    const larger = { id: 'h', type: 'outbound-rtp', mediaSourceId: 'm', frameWidth: 1_280, frameHeight: 720 }
    const report = reported(
      [source, { ...layer, bytesSent: 1_000, framesEncoded: 10 }, { ...larger, framesEncoded: 10 }],
      [
        source,
        { ...layer, bytesSent: 126_000, framesEncoded: 310 },
        { ...larger, bytesSent: 1_125_000, framesEncoded: 260 },
      ],
    )
    expect(report).toMatchObject({
      periodMs: 10_000,
      up: { bitrateBps: 1_000_000 },
      feeds: [{ feedId: 'feed', bitrateBps: 1_000_000, framesPerSecond: 25, widthPx: 1_280, heightPx: 720 }],
    })
  })

  it('says how much of the time pictures stood still and how much sound was made up, silence left out', () => {
    const report = reported(
      [
        { ...picture, totalFreezesDuration: 1, framesDecoded: 1, packetsReceived: 10 },
        { ...sound, totalSamplesReceived: 0 },
      ],
      [
        { ...picture, totalFreezesDuration: 3, framesDecoded: 100, packetsReceived: 900, packetsLost: 100 },
        { ...sound, totalSamplesReceived: 1_000, concealedSamples: 200, silentConcealedSamples: 150, jitter: 0.02 },
      ],
    )
    expect(report?.subscriptions).toMatchObject([{ frozenShare: 0.2, concealedShare: 0.05, jitterMs: 20 }])
    expect(report?.subscriptions[0]?.lossShare).toBeCloseTo(0.1, 1)
  })

  it('takes a picture for frozen whose packets come and which does not change', () => {
    const still = { ...picture, totalFreezesDuration: 0, framesDecoded: 5 }
    const report = reported([{ ...still, packetsReceived: 10 }], [{ ...still, packetsReceived: 900 }])
    expect(report?.subscriptions).toMatchObject([{ frozenShare: 1 }])
  })

  it('is nothing while nothing is sent or received', () => {
    const meter = new QualityMeter()
    const nothing = { sent: undefined, received: undefined, feeds: [], subscriptions: [] }
    expect(meter.sample({ atMs: 0, ...nothing })).toBeUndefined()
    expect(meter.sample({ atMs: 10_000, ...nothing })).toBeUndefined()
  })
})
