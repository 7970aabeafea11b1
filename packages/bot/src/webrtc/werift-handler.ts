import { randomInt, randomUUID } from 'node:crypto'
import { MrtcError } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import { HandlerInterface } from 'mediasoup-client/handlers/HandlerInterface'
import * as ortc from 'mediasoup-client/ortc'
import {
  ReceiverEstimatedMaxBitrate,
  type RtcpPacket,
  RtcpPayloadSpecificFeedback,
  RtcpRrPacket,
  type RtpPacket,
} from 'werift'
import { receiveCapabilities, sendCapabilities } from './capabilities.ts'
import { MediaTransport, type MediaTransportState } from './media-transport.ts'
import { RtpReceiver } from './rtp-receiver.ts'
import { RtpSender } from './rtp-sender.ts'
import { inboundMedia, inboundReport, outboundMedia, outboundReport, pathReport, statsReport } from './stats.ts'
import { LocalTrack } from './tracks.ts'

const handlerName = 'Werift'
/** RFC 3550 asks for about 5 s at low rates; receivers synchronise sound and picture sooner with one a second. */
const rtcpIntervalMs = 1_000

/**
 * A handler of mediasoup-client without a browser and without globals: mediasoup's RTP parameters go to our senders and
 * receivers as they are, there is no SDP in between.
 */
export const weriftHandlerFactory: ms.HandlerFactory = {
  name: handlerName,
  factory: (options) => new WeriftHandler(options),
  getNativeRtpCapabilities: async ({ direction }) =>
    structuredClone(direction === 'sendonly' ? sendCapabilities : receiveCapabilities),
}

type Connection =
  | { readonly state: 'idle' }
  | { readonly state: 'opening'; readonly transport: Promise<MediaTransport> }
  | { readonly state: 'closed' }

class WeriftHandler extends HandlerInterface {
  readonly #options: ms.HandlerOptions
  readonly #cname = randomUUID()
  readonly #localSsrc = randomSsrc()
  /** One a layer. */
  readonly #senders = new Map<string, readonly RtpSender[]>()
  readonly #receivers = new Map<string, RtpReceiver>()
  readonly #receiverBySsrc = new Map<number, RtpReceiver>()
  #connection: Connection = { state: 'idle' }
  #transport: MediaTransport | undefined
  #reportTimer: NodeJS.Timeout | undefined
  #nextLocalId = 0

  constructor(options: ms.HandlerOptions) {
    super()
    this.#options = options
  }

  get name(): string {
    return handlerName
  }

  override close(): void {
    if (this.#connection.state === 'closed') return
    const connection = this.#connection
    this.#connection = { state: 'closed' }
    clearInterval(this.#reportTimer)
    for (const sender of this.#everySender) sender.close()
    for (const receiver of this.#receivers.values()) receiver.close()
    // A transport that could not be made has told whoever asked for it.
    if (connection.state === 'opening') {
      connection.transport.then((transport) => transport.close()).catch(() => undefined)
    }
    this.emit('@close')
    this.removeAllListeners()
  }

  async updateIceServers(): Promise<void> {
    throw unsupported('ICE servers')
  }

  async restartIce(iceParameters: ms.IceParameters): Promise<void> {
    await this.#transport?.restartIce(iceParameters)
  }

  async getTransportStats(): Promise<RTCStatsReport> {
    return statsReport([
      {
        id: 'transport',
        type: 'transport',
        state: this.#transport?.state ?? 'new',
        roundTripMs: this.#transport?.roundTripMs,
      },
      ...(this.#transport === undefined ? [] : [pathReport(this.#transport)]),
      ...[...this.#everySender].flatMap(({ ssrc, track, counts }) =>
        track === undefined ? [] : [outboundMedia(String(ssrc), track, counts)],
      ),
      ...[...this.#receivers].map(([localId, { track }]) => inboundMedia(localId, track)),
    ])
  }

  async send({ track: domTrack, codec }: ms.HandlerSendOptions): Promise<ms.HandlerSendResult> {
    const track: unknown = domTrack
    if (!(track instanceof LocalTrack)) throw new TypeError('only a LocalTrack can be sent')
    const capabilities = this.#options.getSendExtendedRtpCapabilities(structuredClone(sendCapabilities))
    const rtpParameters = ortc.getSendingRtpParameters(track.kind, capabilities)
    rtpParameters.codecs = ortc.reduceCodecs(rtpParameters.codecs, codec)
    const hasRtx = rtpParameters.codecs.length > 1
    const layers = Array.from({ length: track.layers }, (_, layer) => ({
      layer,
      ssrc: randomSsrc(),
      rtxSsrc: randomSsrc(),
    }))
    rtpParameters.encodings = layers.map(({ ssrc, rtxSsrc }) => ({
      ssrc,
      ...(hasRtx ? { rtx: { ssrc: rtxSsrc } } : {}),
      dtx: false,
    }))
    rtpParameters.rtcp = { cname: this.#cname, reducedSize: true, mux: true }
    const opus = track.kind === 'audio' ? rtpParameters.codecs[0] : undefined
    if (opus !== undefined && track.channels === 2) opus.parameters = { ...opus.parameters, 'sprop-stereo': 1 }
    const transport = await this.#open()
    const send = (packet: RtpPacket) => transport.sendRtp(packet.header, packet.payload)
    const localId = String(this.#nextLocalId++)
    this.#senders.set(
      localId,
      layers.map((layer) => new RtpSender({ track, rtpParameters, ...layer, send })),
    )
    return { localId, rtpParameters }
  }

  async stopSending(localId: string): Promise<void> {
    for (const sender of this.#senders.get(localId) ?? []) sender.close()
    this.#senders.delete(localId)
  }

  async pauseSending(localId: string): Promise<void> {
    for (const sender of this.#sendersOf(localId)) sender.paused = true
  }

  async resumeSending(localId: string): Promise<void> {
    for (const sender of this.#sendersOf(localId)) sender.paused = false
  }

  async replaceTrack(localId: string, domTrack: MediaStreamTrack | null): Promise<void> {
    const track: unknown = domTrack
    if (track !== null && !(track instanceof LocalTrack)) throw new TypeError('only a LocalTrack can be sent')
    for (const sender of this.#sendersOf(localId)) sender.replaceTrack(track ?? undefined)
  }

  async setMaxSpatialLayer(): Promise<void> {
    throw unsupported('Choosing layers here')
  }

  async setRtpEncodingParameters(): Promise<void> {
    throw unsupported('Changing encodings')
  }

  async getSenderStats(localId: string): Promise<RTCStatsReport> {
    const senders = this.#sendersOf(localId)
    return statsReport(
      senders.map(({ ssrc, counts }, layer) =>
        outboundReport(layer === 0 ? localId : `${localId}/${layer}`, ssrc, counts),
      ),
    )
  }

  async receive(optionsList: ms.HandlerReceiveOptions[]): Promise<ms.HandlerReceiveResult[]> {
    const transport = await this.#open()
    return optionsList.map(({ kind, rtpParameters }) => {
      const receiver = new RtpReceiver({
        kind,
        rtpParameters,
        localSsrc: this.#localSsrc,
        roundTripMs: () => transport.roundTripMs,
        sendRtcp: (packet) => transport.sendRtcp([packet]),
      })
      const localId = String(this.#nextLocalId++)
      this.#receivers.set(localId, receiver)
      this.#receiverBySsrc.set(receiver.ssrc, receiver)
      if (receiver.rtxSsrc !== undefined) this.#receiverBySsrc.set(receiver.rtxSsrc, receiver)
      return { localId, track: receiver.track.asMediaStreamTrack() }
    })
  }

  async stopReceiving(localIds: string[]): Promise<void> {
    for (const localId of localIds) {
      const receiver = this.#receivers.get(localId)
      if (receiver === undefined) continue
      receiver.close()
      this.#receivers.delete(localId)
      this.#receiverBySsrc.delete(receiver.ssrc)
      if (receiver.rtxSsrc !== undefined) this.#receiverBySsrc.delete(receiver.rtxSsrc)
    }
  }

  /** The server stops sending to a paused consumer: there is nothing to do here. */
  async pauseReceiving(): Promise<void> {}

  async resumeReceiving(): Promise<void> {}

  async getReceiverStats(localId: string): Promise<RTCStatsReport> {
    const receiver = this.#receivers.get(localId)
    if (receiver === undefined) throw new Error(`no receiver ${localId}`)
    return statsReport([inboundReport(localId, receiver.ssrc, receiver.track)])
  }

  async sendDataChannel(): Promise<ms.HandlerSendDataChannelResult> {
    throw unsupported('Data channels')
  }

  async receiveDataChannel(): Promise<ms.HandlerReceiveDataChannelResult> {
    throw unsupported('Data channels')
  }

  getDataChannelMaxMessageSize(): undefined {
    return undefined
  }

  /** The transport, connected on first use; whoever asks while it is being made waits for the same one. */
  async #open(): Promise<MediaTransport> {
    if (this.#connection.state === 'closed') throw new MrtcError('CONNECTION_CLOSED', 'The transport is closed.')
    if (this.#connection.state === 'idle') this.#connection = { state: 'opening', transport: this.#connect() }
    return this.#connection.transport
  }

  async #connect(): Promise<MediaTransport> {
    const transport = await MediaTransport.create(this.#options)
    transport.on('stateChanged', (state) => this.emit('@connectionstatechange', toConnectionState(state)))
    transport.on('rtpReceived', (packet) => this.#receiveRtp(packet))
    transport.on('rtcpReceived', (packet) => this.#receiveRtcp(packet))
    await new Promise<void>((resolve, reject) => {
      this.safeEmit('@connect', { dtlsParameters: transport.localDtlsParameters }, resolve, reject)
    })
    this.#transport = transport
    // Its state tells of a failure, which is all that the application wants to know.
    transport.connect().catch(() => undefined)
    this.#reportTimer = setInterval(() => this.#sendReports(), rtcpIntervalMs)
    return transport
  }

  #receiveRtp(packet: RtpPacket): void {
    this.#receiverBySsrc.get(packet.header.ssrc)?.receiveRtp(packet)
  }

  #receiveRtcp(packet: RtcpPacket): void {
    if (packet instanceof RtcpPayloadSpecificFeedback && packet.feedback instanceof ReceiverEstimatedMaxBitrate) {
      const bps = Number(packet.feedback.bitrate)
      for (const sender of this.#everySender) sender.bandwidthEstimated(bps)
      return
    }
    for (const sender of this.#everySender) sender.receiveRtcp(packet)
    for (const receiver of this.#receivers.values()) receiver.receiveRtcp(packet)
  }

  #sendReports(): void {
    const nowEpochMs = Date.now()
    for (const sender of this.#everySender) {
      const packets = sender.report(nowEpochMs)
      if (packets.length > 0) this.#transport?.sendRtcp(packets)
    }
    const reports = [...this.#receivers.values()].map((receiver) => receiver.report()).filter((r) => r !== undefined)
    for (let first = 0; first < reports.length; first += reportsPerPacket) {
      const part = reports.slice(first, first + reportsPerPacket)
      this.#transport?.sendRtcp([new RtcpRrPacket({ ssrc: this.#localSsrc, reports: part })])
    }
  }

  get #everySender(): readonly RtpSender[] {
    return [...this.#senders.values()].flat()
  }

  #sendersOf(localId: string): readonly RtpSender[] {
    const senders = this.#senders.get(localId)
    if (senders === undefined) throw new Error(`no sender ${localId}`)
    return senders
  }
}

/** The count field of a receiver report has five bits. */
const reportsPerPacket = 31

const unsupported = (what: string) => new MrtcError('INTERNAL', `${what} cannot be used by a participant in Node.`)

/** Zero is not used: some parsers take it for absent. */
const randomSsrc = () => randomInt(1, 0xffff_ffff)

const toConnectionState = (state: MediaTransportState): ms.ConnectionState => state
