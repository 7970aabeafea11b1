import type { types as ms } from 'mediasoup-client'
import { describe, expect, it } from 'vitest'
import { pickVideoCodec, videoCodecOptions, videoEncodings } from './encoding.ts'

const sum = (encodings: ms.RtpEncodingParameters[]) =>
  encodings.reduce((total, { maxBitrate }) => total + (maxBitrate ?? 0), 0)

describe('the layers of a video', () => {
  it.each([
    [640, [2, 1]],
    [959, [2, 1]],
    [960, [4, 2, 1]],
    [1920, [4, 2, 1]],
  ])('of a camera %i pixels wide are scaled down by %j', (width, scales) => {
    const encodings = videoEncodings({}, width)
    expect(encodings.map(({ scaleResolutionDownBy }) => scaleResolutionDownBy)).toEqual(scales)
    expect(sum(encodings)).toBe(600_000)
  })

  it.each([
    ['a narrow camera', {}, 320],
    ['a track of unknown size', {}, undefined],
    ['a screen', { source: 'screen' }, 1920],
    ['VP9, which has layers inside', { codec: 'VP9', simulcast: true }, 1280],
    ['whoever does not want them', { simulcast: false }, 1280],
  ] as const)('are one for %s', (_, options, width) => {
    expect(videoEncodings(options, width)).toHaveLength(1)
  })

  it('are two when they are asked for though the size is not known', () => {
    expect(videoEncodings({ simulcast: true, codec: 'H264' }, undefined)).toHaveLength(2)
  })

  it('share the bitrate that was asked for', () => {
    expect(sum(videoEncodings({ maxVideoBitrateBps: 2_500_000 }, 1280))).toBe(2_500_000)
    expect(videoCodecOptions({ maxVideoBitrateBps: 2_500_000 })).toEqual({ videoGoogleStartBitrate: 1_250 })
  })

  it('start with what most networks carry, and never with more than was asked for', () => {
    expect(videoCodecOptions({})).toEqual({ videoGoogleStartBitrate: 600 })
    expect(videoCodecOptions({ maxVideoBitrateBps: 300_000 })).toEqual({ videoGoogleStartBitrate: 300 })
  })

  it('have temporal layers inside only where there is no simulcast', () => {
    expect(videoEncodings({}, 1280).map(({ scalabilityMode }) => scalabilityMode)).toEqual(['L1T1', 'L1T1', 'L1T1'])
    expect(videoEncodings({ codec: 'AV1' }, 1280)[0]?.scalabilityMode).toBe('L1T3')
  })
})

describe('picking a codec', () => {
  const h264 = (profile: string): ms.RtpCodecCapability => ({
    kind: 'video',
    mimeType: 'video/H264',
    preferredPayloadType: 102,
    clockRate: 90_000,
    parameters: { 'profile-level-id': profile },
  })
  const capabilities: ms.RtpCapabilities = {
    codecs: [
      { kind: 'video', mimeType: 'video/vp8', preferredPayloadType: 96, clockRate: 90_000 },
      h264('640c1f'),
      h264('42e01f'),
    ],
  }

  it('takes VP8 unless another is named, whatever the case', () => {
    expect(pickVideoCodec(capabilities).mimeType).toBe('video/vp8')
  })

  it('prefers the H264 profile that browsers encode', () => {
    expect(pickVideoCodec(capabilities, 'H264')).toEqual(h264('42e01f'))
    expect(pickVideoCodec({ codecs: [h264('640c1f')] }, 'H264')).toEqual(h264('640c1f'))
  })

  it('says when there is no such codec', () => {
    expect(() => pickVideoCodec(capabilities, 'AV1')).toThrow(expect.objectContaining({ code: 'CODEC_UNSUPPORTED' }))
  })
})
