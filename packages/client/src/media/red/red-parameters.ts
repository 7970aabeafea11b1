/** RED in the structures of mediasoup-client, as pure functions. */
import { isRed, redMimeType } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'

/** What this call's server speaks of RED. */
export interface RedCodecs {
  /** As the server announces it. */
  readonly red: ms.RtpCodecCapability
  /** Of the blocks within a payload: what the server calls Opus. */
  readonly opusPayloadType: number
}

/** @returns undefined when the server does not carry RED */
export function redCodecsOf({ codecs = [] }: ms.RtpCapabilities): RedCodecs | undefined {
  const red = codecs.find(isRed)
  const opus = codecs.find(isOpus)
  if (red === undefined || opus?.preferredPayloadType === undefined) return undefined
  return { red, opusPayloadType: opus.preferredPayloadType }
}

/** Opus that a transform makes RED of: the same stream under its real name. */
export function sentAsRed(parameters: ms.RtpParameters): ms.RtpParameters {
  return {
    ...parameters,
    codecs: parameters.codecs.map((codec) =>
      isOpus(codec) ? { ...codec, mimeType: redMimeType, parameters: {} } : codec,
    ),
  }
}

/** Announces that RED can be received, by a transform if not by the browser itself. */
export function withRed(capabilities: ms.RtpCapabilities, { red }: RedCodecs): ms.RtpCapabilities {
  const codecs = capabilities.codecs ?? []
  return codecs.some(isRed) ? capabilities : { ...capabilities, codecs: [...codecs, red] }
}

export function isRedStream({ codecs: [codec] }: ms.RtpParameters): boolean {
  return codec !== undefined && isRed(codec)
}

/**
 * For a browser that splits RED itself. It wants `a=fmtp:<red> <opus>/<opus>` (RFC 2198, 5), which has no name, and
 * mediasoup-client writes `name=value`; browsers of libwebrtc read a parameter with an empty name as one without.
 */
export function splitNatively(parameters: ms.RtpParameters): ms.RtpParameters {
  const opus = parameters.codecs.find(isOpus)
  if (opus === undefined) return parameters
  const blocks = `${opus.payloadType}/${opus.payloadType}`
  return {
    ...parameters,
    codecs: parameters.codecs.map((codec) => (isRed(codec) ? { ...codec, parameters: { '': blocks } } : codec)),
  }
}

/**
 * For a browser behind a transform that opens RED: what it decodes is Opus under the payload type of RED.
 *
 * The number of Opus has to come first: it is how mediasoup-client recognises what the device can receive. It must not be
 * called Opus: Firefox answers with the first sound codec that it knows and drops the rest, and would hear nothing. So it is
 * called RED, which none of these browsers knows, and nothing comes under it.
 */
export function unwrappedByTransform(parameters: ms.RtpParameters): ms.RtpParameters {
  const opus = parameters.codecs.find(isOpus)
  const red = parameters.codecs.find(isRed)
  if (opus === undefined || red === undefined) return parameters
  return {
    ...parameters,
    codecs: [
      { ...red, payloadType: opus.payloadType, parameters: {} },
      { ...opus, payloadType: red.payloadType },
    ],
  }
}

function isOpus({ mimeType }: { readonly mimeType: string }): boolean {
  return mimeType.toLowerCase() === 'audio/opus'
}
