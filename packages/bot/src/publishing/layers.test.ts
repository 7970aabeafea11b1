import { expect, it } from 'vitest'
import type { EncodedFrame } from '../webrtc/index.ts'
import { VideoPublisher } from './video-publisher.ts'

const frame: EncodedFrame = { data: Buffer.of(0), timestampMs: 0, keyFrame: true }

/** A publisher of three layers, and the layers of what it sent. */
function threeLayers() {
  const video = new VideoPublisher({ framesPerSecond: 15, bitrateMaxBps: 600_000, layers: 3 })
  const sent: number[] = []
  for (const layer of [0, 1, 2]) video.track.attach(() => sent.push(layer), layer)
  const writeAll = () => {
    sent.length = 0
    for (const layer of [0, 1, 2]) video.writeEncoded(frame, layer)
    return sent
  }
  return { video, writeAll }
}

it('sends the layers that somebody watches, and asks for key frames when there are more', () => {
  const { video, writeAll } = threeLayers()
  let keyFrames = 0
  video.on('keyFrameRequested', () => {
    keyFrames += 1
  })
  expect(writeAll()).toEqual([0, 1, 2])
  video.highestWanted = 0
  expect(writeAll()).toEqual([0])
  video.highestWanted = null
  expect(writeAll()).toEqual([])
  expect(keyFrames).toBe(0)
  video.highestWanted = 1
  expect(writeAll()).toEqual([0, 1])
  expect(keyFrames).toBe(1)
  video.highestWanted = undefined
  expect(writeAll()).toEqual([0, 1, 2])
  video.close()
})
