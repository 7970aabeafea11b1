import { describe, expect, it } from 'vitest'
import { type FlowDirection, figuresBetween, readSample, type Sample } from './stats.ts'

const inbound = (over: object = {}) => ({
  id: 'in-video',
  type: 'inbound-rtp',
  kind: 'video',
  bytesReceived: 100_000,
  packetsReceived: 900,
  packetsLost: 10,
  framesPerSecond: 24,
  frameWidth: 640,
  frameHeight: 360,
  jitter: 0.012,
  totalFreezesDuration: 0,
  ...over,
})
const sampleOf = (entries: Parameters<typeof readSample>[0], direction: FlowDirection, nowMs: number): Sample => {
  const sample = readSample(entries, direction, nowMs)
  if (sample === undefined) throw new Error('nothing flows')
  return sample
}
const pair = { id: 'pair', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.08 }

describe('readSample', () => {
  it('adds up audio and video and takes the round trip of the chosen path', () => {
    const sample = sampleOf(
      [inbound(), inbound({ id: 'in-audio', kind: 'audio', bytesReceived: 5_000, framesPerSecond: undefined }), pair],
      'recv',
      1_000,
    )
    expect(sample.counters.bytes).toBe(105_000)
    expect(sample.rttMs).toBeCloseTo(80)
    expect(sample.fps).toBe(24)
    expect(sample.jitterMs).toBeCloseTo(12)
  })

  it('counts an entry once that stands in two reports', () => {
    expect(sampleOf([inbound(), inbound()], 'recv', 0).counters.bytes).toBe(100_000)
  })

  it('takes the best simulcast layer when sending and the loss that the receiver reported', () => {
    const layer = (id: string, frameHeight: number, framesPerSecond: number) => ({
      id,
      type: 'outbound-rtp',
      kind: 'video',
      bytesSent: 10,
      packetsSent: 1,
      frameHeight,
      framesPerSecond,
    })
    const sample = sampleOf(
      [
        layer('low', 180, 15),
        layer('high', 720, 30),
        { id: 'remote', type: 'remote-inbound-rtp', fractionLost: 0.02, roundTripTime: 0.05 },
      ],
      'send',
      0,
    )
    expect(sample).toMatchObject({ height: 720, fps: 30, fractionLost: 0.02 })
    expect(sample.rttMs).toBeCloseTo(50)
  })
})

describe('readSample without a flow', () => {
  it('is no sample', () => {
    expect(readSample([], 'recv', 0)).toBeUndefined()
    expect(readSample([pair], 'send', 0)).toBeUndefined()
  })
})

describe('figuresBetween', () => {
  const first = sampleOf([inbound(), pair], 'recv', 1_000)

  it('gives bitrate, loss and freezes of the time in between', () => {
    const later = sampleOf(
      [inbound({ bytesReceived: 350_000, packetsReceived: 990, packetsLost: 20, totalFreezesDuration: 0.5 }), pair],
      'recv',
      3_000,
    )
    const figures = figuresBetween(first, later, { direction: 'recv' })
    expect(figures.bitrateBps).toBe(1_000_000)
    expect(figures.loss).toBeCloseTo(0.1)
    expect(figures.frozen).toBeCloseTo(0.25)
  })

  it('takes a camera without new frames for frozen, not a screen', () => {
    const later = sampleOf([inbound(), pair], 'recv', 3_000)
    expect(figuresBetween(first, later, { direction: 'recv', expectsMotion: true }).frozen).toBe(1)
    expect(figuresBetween(first, later, { direction: 'recv', expectsMotion: false }).frozen).toBe(0)
  })

  it('gives no rates at first and after a new transport began to count from zero', () => {
    expect(figuresBetween(undefined, first, { direction: 'recv' }).bitrateBps).toBeUndefined()
    const restarted = sampleOf([inbound({ bytesReceived: 10 })], 'recv', 3_000)
    expect(figuresBetween(first, restarted, { direction: 'recv' })).not.toHaveProperty('bitrateBps')
  })

  it('takes late packets that were counted as lost for no loss', () => {
    const later = sampleOf([inbound({ packetsReceived: 1_000, packetsLost: 4 })], 'recv', 3_000)
    expect(figuresBetween(first, later, { direction: 'recv' }).loss).toBe(0)
  })

  it('tells what was lost on the way from what stayed lost, and how much sound was made up', () => {
    const later = sampleOf(
      [
        inbound({ packetsReceived: 1_018, packetsLost: 30, retransmittedPacketsReceived: 18, nackCount: 5 }),
        { ...inbound({ id: 'in-audio', kind: 'audio' }), totalSamplesReceived: 48_000, concealedSamples: 4_800 },
      ],
      'recv',
      3_000,
    )
    const before = sampleOf([inbound(), inbound({ id: 'in-audio', kind: 'audio' })], 'recv', 1_000)
    const figures = figuresBetween(before, later, { direction: 'recv' })
    expect(figures.loss).toBeCloseTo(20 / 120)
    expect(figures.unrepaired).toBeCloseTo(2 / 120)
    expect(figures.concealed).toBeCloseTo(0.1)
  })

  it('takes for lost of what we send what was sent again, when the receiver reports less', () => {
    const sent = (packetsSent: number, retransmittedPacketsSent: number) =>
      sampleOf(
        [
          {
            id: 'out',
            type: 'outbound-rtp',
            kind: 'video',
            bytesSent: packetsSent,
            packetsSent,
            retransmittedPacketsSent,
          },
        ],
        'send',
        packetsSent,
      )
    expect(figuresBetween(sent(100, 0), sent(200, 40), { direction: 'send' }).loss).toBeCloseTo(0.4)
  })

  it('says where the time goes', () => {
    const spent = (seconds: number, count: number, atMs: number) =>
      sampleOf(
        [
          inbound({
            totalDecodeTime: seconds,
            framesDecoded: count,
            jitterBufferDelay: seconds * 10,
            jitterBufferEmittedCount: count,
          }),
        ],
        'recv',
        atMs,
      )
    const figures = figuresBetween(spent(0, 0, 0), spent(0.1, 20, 2_000), { direction: 'recv' })
    expect(figures.decodeMs).toBeCloseTo(5)
    expect(figures.pictureBufferMs).toBeCloseTo(50)
  })
})
