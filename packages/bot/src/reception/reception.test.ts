import {
  AV_PIX_FMT_YUV420P,
  FF_ENCODER_LIBVPX_VP8,
  FF_ENCODER_LIBVPX_VP9,
  type FFVideoEncoder,
} from 'node-av/constants'
import { CodecContext, Frame, Packet, Rational } from 'node-av/lib'
import { describe, expect, it } from 'vitest'
import { H264Packetizer, RtpHeader, RtpPacket, Vp8Packetizer, Vp9Packetizer } from 'werift'
import { findEncoder } from '../codec/ffmpeg.ts'
import { H264Encoder, i420ToBuffer, openCodec, type VideoCodecName, VideoDecoder } from '../codec/index.ts'
import { readTestPattern, TestPattern } from '../source/index.ts'
import type { Ordered } from '../webrtc/index.ts'
import { FrameAssembler } from './frame-assembler.ts'
import { FreezeCounter } from './freeze-counter.ts'
import { RateMeter } from './rate-meter.ts'

const width = 320
const height = 180
const pattern = new TestPattern(width, height)

/** Some packetizers have to be told what they send. */
interface KeyFramePacketizer {
  packetize(data: Buffer, rtpTimestamp: number, options: { readonly isKeyframe: boolean }): RtpPacket[]
}

interface TestEncoder {
  encode(number: number): Buffer
  close(): void
}

function h264Encoder(): TestEncoder {
  const encoder = new H264Encoder({ width, height, framesPerSecond: 15, bitrateBps: 300_000 })
  return {
    encode: (number) => encoder.encode(pattern.draw(number, number * 66))?.data ?? Buffer.alloc(0),
    close: () => encoder.close(),
  }
}

function libvpxEncoder(name: FFVideoEncoder): TestEncoder {
  const codec = findEncoder(name)
  const [context, frame, packet] = [new CodecContext(), new Frame(), new Packet()]
  context.allocContext3(codec)
  Object.assign(context, { width, height, pixelFormat: AV_PIX_FMT_YUV420P, timeBase: new Rational(1, 15) })
  Object.assign(context, { bitRate: 300_000n, gopSize: 1_000 })
  openCodec(context, codec, { deadline: 'realtime', 'lag-in-frames': '0', 'cpu-used': '8' })
  packet.alloc()
  frame.alloc()
  Object.assign(frame, { width, height, format: AV_PIX_FMT_YUV420P })
  frame.getBuffer(0)
  return {
    encode: (number) => {
      frame.makeWritable()
      frame.fromBuffer(i420ToBuffer(pattern.draw(number, number * 66)))
      frame.pts = BigInt(number)
      context.sendFrameSync(frame)
      context.receivePacketSync(packet)
      const data = Buffer.from(packet.data ?? [])
      packet.unref()
      return data
    },
    close: () => {
      packet.free()
      frame.free()
      context.freeContext()
    },
  }
}

const inOrder = (packets: readonly RtpPacket[]): Ordered<RtpPacket>[] =>
  packets.map((packet) => ({ type: 'packet', packet }))

describe('frames from packets', () => {
  const codecs: [VideoCodecName, () => TestEncoder, () => KeyFramePacketizer][] = [
    ['H264', h264Encoder, () => new H264Packetizer({ maxPayloadSize: 400 })],
    ['VP8', () => libvpxEncoder(FF_ENCODER_LIBVPX_VP8), () => new Vp8Packetizer({ maxPayloadSize: 400 })],
    ['VP9', () => libvpxEncoder(FF_ENCODER_LIBVPX_VP9), () => new Vp9Packetizer({ maxPayloadSize: 400 })],
  ]

  it.each(codecs)('of %s decode to the pictures that were sent', (codec, newEncoder, newPacketizer) => {
    const [encoder, packetizer] = [newEncoder(), newPacketizer()]
    const [assembler, decoder] = [new FrameAssembler(codec), new VideoDecoder(codec)]
    const numbers: (number | undefined)[] = []
    for (let number = 0; number < 8; number++) {
      const { frames, keyFrameNeeded } = assembler.push(
        inOrder(packetizer.packetize(encoder.encode(number), number * 6_000, { isKeyframe: number === 0 })),
      )
      expect(keyFrameNeeded).toBe(false)
      expect(frames.map(({ keyFrame }) => keyFrame)).toEqual([number === 0])
      numbers.push(...frames.flatMap((frame) => decoder.decode(frame)).map(readTestPattern))
    }
    expect(numbers).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    encoder.close()
    decoder.close()
  })

  it('are held back from the first loss to the next key frame', () => {
    const encoder = h264Encoder()
    const packetizer = new H264Packetizer({ maxPayloadSize: 400 })
    const assembler = new FrameAssembler('H264')
    const packets = Array.from({ length: 4 }, (_, number) =>
      packetizer.packetize(encoder.encode(number), number * 6_000),
    )
    const another = h264Encoder()
    const keyFrame = packetizer.packetize(another.encode(9), 30_000)
    expect(assembler.push(inOrder(packets[0] ?? [])).frames).toHaveLength(1)
    expect(assembler.push([{ type: 'gap', lostPackets: 1 }, ...inOrder(packets[2] ?? [])])).toEqual({
      frames: [],
      keyFrameNeeded: true,
    })
    expect(assembler.push(inOrder(packets[3] ?? []))).toEqual({ frames: [], keyFrameNeeded: true })
    expect(assembler.push(inOrder(keyFrame))).toMatchObject({ frames: [{ keyFrame: true }], keyFrameNeeded: false })
    encoder.close()
    another.close()
  })

  it('ask for a key frame when the first one is none', () => {
    const packet = new RtpPacket(new RtpHeader({ marker: true, timestamp: 0 }), Buffer.from([0x41, 1, 2]))
    expect(new FrameAssembler('H264').push(inOrder([packet]))).toEqual({ frames: [], keyFrameNeeded: true })
  })

  it('take malformed packets for lost ones, and padding for nothing', () => {
    const assembler = new FrameAssembler('H264')
    const packetOf = (payload: Buffer, marker: boolean) =>
      new RtpPacket(new RtpHeader({ marker, timestamp: 0 }), payload)
    expect(assembler.push(inOrder([packetOf(Buffer.from([24, 255, 255]), true)]))).toEqual({
      frames: [],
      keyFrameNeeded: true,
    })
    expect(assembler.push(inOrder([packetOf(Buffer.alloc(0), false)]))).toEqual({ frames: [], keyFrameNeeded: false })
  })
})

describe('meters', () => {
  it('give a rate over the last two seconds, and zero after a silence', () => {
    const meter = new RateMeter()
    for (let ms = 0; ms <= 4_000; ms += 100) meter.add(10, ms)
    expect(meter.perSecond(4_000)).toBeCloseTo(100, 0)
    expect(meter.perSecond(10_000)).toBe(0)
  })

  it('count a picture that stands still, and not a slow one', () => {
    const freezes = new FreezeCounter()
    for (let frame = 0; frame < 20; frame++) freezes.frame(frame * 66)
    expect(freezes.count).toBe(0)
    freezes.frame(20 * 66 + 400)
    expect(freezes.count).toBe(1)
    const slow = new FreezeCounter()
    for (let frame = 0; frame < 5; frame++) slow.frame(frame * 1_000)
    expect(slow.count).toBe(0)
  })
})
