import { redMimeType } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'

/**
 * Feedback that we act on or give. Where we receive, no transport-cc and no goog-remb: werift's transport-cc feedback
 * makes the sender's estimate collapse, and mediasoup's congestion control does not take REMB. Without either the server
 * sends what was asked for.
 */
const videoFeedback: ms.RtcpFeedback[] = [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }]
/** Where we send, the server's congestion control tells us its estimate. */
const bandwidthFeedback: ms.RtcpFeedback[] = [{ type: 'goog-remb' }]
const audioFeedback: ms.RtcpFeedback[] = [{ type: 'nack' }]

const videoClockRate = 90_000

const opus: ms.RtpCodecCapability = {
  kind: 'audio',
  mimeType: 'audio/opus',
  preferredPayloadType: 111,
  clockRate: 48_000,
  channels: 2,
  parameters: { minptime: 10, useinbandfec: 1 },
  rtcpFeedback: audioFeedback,
}

/** Opus that repeats earlier frames; the reception opens it. */
const red: ms.RtpCodecCapability = {
  kind: 'audio',
  mimeType: redMimeType,
  preferredPayloadType: 63,
  clockRate: 48_000,
  channels: 2,
  parameters: {},
  rtcpFeedback: audioFeedback,
}

function withRtx(
  mimeType: string,
  preferredPayloadType: number,
  parameters: Record<string, unknown>,
  rtcpFeedback: ms.RtcpFeedback[],
): ms.RtpCodecCapability[] {
  return [
    { kind: 'video', mimeType, preferredPayloadType, clockRate: videoClockRate, parameters, rtcpFeedback },
    {
      kind: 'video',
      mimeType: 'video/rtx',
      preferredPayloadType: preferredPayloadType + 1,
      clockRate: videoClockRate,
      parameters: { apt: preferredPayloadType },
      rtcpFeedback: [],
    },
  ]
}

const h264Parameters = (profileLevelId: string) => ({
  'packetization-mode': 1,
  'level-asymmetry-allowed': 1,
  'profile-level-id': profileLevelId,
})
const constrainedBaseline31 = '42e01f'
const high31 = '64001f'

/** The server estimates from it what our uplink carries. */
const absSendTime = (kind: ms.MediaKind): ms.RtpHeaderExtension => ({
  kind,
  uri: 'http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
  preferredId: 4,
})

/** What this participant sends: Opus, and H264 that it encodes itself or that the application gives encoded. */
export const sendCapabilities: ms.RtpCapabilities = {
  codecs: [
    opus,
    ...withRtx('video/H264', 102, h264Parameters(constrainedBaseline31), [...videoFeedback, ...bandwidthFeedback]),
  ],
  headerExtensions: [
    absSendTime('audio'),
    absSendTime('video'),
    { kind: 'audio', uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', preferredId: 10 },
  ],
}

/** What it receives: everything that browsers send here, as FFmpeg decodes all of it. */
export const receiveCapabilities: ms.RtpCapabilities = {
  codecs: [
    opus,
    red,
    ...withRtx('video/VP8', 96, {}, videoFeedback),
    ...withRtx('video/VP9', 98, { 'profile-id': 0 }, videoFeedback),
    ...withRtx('video/H264', 102, h264Parameters(constrainedBaseline31), videoFeedback),
    ...withRtx('video/H264', 104, h264Parameters(high31), videoFeedback),
    ...withRtx('video/AV1', 106, {}, videoFeedback),
  ],
  headerExtensions: [],
}
