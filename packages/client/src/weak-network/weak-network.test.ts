import { describe, expect, it } from 'vitest'
import { silentLogger } from '../logger.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { withFloor } from './bitrate-floor.ts'
import { account, type LossLedger } from './loss-reporter.ts'
import type { NetworkDecision } from './network-controller.ts'
import type { NetworkPlan } from './network-plan.ts'
import { readDownlink, readTrackLosses, readUplink, snapshotOf } from './read-stats.ts'
import type { VideoDemand } from './video-demand.ts'
import { WeakNetwork } from './weak-network.ts'

const report = (...stats: readonly object[]) =>
  new Map(stats.map((stat, n) => [`${n}`, { id: `${n}`, ...stat }])) as unknown as RTCStatsReport
/** After so many answers. */
const pair = (roundTripTime: number, responsesReceived = 1) => ({
  type: 'candidate-pair',
  nominated: true,
  totalRoundTripTime: roundTripTime * responsesReceived,
  responsesReceived,
})

describe('reading statistics', () => {
  it('takes retransmissions of what we send for losses, and the shortest round trip', () => {
    const before = report({ type: 'outbound-rtp', packetsSent: 100, retransmittedPacketsSent: 10 })
    const after = report(
      { type: 'outbound-rtp', packetsSent: 200, retransmittedPacketsSent: 50 },
      { type: 'remote-inbound-rtp', packetsLost: 5, totalRoundTripTime: 0.4, roundTripTimeMeasurements: 2 },
      pair(0.05),
    )
    const sample = readUplink(snapshotOf(before), snapshotOf(after))
    expect(sample).toEqual({ packets: 100, lostPackets: 40, rttMs: 50, longestRttMs: 200, jitterMs: 0 })
  })

  it('counts as missing what was asked for again, and as packets those that came at their first try', () => {
    const audio = { type: 'inbound-rtp', kind: 'audio', trackIdentifier: 'a', jitter: 0.03 }
    const video = { type: 'inbound-rtp', kind: 'video', trackIdentifier: 'v', jitter: 0.5 }
    const before = report({ ...audio, packetsReceived: 0 }, { ...video, packetsReceived: 0 })
    const after = report(
      { ...audio, packetsReceived: 50, packetsLost: 0, nackCount: 20 },
      { ...video, packetsReceived: 24, packetsLost: 9, retransmittedPacketsReceived: 8, nackCount: 10 },
      pair(0.06),
    )
    expect(readTrackLosses(snapshotOf(before), snapshotOf(after))).toEqual([
      { trackId: 'a', packets: 50, lostPackets: 20 },
      { trackId: 'v', packets: 25, lostPackets: 10 },
    ])
    const sample = readDownlink(snapshotOf(before), snapshotOf(after))
    expect(sample).toEqual({ packets: 75, lostPackets: 30, rttMs: 60, jitterMs: 30 })
  })

  it('misses nothing of what the server sends only to probe the downlink', () => {
    const probation = { type: 'inbound-rtp', kind: 'video', trackIdentifier: 'probator', ssrc: 1_234 }
    const before = report({ ...probation, packetsReceived: 24, packetsLost: 8 })
    const after = report({ ...probation, packetsReceived: 32, packetsLost: 72, nackCount: 40 }, pair(0.06))
    expect(readTrackLosses(snapshotOf(before), snapshotOf(after))).toEqual([])
    expect(readDownlink(snapshotOf(before), snapshotOf(after))).toMatchObject({ packets: 0, lostPackets: 0 })
  })

  it('knows no round trip where none was measured since', () => {
    const stats = snapshotOf(report({ type: 'outbound-rtp', packetsSent: 1 }, pair(0.05, 3)))
    expect(readUplink(stats, stats).rttMs).toBeUndefined()
  })
})

describe('reporting loss', () => {
  const seconds = (count: number, lossShare: number, before: LossLedger = new Map(), congested = false) => {
    let ledger = before
    const said: number[] = []
    for (let n = 0; n < count; n++) {
      const counts = [{ subscriptionId: 's', packets: 50, lostPackets: 50 * lossShare }]
      const accounted = account(ledger, { counts, congested })
      ledger = accounted.ledger
      said.push(...accounted.reports.map((one) => one.lossShare))
    }
    return { ledger, said }
  }

  it('says nothing while nothing is lost', () => {
    expect(seconds(60, 0).said).toEqual([])
  })

  it('says a step once, and its end only after a while', () => {
    const lossy = seconds(30, 0.4)
    expect(lossy.said).toEqual([0.3])
    expect(seconds(5, 0, lossy.ledger).said).toEqual([])
    expect(seconds(30, 0, lossy.ledger).said).toEqual([0])
  })

  it('asks for next to nothing while our network is full, at once', () => {
    const lossy = seconds(10, 0.4)
    expect(seconds(1, 0.4, lossy.ledger, true).said).toEqual([0.01])
  })

  it('forgets subscriptions that ended', () => {
    expect(account(seconds(5, 0.4).ledger, { counts: [], congested: false }).ledger.size).toBe(0)
  })
})

describe('the floor in a description', () => {
  const sdp = (fmtp: string) =>
    [
      'v=0',
      'm=audio 9 UDP/TLS/RTP/SAVPF 111',
      'a=rtpmap:111 opus/48000/2',
      'a=fmtp:111 useinbandfec=1',
      'm=video 9 UDP/TLS/RTP/SAVPF 96 97',
      'a=rtpmap:96 VP8/90000',
      `${fmtp}a=rtpmap:97 rtx/90000`,
      'a=fmtp:97 apt=96',
      '',
    ].join('\r\n')

  it('is added to what is said of the sent video codec, and nowhere else', () => {
    const start = 'a=fmtp:96 x-google-start-bitrate=300'
    expect(withFloor(sdp(`${start}\r\n`), 800_000)).toBe(sdp(`${start};x-google-min-bitrate=800\r\n`))
    expect(withFloor(sdp(''), 800_000)).toBe(sdp('a=fmtp:96 x-google-min-bitrate=800\r\n'))
  })

  it('leaves a description as it is while there is none', () => {
    expect(withFloor(sdp(''), undefined)).toBe(sdp(''))
  })
})

describe('watching the network', () => {
  function watched() {
    const clock = new VirtualClock()
    const sent = { packetsSent: 0, retransmittedPacketsSent: 0 }
    const received = { packetsReceived: 0, nackCount: 0 }
    let lossShare = 0
    const plans: NetworkPlan[] = []
    const demands: ReadonlyMap<string, VideoDemand>[] = []
    const decisions: NetworkDecision[] = []
    const reports: unknown[] = []
    const measurements: unknown[] = []
    const weakNetwork = new WeakNetwork({
      clock,
      log: silentLogger,
      send: {
        getStats: async () => {
          sent.packetsSent += 50
          return report({ type: 'outbound-rtp', ...sent }, pair(0.05, sent.packetsSent))
        },
        tracks: () => [],
        apply: (plan, wanted) => {
          plans.push(plan)
          demands.push(new Map(wanted))
        },
      },
      recv: {
        getStats: async () => {
          received.packetsReceived += 50
          received.nackCount += 50 * lossShare
          return report(
            { type: 'inbound-rtp', kind: 'audio', trackIdentifier: 't', ...received },
            pair(0.05, received.packetsReceived),
          )
        },
        tracks: () => [{ id: 's', trackIds: ['t'] }],
        apply: () => undefined,
        lossesBySubscription: (losses) => losses.map((loss) => ({ ...loss, subscriptionId: 's' })),
        reportPictures: () => undefined,
      },
      report: (one) => reports.push(one),
      decided: (decision) => decisions.push(decision),
      measured: (quality) => measurements.push(quality),
    })
    const lose = (share: number) => {
      lossShare = share
    }
    return { clock, weakNetwork, plans, demands, decisions, reports, measurements, lose }
  }

  it('reports what is lost here, and makes received pictures wait', async () => {
    const { clock, weakNetwork, decisions, reports, lose } = watched()
    await clock.advance(5_000)
    expect(decisions).toEqual([])
    lose(0.4)
    await clock.advance(6_000)
    expect(reports.at(-1)).toMatchObject({ subscriptionId: 's', lossShare: 0.3 })
    expect(decisions.at(-1)).toMatchObject({ side: 'down', plan: { jitterBufferTargetMs: 600 } })
    expect(weakNetwork.view).toMatchObject({
      up: { diagnosis: 'clean' },
      down: { diagnosis: 'randomLoss', lossShare: 0.4 },
      plan: { jitterBufferTargetMs: 600 },
    })
    weakNetwork.close()
  })

  it('measures the quality of everything each ten seconds', async () => {
    const { clock, weakNetwork, measurements, lose } = watched()
    lose(0.1)
    await clock.advance(11_000)
    expect(measurements).toHaveLength(1)
    expect(measurements[0]).toMatchObject({
      periodMs: 10_000,
      up: { lossShare: 0, rttMs: 50 },
      down: { lossShare: 0.1, rttMs: 50 },
      subscriptions: [{ subscriptionId: 's', lossShare: 0.1 }],
    })
    await clock.advance(10_000)
    expect(measurements).toHaveLength(2)
    weakNetwork.close()
  })

  it('acts on what receivers demand until the feed ends', async () => {
    const { clock, weakNetwork, plans } = watched()
    await clock.advance(2_000)
    weakNetwork.demandChanged({ feedId: 'f', lossShare: 0.15 })
    await clock.advance(2_000)
    expect(plans.at(-1)?.redDepth).toBe(6)
    weakNetwork.feedEnded('f')
    await clock.advance(15_000)
    expect(plans.at(-1)?.redDepth).toBe(0)
    weakNetwork.close()
  })

  it('hands on what receivers want of the video until the feed ends', async () => {
    const { clock, weakNetwork, demands } = watched()
    await clock.advance(2_000)
    weakNetwork.demandChanged({ feedId: 'f', lossShare: 0, maxVideoBitrateBps: 300_000, maxSpatialLayer: null })
    expect(demands.at(-1)?.get('f')).toEqual({ maxBitrateBps: 300_000, maxSpatialLayer: null })
    weakNetwork.demandChanged({ feedId: 'f', lossShare: 0, maxSpatialLayer: 1 })
    expect(demands.at(-1)?.get('f')).toEqual({ maxBitrateBps: undefined, maxSpatialLayer: 1 })
    weakNetwork.feedEnded('f')
    await clock.advance(1_000)
    expect(demands.at(-1)?.has('f')).toBe(false)
    weakNetwork.close()
  })

  it('is quiet once closed', async () => {
    const { clock, weakNetwork, plans } = watched()
    await clock.advance(2_000)
    weakNetwork.close()
    const before = plans.length
    await clock.advance(10_000)
    expect(plans.length).toBe(before)
  })
})
