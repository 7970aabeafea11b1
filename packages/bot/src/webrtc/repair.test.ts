import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RtcpPacket, RtpPacket } from 'werift'
import { RtpReceiver } from './rtp-receiver.ts'
import { RtpSender } from './rtp-sender.ts'
import { LocalTrack } from './tracks.ts'

const rtpParameters = {
  codecs: [
    { mimeType: 'video/H264', payloadType: 102, clockRate: 90_000 },
    { mimeType: 'video/rtx', payloadType: 103, clockRate: 90_000, parameters: { apt: 102 } },
  ],
  encodings: [{ ssrc: 1_000, rtx: { ssrc: 2_000 } }],
  headerExtensions: [],
}
const roundTripMs = 20

/** A number generator with a seed: the same losses in every run. */
function lossy(share: number): () => boolean {
  let state = 42
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return state / 0x1_0000_0000 < share
  }
}

/** A sender and a receiver with a network between them that loses packets. */
function connect({ isLost }: { isLost: (packet: RtpPacket) => boolean }) {
  const track = new LocalTrack('video')
  const received: number[] = []
  const feedback: RtcpPacket[] = []
  const sender: RtpSender = new RtpSender({
    track,
    rtpParameters,
    ssrc: 1_000,
    rtxSsrc: 2_000,
    layer: 0,
    send: (packet) => {
      if (!isLost(packet)) setTimeout(() => receiver.receiveRtp(packet), roundTripMs / 2)
    },
  })
  const receiver: RtpReceiver = new RtpReceiver({
    kind: 'video',
    rtpParameters,
    localSsrc: 3_000,
    roundTripMs: () => roundTripMs,
    sendRtcp: (packet) => {
      feedback.push(packet)
      setTimeout(() => sender.receiveRtcp(packet), roundTripMs / 2)
    },
  })
  receiver.track.consume(({ header }) => received.push(header.sequenceNumber))
  return { track, sender, receiver, received, feedback }
}

const frame = (index: number) => ({
  data: Buffer.concat([Buffer.from([0, 0, 0, 1, 0x41]), Buffer.alloc(3_000, index % 250)]),
  timestampMs: index * 66,
  keyFrame: false,
})

describe('loss', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] })
  })

  afterEach(() => {
    vi.useRealTimers()
  })

  it('of 30 % is repaired, also of retransmissions, without duplicates', async () => {
    const lose = lossy(0.3)
    const { track, sender, receiver, received } = connect({ isLost: lose })
    for (let index = 0; index < 200; index++) {
      track.write(frame(index))
      await vi.advanceTimersByTimeAsync(66)
    }
    await vi.advanceTimersByTimeAsync(2_000)
    const { packetsSent, retransmittedPacketsSent } = sender.counts
    expect(packetsSent).toBe(600)
    expect(retransmittedPacketsSent).toBeGreaterThan(150)
    expect(new Set(received).size).toBe(received.length)
    // What is missing at most is what was lost in front of the first and behind the last packet received.
    expect(received.length).toBeGreaterThan(595)
    expect(receiver.track.counts).toMatchObject({ packetsReceived: received.length })
    receiver.close()
    sender.close()
  })

  it('of a single packet costs one request and one retransmission', async () => {
    let sent = 0
    const { track, sender, receiver, received, feedback } = connect({ isLost: () => ++sent === 2 })
    track.write(frame(0))
    await vi.advanceTimersByTimeAsync(500)
    expect(received).toHaveLength(3)
    expect(feedback).toHaveLength(1)
    expect(sender.counts).toMatchObject({ retransmittedPacketsSent: 1, nackCount: 1 })
    receiver.close()
    sender.close()
  })

  it('that cannot be repaired makes the receiver ask for a key frame, not more often than needed', async () => {
    const { track, sender, receiver } = connect({ isLost: () => false })
    let requests = 0
    track.feedback.on('keyFrameRequested', () => requests++)
    for (let times = 0; times < 10; times++) receiver.track.requestKeyFrame()
    await vi.advanceTimersByTimeAsync(50)
    expect(requests).toBe(1)
    await vi.advanceTimersByTimeAsync(500)
    receiver.track.requestKeyFrame()
    await vi.advanceTimersByTimeAsync(50)
    expect(requests).toBe(2)
    expect(sender.counts.keyFrameRequests).toBe(2)
    receiver.close()
    sender.close()
  })

  it('does not touch what came before anyone listened', async () => {
    const track = new LocalTrack('video')
    const receiver = new RtpReceiver({
      kind: 'video',
      rtpParameters,
      localSsrc: 1,
      roundTripMs: () => roundTripMs,
      sendRtcp: () => undefined,
    })
    const sender = new RtpSender({
      track,
      rtpParameters,
      ssrc: 1_000,
      rtxSsrc: 2_000,
      layer: 0,
      send: (packet) => receiver.receiveRtp(packet),
    })
    track.write(frame(0))
    const received: RtpPacket[] = []
    receiver.track.consume((packet) => received.push(packet))
    expect(received).toHaveLength(3)
    expect(received.at(-1)?.header.marker).toBe(true)
    receiver.close()
    sender.close()
  })
})

describe('a sender', () => {
  it('relates media time to the clock in its reports', () => {
    const { track, sender, receiver } = connect({ isLost: () => true })
    expect(sender.report(Date.now())).toEqual([])
    track.write(frame(0))
    const timestampAt = (epochMs: number) => {
      const [report] = sender.report(epochMs)
      return report !== undefined && 'senderInfo' in report ? report.senderInfo.rtpTimestamp : undefined
    }
    const now = Date.now()
    expect(((timestampAt(now + 1_000) ?? 0) - (timestampAt(now) ?? 0) + 2 ** 32) % 2 ** 32).toBe(90_000)
    receiver.close()
    sender.close()
  })

  it('sends nothing while paused, muted, or without a track', () => {
    const { track, sender, receiver } = connect({ isLost: () => true })
    sender.paused = true
    track.write(frame(0))
    sender.paused = false
    track.enabled = false
    track.write(frame(1))
    track.enabled = true
    sender.replaceTrack(undefined)
    track.write(frame(2))
    expect(sender.counts.packetsSent).toBe(0)
    const other = new LocalTrack('video')
    sender.replaceTrack(other)
    other.write(frame(3))
    expect(sender.counts.packetsSent).toBe(3)
    receiver.close()
    sender.close()
  })
})
