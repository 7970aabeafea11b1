/** Plain RTP of another program on this machine, as tracks of a room. */
import { randomInt } from 'node:crypto'
import type { TrackKind } from '@mrtc/protocol'
import type { types } from 'mediasoup'
import type { IngestedTrack, IngestVideoCodec } from './contract.ts'

const loopback = '127.0.0.1'
const audioPayloadType = 111
const videoPayloadType = 96
/** FFmpeg takes an SSRC as an int. */
const ssrcMax = 2 ** 31 - 1

const audioCodec: types.RtpCodecParameters = {
  mimeType: 'audio/opus',
  payloadType: audioPayloadType,
  clockRate: 48_000,
  channels: 2,
}

const videoCodecs: Record<IngestVideoCodec, types.RtpCodecParameters> = {
  VP8: { mimeType: 'video/VP8', payloadType: videoPayloadType, clockRate: 90_000 },
  H264: {
    mimeType: 'video/H264',
    payloadType: videoPayloadType,
    clockRate: 90_000,
    // Constrained Baseline, 3.1, in several packets a frame.
    parameters: { 'packetization-mode': 1, 'profile-level-id': '42e01f', 'level-asymmetry-allowed': 1 },
  },
}

interface IngestOptions {
  readonly kind: TrackKind
  readonly videoCodec: IngestVideoCodec
  /** The same for tracks that belong together (RFC 3550, 6.5.1). */
  readonly cname: string
}

/**
 * A transport of its own, as such programs send each track from ports of its own; whoever sends first is the sender.
 * Ends with the transport.
 */
export async function ingestTrack(
  router: types.Router,
  { kind, videoCodec, cname }: IngestOptions,
): Promise<{ readonly transport: types.PlainTransport; readonly producer: types.Producer; track: IngestedTrack }> {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: loopback },
    rtcpMux: false,
    comedia: true,
  })
  try {
    const codec = kind === 'audio' ? audioCodec : videoCodecs[videoCodec]
    const ssrc = randomInt(1, ssrcMax)
    const producer = await transport.produce({
      kind,
      rtpParameters: { codecs: [codec], encodings: [{ ssrc }], rtcp: { cname } },
    })
    const { rtcpTuple, tuple } = transport
    if (!rtcpTuple) throw new Error('a transport without a port for RTCP')
    const { id: producerId } = producer
    const { mimeType, payloadType } = codec
    const ports = { address: loopback, rtpPort: tuple.localPort, rtcpPort: rtcpTuple.localPort }
    return { transport, producer, track: { kind, producerId, mimeType, payloadType, ssrc, ...ports } }
  } catch (error) {
    transport.close()
    throw error
  }
}
