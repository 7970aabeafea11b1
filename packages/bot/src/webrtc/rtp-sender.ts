import type { TrackKind } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import {
  GenericNack,
  H264Packetizer,
  OpusPacketizer,
  type Packetizer,
  PictureLossIndication,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpRrPacket,
  RtcpSenderInfo,
  RtcpSourceDescriptionPacket,
  RtcpSrPacket,
  RtcpTransportLayerFeedback,
  type RtpPacket,
  SourceDescriptionChunk,
  SourceDescriptionItem,
  wrapRtx,
} from 'werift'
import type { EncodedFrame } from './encoded-frame.ts'
import { absoluteSendTime, toNtp } from './ntp.ts'
import { PacketHistory } from './packet-history.ts'
import { toWireSequence, toWireTimestamp } from './sequence.ts'
import type { LocalTrack } from './tracks.ts'

/** Payload of one packet: fits in 1,280 bytes with every header of IPv6, UDP, SRTP and extensions. */
const payloadSizeBytes = 1_150
/** About two seconds at 2 Mbit/s, and ten seconds of audio. */
const historyPackets = { video: 512, audio: 512 } as const satisfies Record<TrackKind, number>
const sdesCname = 1

export interface RtpSenderOptions {
  readonly track: LocalTrack
  /** As negotiated: one codec, RTX after it where there is one. */
  readonly rtpParameters: ms.RtpParameters
  readonly ssrc: number
  readonly rtxSsrc: number
  /** Which of the track's layers. */
  readonly layer: number
  readonly send: (packet: RtpPacket) => void
}

export interface SenderCounts {
  readonly packetsSent: number
  readonly bytesSent: number
  readonly retransmittedPacketsSent: number
  readonly nackCount: number
  readonly keyFrameRequests: number
  /** As the other side last reported, 0 to 1. */
  readonly fractionLost: number
}

/** Sends one stream: packets, retransmissions on NACK, sender reports; passes key frame requests to the track. */
export class RtpSender {
  readonly ssrc: number
  readonly #options: RtpSenderOptions
  readonly #clockRate: number
  readonly #packetizer: Packetizer
  readonly #history: PacketHistory
  readonly #timestampOffset = Math.floor(Math.random() * 0x1_0000_0000)
  readonly #rtxPayloadType: number | undefined
  readonly #absSendTimeId: number | undefined
  readonly #audioLevelId: number | undefined
  #track: LocalTrack | undefined
  #paused = false
  #rtxSequence = Math.floor(Math.random() * 0x1_0000)
  #packetsSent = 0
  #bytesSent = 0
  #retransmitted = 0
  #nacks = 0
  #keyFrameRequests = 0
  #fractionLost = 0
  /** The newest frame's media time and when it was sent: what a sender report relates. */
  #newest: { timestampMs: number; sentAtEpochMs: number } | undefined

  constructor(options: RtpSenderOptions) {
    const { rtpParameters, ssrc, track } = options
    const [codec, rtx] = rtpParameters.codecs
    if (codec === undefined) throw new TypeError('no codec')
    this.ssrc = ssrc
    this.#options = options
    this.#clockRate = codec.clockRate
    this.#rtxPayloadType = rtx?.payloadType
    this.#history = new PacketHistory(historyPackets[track.kind])
    const packetizerOptions = { payloadType: codec.payloadType, ssrc, maxPayloadSize: payloadSizeBytes }
    this.#packetizer =
      track.kind === 'audio'
        ? new OpusPacketizer(packetizerOptions)
        : new H264Packetizer({ ...packetizerOptions, inputFormat: 'annexb' })
    const extensionId = (uri: ms.RtpHeaderExtensionUri) =>
      rtpParameters.headerExtensions?.find((extension) => extension.uri === uri)?.id
    this.#absSendTimeId = extensionId('http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time')
    this.#audioLevelId = extensionId('urn:ietf:params:rtp-hdrext:ssrc-audio-level')
    this.replaceTrack(track)
  }

  get counts(): SenderCounts {
    return {
      packetsSent: this.#packetsSent,
      bytesSent: this.#bytesSent,
      retransmittedPacketsSent: this.#retransmitted,
      nackCount: this.#nacks,
      keyFrameRequests: this.#keyFrameRequests,
      fractionLost: this.#fractionLost,
    }
  }

  set paused(paused: boolean) {
    this.#paused = paused
  }

  /** What is sent now. */
  get track(): LocalTrack | undefined {
    return this.#track
  }

  /** The track's media time goes on where the clock is: replacing one does not jump. */
  replaceTrack(track: LocalTrack | undefined): void {
    const { layer } = this.#options
    this.#track?.attach(undefined, layer)
    this.#track = track
    track?.attach((frame) => this.#sendFrame(frame), layer)
  }

  close(): void {
    this.replaceTrack(undefined)
  }

  /** Handles what the receiver says of our stream. */
  receiveRtcp(packet: RtcpPacket): void {
    if (packet instanceof RtcpRrPacket || packet instanceof RtcpSrPacket) {
      for (const report of packet.reports) {
        if (report.ssrc === this.ssrc) this.#fractionLost = report.fractionLost / 256
      }
    } else if (packet instanceof RtcpTransportLayerFeedback) {
      const { feedback } = packet
      if (feedback instanceof GenericNack && feedback.mediaSourceSsrc === this.ssrc) this.#retransmit(feedback.lost)
    } else if (packet instanceof RtcpPayloadSpecificFeedback) {
      const { feedback } = packet
      if (feedback instanceof PictureLossIndication && feedback.mediaSsrc === this.ssrc) {
        this.#keyFrameRequests++
        this.#track?.feedback.emit('keyFrameRequested')
      }
    }
  }

  bandwidthEstimated(bps: number): void {
    this.#track?.feedback.emit('bandwidthEstimated', bps)
  }

  /** A sender report and the canonical name, once something was sent. */
  report(nowEpochMs: number): RtcpPacket[] {
    if (this.#newest === undefined) return []
    const { timestampMs, sentAtEpochMs } = this.#newest
    const mediaTimeMs = timestampMs + (nowEpochMs - sentAtEpochMs)
    const senderInfo = new RtcpSenderInfo({
      ntpTimestamp: toNtp(nowEpochMs),
      rtpTimestamp: this.#rtpTimestamp(mediaTimeMs),
      packetCount: this.#packetsSent >>> 0,
      octetCount: this.#bytesSent >>> 0,
    })
    const cname = this.#options.rtpParameters.rtcp?.cname ?? ''
    const items = [new SourceDescriptionItem({ type: sdesCname, text: cname })]
    return [
      new RtcpSrPacket({ ssrc: this.ssrc, senderInfo }),
      new RtcpSourceDescriptionPacket({ chunks: [new SourceDescriptionChunk({ source: this.ssrc, items })] }),
    ]
  }

  #sendFrame(frame: EncodedFrame): void {
    if (this.#paused) return
    const nowEpochMs = Date.now()
    this.#newest = { timestampMs: frame.timestampMs, sentAtEpochMs: nowEpochMs }
    for (const packet of this.#packetizer.packetize(frame.data, this.#rtpTimestamp(frame.timestampMs))) {
      packet.header.extensions = this.#extensions(nowEpochMs, frame.levelDbov)
      packet.header.extension = packet.header.extensions.length > 0
      this.#history.add(packet)
      this.#packetsSent++
      this.#bytesSent += packet.payload.length
      this.#options.send(packet)
    }
  }

  #retransmit(sequenceNumbers: readonly number[]): void {
    this.#nacks++
    for (const sequenceNumber of sequenceNumbers) {
      // werift does not wrap the numbers that follow the first of a block.
      const packet = this.#history.get(toWireSequence(sequenceNumber))
      if (packet === undefined) continue
      this.#retransmitted++
      if (this.#rtxPayloadType === undefined) {
        this.#options.send(packet)
        continue
      }
      this.#rtxSequence = toWireSequence(this.#rtxSequence + 1)
      this.#options.send(wrapRtx(packet, this.#rtxPayloadType, this.#rtxSequence, this.#options.rtxSsrc))
    }
  }

  #rtpTimestamp(mediaTimeMs: number): number {
    return toWireTimestamp(this.#timestampOffset + (mediaTimeMs * this.#clockRate) / 1000)
  }

  #extensions(nowEpochMs: number, levelDbov: number | undefined): { id: number; payload: Buffer }[] {
    const extensions: { id: number; payload: Buffer }[] = []
    if (this.#absSendTimeId !== undefined) {
      const payload = Buffer.allocUnsafe(3)
      payload.writeUIntBE(absoluteSendTime(nowEpochMs), 0, 3)
      extensions.push({ id: this.#absSendTimeId, payload })
    }
    if (this.#audioLevelId !== undefined && levelDbov !== undefined) {
      // RFC 6464: one bit voice activity, which we do not detect, seven bits of attenuation.
      const payload = Buffer.of(Math.min(127, Math.max(0, Math.round(-levelDbov))))
      extensions.push({ id: this.#audioLevelId, payload })
    }
    return extensions
  }
}
