import { describe, expect, it } from 'vitest'
import { H264Encoder } from '../codec/index.ts'
import { VideoPublisher } from './index.ts'

describe('the size of what a bot sends', () => {
  it('is that of the pictures that it is given', async () => {
    const publisher = new VideoPublisher({ framesPerSecond: 15, bitrateMaxBps: 500_000 })
    expect(publisher.track.getSettings()).toEqual({})
    publisher.writePicture(picture(320, 180))
    expect(publisher.track.getSettings()).toEqual({ width: 320, height: 180 })
    publisher.close()
  })

  it('is read from what it is given encoded', async () => {
    const encoder = new H264Encoder({ width: 640, height: 360, framesPerSecond: 15, bitrateBps: 500_000 })
    const frame = encoder.encode(picture(640, 360), { keyFrame: true })
    const publisher = new VideoPublisher({ framesPerSecond: 15, bitrateMaxBps: 500_000 })
    if (frame) publisher.writeEncoded(frame)
    expect(publisher.track.getSettings()).toEqual({ width: 640, height: 360 })
    publisher.close()
    encoder.close()
  })
})

function picture(width: number, height: number) {
  const [y, colour] = [Buffer.alloc(width * height, 128), Buffer.alloc((width * height) / 4, 128)]
  return {
    width,
    height,
    y,
    u: colour,
    v: colour,
    strideY: width,
    strideU: width / 2,
    strideV: width / 2,
    timestampMs: 0,
  }
}
