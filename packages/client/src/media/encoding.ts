/** How video and audio are encoded: pure decisions from options and track settings. */
import { defaultPublishBitrateBps, MrtcError } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import type { PublishOptions, VideoCodec } from './publish-options.ts'

export const defaultVideoCodec: VideoCodec = 'VP8'
/** Camera pictures narrower than this are not worth a second layer. */
const simulcastWidth = 640
/** ... and from here a third one pays. */
const threeLayersWidth = 960
/**
 * The encoder starts at this share of its maximum: sharp soon, with room for the estimate to be wrong. But not below the
 * default maximum, which most networks carry: while an estimate climbs to it, pictures are spread over time, receivers
 * take that for jitter and hold them back for long (25 ms more at a round trip of 100 ms).
 */
const startShare = 0.5
const bitsPerKilobit = 1_000

interface Layer {
  readonly scaleResolutionDownBy: number
  readonly bitrateShare: number
}

/** Lowest first; each layer has four times the pixels of the one below, but encodes them more efficiently. */
const twoLayers: readonly Layer[] = [
  { scaleResolutionDownBy: 2, bitrateShare: 0.25 },
  { scaleResolutionDownBy: 1, bitrateShare: 0.75 },
]
const threeLayers: readonly Layer[] = [
  { scaleResolutionDownBy: 4, bitrateShare: 0.1 },
  { scaleResolutionDownBy: 2, bitrateShare: 0.25 },
  { scaleResolutionDownBy: 1, bitrateShare: 0.65 },
]

const simulcastCodecs: ReadonlySet<VideoCodec> = new Set<VideoCodec>(['VP8', 'H264'])

/**
 * With temporal layers a receiver under loss waits for the base layer only and shows a few frames a second; with one
 * layer each frame is repaired (measured at 20-40 % loss). VP8 and H264 adapt by simulcast; VP9 and AV1 have no other
 * way to give a weak receiver less.
 */
const scalabilityModes: Readonly<Record<VideoCodec, string>> = { VP8: 'L1T1', H264: 'L1T1', VP9: 'L1T3', AV1: 'L1T3' }

type VideoOptions = Pick<PublishOptions, 'codec' | 'maxVideoBitrateBps' | 'simulcast' | 'source'>

/** @param width of the captured picture, if it is known */
export function videoEncodings(options: VideoOptions, width: number | undefined): ms.RtpEncodingParameters[] {
  const { codec = defaultVideoCodec, maxVideoBitrateBps = defaultPublishBitrateBps } = options
  const scalabilityMode = scalabilityModes[codec]
  if (!usesSimulcast(options, width)) return [{ maxBitrate: maxVideoBitrateBps, scalabilityMode }]
  const layers = (width ?? 0) >= threeLayersWidth ? threeLayers : twoLayers
  return layers.map(({ scaleResolutionDownBy, bitrateShare }) => ({
    scaleResolutionDownBy,
    maxBitrate: Math.round(maxVideoBitrateBps * bitrateShare),
    scalabilityMode,
  }))
}

function usesSimulcast(
  { codec = defaultVideoCodec, source = 'camera', simulcast }: VideoOptions,
  width: number | undefined,
) {
  if (!simulcastCodecs.has(codec)) return false
  return simulcast ?? (source === 'camera' && (width ?? 0) >= simulcastWidth)
}

/** mediasoup-client's options of the encoder; its bitrates are in kbit/s. */
export function videoCodecOptions({
  maxVideoBitrateBps = defaultPublishBitrateBps,
}: VideoOptions): ms.ProducerCodecOptions {
  const leastBps = Math.min(maxVideoBitrateBps, defaultPublishBitrateBps)
  const startBps = Math.max(maxVideoBitrateBps * startShare, leastBps)
  return { videoGoogleStartBitrate: Math.round(startBps / bitsPerKilobit) }
}

/** In-band FEC and retransmission against loss; no DTX, which recorders and mixers would hear as gaps. */
export const audioCodecOptions: ms.ProducerCodecOptions = {
  opusStereo: false,
  opusFec: true,
  opusDtx: false,
  opusNack: true,
}

/** Browsers encode Constrained Baseline; other H264 profiles are for those who send what they encoded themselves. */
const constrainedBaseline = /^42[0-9a-f]01/i

/** @throws MrtcError CODEC_UNSUPPORTED if this device or the server cannot do it */
export function pickVideoCodec(
  capabilities: ms.RtpCapabilities,
  codec: VideoCodec = defaultVideoCodec,
): ms.RtpCodecCapability {
  const mimeType = `video/${codec}`.toLowerCase()
  const matching = (capabilities.codecs ?? []).filter((candidate) => candidate.mimeType.toLowerCase() === mimeType)
  const picked =
    matching.find(({ parameters }) => constrainedBaseline.test(String(parameters?.['profile-level-id'] ?? ''))) ??
    matching[0]
  if (picked === undefined) {
    throw new MrtcError('CODEC_UNSUPPORTED', `${codec} is not supported by both this device and the server.`, {
      field: 'codec',
    })
  }
  return picked
}
