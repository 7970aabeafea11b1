/**
 * RED (RFC 2198) through mediasoup, which does not know it. Packets of one codec that it does know and that no client
 * here uses, Opus of four channels, are opaque to it: RED travels under that name. Outside of this folder it is
 * `audio/red`, so that codecs are negotiated as always and nobody gets a payload that it cannot read.
 */
import { isRed, MrtcError, redMimeType } from '@mrtc/protocol'
import type { types } from 'mediasoup'
import type { RtpCapabilities, RtpParameters } from './contract.ts'

const opusMimeType = 'audio/opus'
const carrierMimeType = 'audio/multiopus'
/** Of RED, as browsers announce it. */
const redChannels = 2

/** The codec under whose name RED is carried. */
export const redCarrier: types.RouterRtpCodecCapability = {
  kind: 'audio',
  mimeType: carrierMimeType,
  clockRate: 48_000,
  channels: 4,
  parameters: { channel_mapping: '0,1,2,3', num_streams: 2, coupled_streams: 2 },
}

/** Browsers answer NACK of RED as they do of Opus, without saying so. */
const redFeedback = [{ type: 'nack' }, { type: 'transport-cc' }]

const isCarrier = ({ mimeType }: { readonly mimeType: string }) => mimeType.toLowerCase() === carrierMimeType

/** Of a router's structures. */
export function carriesRed({ codecs }: { readonly codecs: readonly { readonly mimeType: string }[] }): boolean {
  return codecs.some(isCarrier)
}

/** Of a client's capabilities in the router's names. */
export function canReadRed({ codecs = [] }: RtpCapabilities): boolean {
  return codecs.some(isCarrier)
}

/** The name for outside of what a track's codec is called inside. */
export function outsideMimeType(mimeType: string): string {
  return isCarrier({ mimeType }) ? redMimeType : mimeType
}

/** What routers speak, in the names that clients know. */
export function outsideCapabilities(capabilities: RtpCapabilities): RtpCapabilities {
  return {
    ...capabilities,
    codecs: (capabilities.codecs ?? []).map((codec) =>
      isCarrier(codec) ? { ...codec, mimeType: redMimeType, channels: redChannels, parameters: {} } : codec,
    ),
  }
}

/** What a client can receive, in the router's names. */
export function insideCapabilities(capabilities: RtpCapabilities): RtpCapabilities {
  return {
    ...capabilities,
    codecs: (capabilities.codecs ?? [])
      .filter((codec) => !isCarrier(codec))
      .map((codec) => (isRed(codec) ? { ...codec, ...carrierNames(), rtcpFeedback: redFeedback } : codec)),
  }
}

/** What a client sends, in the router's names. @throws MrtcError CODEC_UNSUPPORTED for Opus of four channels itself */
export function insideParameters(parameters: RtpParameters): RtpParameters {
  return {
    ...parameters,
    codecs: parameters.codecs.map((codec) => {
      if (isCarrier(codec)) {
        throw new MrtcError('CODEC_UNSUPPORTED', `${codec.mimeType} is not supported.`, { field: 'rtpParameters' })
      }
      return isRed(codec) ? { ...codec, ...carrierNames(), rtcpFeedback: redFeedback } : codec
    }),
  }
}

/** What a client gets to receive: RED with the Opus that its blocks are of. */
export function outsideParameters(parameters: RtpParameters, routerCapabilities: types.RtpCapabilities): RtpParameters {
  const carrier = parameters.codecs.find(isCarrier)
  if (!carrier) return parameters
  const red = { ...carrier, mimeType: redMimeType, channels: redChannels, parameters: {} }
  return { ...parameters, codecs: [red, opusOf(routerCapabilities, red)] }
}

function opusOf(capabilities: types.RtpCapabilities, red: RtpParameters['codecs'][number]) {
  const opus = capabilities.codecs?.find(({ mimeType }) => mimeType.toLowerCase() === opusMimeType)
  if (opus?.preferredPayloadType === undefined) throw new MrtcError('INTERNAL', 'The router speaks no Opus.')
  return {
    ...red,
    mimeType: opusMimeType,
    payloadType: opus.preferredPayloadType,
    parameters: { ...opus.parameters } as Record<string, string | number>,
  }
}

const carrierNames = () => ({
  mimeType: redCarrier.mimeType as `audio/${string}`,
  channels: redCarrier.channels ?? redChannels,
  parameters: { ...redCarrier.parameters },
})
