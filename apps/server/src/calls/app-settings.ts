/** What the settings of a call app mean for its rooms. Pure. */
import { MrtcError, type TransportOptions } from '@mrtc/protocol'
import type { AppSettings, VideoCodec } from '../apps/index.ts'
import type { RtpCapabilities } from '../media/index.ts'

const repairMimeType = 'video/rtx'

/**
 * What clients of a room may use of what routers speak: its video codecs, the preferred one first, and the
 * retransmission of these.
 */
export function allowedCapabilities(all: RtpCapabilities, allowed: readonly VideoCodec[]): RtpCapabilities {
  const codecs = all.codecs ?? []
  const rankOf = (mimeType: string) =>
    allowed.findIndex((name) => mimeType.toLowerCase() === `video/${name}`.toLowerCase())
  const video = codecs
    .filter(({ kind, mimeType }) => kind === 'video' && rankOf(mimeType) >= 0)
    .sort((a, b) => rankOf(a.mimeType) - rankOf(b.mimeType))
  const payloadTypes = new Set<number | undefined>(video.map(({ preferredPayloadType }) => preferredPayloadType))
  const repair = codecs.filter(
    ({ mimeType, parameters }) => mimeType.toLowerCase() === repairMimeType && payloadTypes.has(aptOf(parameters)),
  )
  return { ...all, codecs: [...codecs.filter(({ kind }) => kind !== 'video'), ...video, ...repair] }
}

/** RFC 4588, section 8.1: whose retransmission it is. */
function aptOf(parameters: unknown): number | undefined {
  if (typeof parameters !== 'object' || parameters === null || !('apt' in parameters)) return undefined
  return typeof parameters.apt === 'number' ? parameters.apt : undefined
}

/** @throws MrtcError CODEC_UNSUPPORTED for video of a codec that the room has not */
export function assertCodecAllowed(mimeType: string, allowed: readonly VideoCodec[]): void {
  if (allowed.some((codec) => `video/${codec}`.toLowerCase() === mimeType.toLowerCase())) return
  const text = `This call app allows ${allowed.join(', ')} and not ${mimeType}.`
  throw new MrtcError('CODEC_UNSUPPORTED', text, { field: 'rtpParameters' })
}

/** The smaller of the server's limit and the app's. */
export function limitOf(ofServer: number, ofApp: number | null): number {
  return ofApp === null ? ofServer : Math.min(ofServer, ofApp)
}

/** Media of an app with proxies passes through them alone (guide 5.1.2): they forward the ports of this server. */
export function throughProxies(transport: TransportOptions, proxies: AppSettings['mediaProxies']): TransportOptions {
  if (proxies.length === 0) return transport
  const iceCandidates = proxies.flatMap(({ address }) =>
    transport.iceCandidates.map((candidate) => ({ ...candidate, ip: address, address })),
  )
  return { ...transport, iceCandidates }
}
