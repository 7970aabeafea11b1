import type { TrackKind } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import {
  GenericNack,
  PictureLossIndication,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpReceiverInfo,
  RtcpSrPacket,
  RtcpTransportLayerFeedback,
  type RtpPacket,
  unwrapRtx,
} from 'werift'
import { NackGenerator } from './nack-generator.ts'
import { compactNtp } from './ntp.ts'
import { ReceptionStatistics } from './reception-statistics.ts'
import { RemoteTrack } from './tracks.ts'

/** How often missing packets are looked at while there are any. */
const nackCheckMs = 10
/** One request in this time is enough: the key frame needs a round trip and an encoder. */
const keyFrameRequestIntervalMs = 300
/** Bytes of the original sequence number before the payload of an RTX packet (RFC 4588). */
const rtxHeaderBytes = 2
/** Units of `delay since last SR` in a second (RFC 3550). */
const delayUnitsPerSecond = 65_536

export interface RtpReceiverOptions {
  readonly kind: TrackKind
  readonly rtpParameters: ms.RtpParameters
  /** Ours, as the sender of feedback. */
  readonly localSsrc: number
  readonly roundTripMs: () => number
  readonly sendRtcp: (packet: RtcpPacket) => void
}

/** Receives one stream: unwraps retransmissions, drops duplicates, asks for what is missing, reports what came. */
export class RtpReceiver {
  readonly ssrc: number
  readonly rtxSsrc: number | undefined
  readonly track: RemoteTrack
  readonly #options: RtpReceiverOptions
  readonly #payloadType: number
  readonly #statistics: ReceptionStatistics
  readonly #nack = new NackGenerator()
  #nackTimer: NodeJS.Timeout | undefined
  #keyFrameRequestedAt = Number.NEGATIVE_INFINITY
  #lastSenderReport: { compactNtp: number; receivedAt: number } | undefined

  constructor(options: RtpReceiverOptions) {
    const { kind, rtpParameters } = options
    const codec = rtpParameters.codecs[0]
    const encoding = rtpParameters.encodings?.[0]
    if (codec === undefined || encoding?.ssrc === undefined) throw new TypeError('no codec or SSRC')
    this.#options = options
    this.ssrc = encoding.ssrc
    this.rtxSsrc = encoding.rtx?.ssrc
    this.#payloadType = codec.payloadType
    this.#statistics = new ReceptionStatistics(codec.clockRate)
    this.track = new RemoteTrack(kind, codec, {
      requestKeyFrame: () => this.#requestKeyFrame(),
      counts: () => ({
        packetsReceived: this.#statistics.packetsReceived,
        packetsLost: this.#statistics.packetsLost,
        bytesReceived: this.#statistics.bytesReceived,
        jitterMs: this.#statistics.jitterMs,
      }),
    })
  }

  receiveRtp(wirePacket: RtpPacket): void {
    const retransmitted = wirePacket.header.ssrc === this.rtxSsrc
    // RTX without a payload is padding, sent to probe the bandwidth.
    if (retransmitted && wirePacket.payload.length <= rtxHeaderBytes) return
    const packet = retransmitted ? unwrapRtx(wirePacket, this.#payloadType, this.ssrc) : wirePacket
    if (packet.header.payloadType !== this.#payloadType) return
    const nowMs = performance.now()
    if (!this.#nack.received(packet.header.sequenceNumber, nowMs)) return
    const { sequenceNumber, timestamp } = packet.header
    this.#statistics.add({ sequenceNumber, timestamp, sizeBytes: packet.payload.length, retransmitted }, nowMs)
    if (this.#nack.pending) this.#scheduleNack()
    this.track.deliver(packet)
  }

  receiveRtcp(packet: RtcpPacket): void {
    if (packet instanceof RtcpSrPacket && packet.ssrc === this.ssrc) {
      this.#lastSenderReport = {
        compactNtp: compactNtp(packet.senderInfo.ntpTimestamp),
        receivedAt: performance.now(),
      }
    }
  }

  /** The block about this stream for a receiver report, once something came. */
  report(): RtcpReceiverInfo | undefined {
    if (this.#statistics.packetsReceived === 0) return undefined
    const last = this.#lastSenderReport
    const sinceSeconds = last === undefined ? 0 : (performance.now() - last.receivedAt) / 1000
    return new RtcpReceiverInfo({
      ssrc: this.ssrc,
      ...this.#statistics.report(),
      lsr: last?.compactNtp ?? 0,
      dlsr: Math.round(sinceSeconds * delayUnitsPerSecond),
    })
  }

  close(): void {
    clearTimeout(this.#nackTimer)
    this.#nackTimer = undefined
    this.track.end()
  }

  #scheduleNack(): void {
    this.#nackTimer ??= setTimeout(() => {
      this.#nackTimer = undefined
      const lost = this.#nack.due(performance.now(), this.#options.roundTripMs())
      if (lost.length > 0) {
        const feedback = new GenericNack({
          senderSsrc: this.#options.localSsrc,
          mediaSourceSsrc: this.ssrc,
          lost,
        })
        this.#options.sendRtcp(new RtcpTransportLayerFeedback({ feedback }))
      }
      if (this.#nack.pending) this.#scheduleNack()
    }, nackCheckMs)
  }

  #requestKeyFrame(): void {
    const nowMs = performance.now()
    if (nowMs - this.#keyFrameRequestedAt < keyFrameRequestIntervalMs) return
    this.#keyFrameRequestedAt = nowMs
    const feedback = new PictureLossIndication({ senderSsrc: this.#options.localSsrc, mediaSsrc: this.ssrc })
    this.#options.sendRtcp(new RtcpPayloadSpecificFeedback({ feedback }))
  }
}
