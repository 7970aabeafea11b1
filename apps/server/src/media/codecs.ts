/** The codecs that a room speaks, in order of preference. mediasoup adds RTX and the feedback of each by itself. */
import type { types } from 'mediasoup'
import { redCarrier } from './red.ts'

const videoClockRate = 90_000

/** What browsers really offer of H264, told apart by the first four digits (profile and constraints). */
const h264Profiles = {
  constrainedBaseline: '42e01f',
  main: '4d001f',
  /** Safari's and Android's. */
  constrainedHigh: '640c1f',
  high: '64001f',
} as const

function h264(profileLevelId: string): types.RouterRtpCodecCapability {
  return {
    kind: 'video',
    mimeType: 'video/H264',
    clockRate: videoClockRate,
    parameters: {
      // 1: non-interleaved, a frame may take several packets. Mode 0 would limit a slice to one packet.
      'packetization-mode': 1,
      'profile-level-id': profileLevelId,
      'level-asymmetry-allowed': 1,
    },
  }
}

export const mediaCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    // In-band FEC repairs single losses without a round trip. No DTX: its gaps look like loss to a receiver.
    parameters: { minptime: 10, useinbandfec: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: videoClockRate },
  // Profile 0 is 8 bit 4:2:0, 2 is 10 bit.
  { kind: 'video', mimeType: 'video/VP9', clockRate: videoClockRate, parameters: { 'profile-id': 0 } },
  { kind: 'video', mimeType: 'video/VP9', clockRate: videoClockRate, parameters: { 'profile-id': 2 } },
  ...Object.values(h264Profiles).map(h264),
  { kind: 'video', mimeType: 'video/AV1', clockRate: videoClockRate },
  // Last, so that the payload types of the others do not depend on it.
  redCarrier,
]
