import type { types as ms } from 'mediasoup-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hasFreshFrames, inFreshFrame } from './fresh-frame.ts'

class PageConnection {}
class FrameConnection {}

const device = (handlerName: string) => ({ handlerName }) as ms.Device

describe('a page', () => {
  let frames = 0

  beforeEach(() => {
    frames = 0
    vi.stubGlobal('RTCPeerConnection', PageConnection)
    vi.stubGlobal('document', {
      createElement: () => ({
        hidden: false,
        contentWindow: { RTCPeerConnection: FrameConnection },
        remove: () => {
          frames -= 1
        },
      }),
      documentElement: {
        append: () => {
          frames += 1
        },
      },
    })
  })

  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('makes a connection in a frame, and its own again afterwards', () => {
    const { made, remove } = inFreshFrame(() => new RTCPeerConnection())
    expect(made).toBeInstanceOf(FrameConnection)
    expect(new RTCPeerConnection()).toBeInstanceOf(PageConnection)
    expect(frames).toBe(1)
    remove()
    expect(frames).toBe(0)
  })

  it('leaves no frame behind when nothing could be made', () => {
    const fail = () => {
      throw new Error('no')
    }
    expect(() => inFreshFrame(fail)).toThrow('no')
    expect(frames).toBe(0)
    expect(RTCPeerConnection).toBe(PageConnection)
  })

  it('needs frames in Chromium only', () => {
    expect(hasFreshFrames(device('Chrome111'))).toBe(true)
    expect(hasFreshFrames(device('Firefox120'))).toBe(false)
  })
})

it('has no frames outside of a page', () => {
  expect(hasFreshFrames(device('Chrome111'))).toBe(false)
})
