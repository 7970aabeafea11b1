/** What the rest of the server knows of media. Everything is named by id, so that it can travel. */
import type {
  RepairStrength,
  RequestParams,
  RequestResult,
  TrackKind,
  TransportDirection,
  TransportOptions,
} from '@mrtc/protocol'

// The structures that mediasoup defines, as the protocol declares them.
export type RtpCapabilities = RequestResult<'room.create'>['rtpCapabilities']
export type RtpParameters = RequestParams<'feed.addTrack'>['rtpParameters']
export type DtlsParameters = RequestParams<'transport.connect'>['dtlsParameters']
export type IceParameters = RequestResult<'transport.restartIce'>['iceParameters']

export interface MediaService {
  /** What routers speak: the same for every room, on every worker. */
  readonly rtpCapabilities: RtpCapabilities
  /** Whether a worker runs. */
  readonly ready: boolean
  /** Whether a worker can take one more room without harm to those that it has. */
  readonly hasCapacity: boolean
  /**
   * Opens a router on the least loaded worker, of those with capacity if there is one. Waits a little for a worker that is being restarted.
   * @throws MrtcError MEDIA_UNAVAILABLE, REQUEST_ABORTED
   */
  createRoomMedia(options: {
    readonly roomId: string
    readonly listener: RoomMediaListener
    readonly signal: AbortSignal
  }): Promise<RoomMedia>
  /** For metrics. Workers that do not run or do not answer are left out. */
  usage(): Promise<MediaUsage>
  /** Ends all rooms' media and the workers. */
  close(): Promise<void>
}

/** Told what happens to media other than by a call of {@link RoomMedia}. */
export interface RoomMediaListener {
  /** A transport failed or its peer closed it; its producers and consumers are gone with it. */
  transportClosed(transportId: string): void
  /**
   * The downlink of a receiving transport is full, or it is another way again.
   * @param limits by consumer id, in bit/s, of pictures that are to have less than they want: 0 is nothing
   */
  videoLimitsChanged(transportId: string, limits: ReadonlyMap<string, number>): void
  /** Video is held back from a downlink that has no room for it, or flows again. */
  videoHeldChanged(consumerId: string, isHeld: boolean): void
  /** The worker died and everything of the room with it: ask for new media. */
  lost(): void
}

export interface ProducedTrack {
  readonly producerId: string
  /** For example `video/VP8`. */
  readonly mimeType: string
}

export interface ConsumedTrack {
  readonly consumerId: string
  readonly rtpParameters: RtpParameters
}

/** What a publisher says its RTP timestamps mean (RFC 3550, 6.4.1), on a clock that is the same for all of its tracks. */
export interface SenderReport {
  /** Milliseconds since the epoch, of the sender's clock. */
  readonly ntpMs: number
  readonly rtpTimestamp: number
}

export interface PacketListener {
  /** A whole RTP packet, as it came. */
  packet(packet: Buffer): void
  senderReport(report: SenderReport): void
  /** The track is gone, or the tap was closed. The last call. */
  ended(): void
}

/** Listens to the packets of a track. */
export interface PacketTap {
  /** `audio/red` for sound that is sent as RED: the payloads are RED then. */
  readonly mimeType: string
  readonly payloadType: number
  readonly clockRate: number
  /** Of no effect on sound. */
  requestKeyFrame(): void
  /** Idempotent. */
  close(): void
}

/** What another program on this machine can send us. */
export type IngestVideoCodec = 'VP8' | 'H264'

/** A track, and how its RTP is to be sent. */
export interface IngestedTrack {
  readonly kind: TrackKind
  readonly producerId: string
  readonly mimeType: string
  readonly payloadType: number
  readonly ssrc: number
  /** Of the loopback interface. */
  readonly address: string
  readonly rtpPort: number
  readonly rtcpPort: number
}

/** Tracks that another program on this machine sends as plain RTP. */
export interface Ingest {
  /** In its sender reports. */
  readonly cname: string
  readonly tracks: readonly IngestedTrack[]
  /** Idempotent. */
  close(): void
}

/** The highest layers wanted. */
export interface VideoLayers {
  readonly spatial: number
  readonly temporal?: number | undefined
}

/**
 * One room's media. Ids that do not exist (any more) give TRANSPORT_NOT_FOUND, FEED_NOT_FOUND (producers) or
 * SUBSCRIPTION_NOT_FOUND (consumers); a dead worker gives MEDIA_UNAVAILABLE. The close functions are idempotent.
 */
export interface RoomMedia {
  createTransport(direction: TransportDirection): Promise<Omit<TransportOptions, 'iceServers'>>
  /** @throws MrtcError PARAMETER_INVALID, also when it is connected already */
  connectTransport(options: { readonly transportId: string; readonly dtlsParameters: DtlsParameters }): Promise<void>
  restartIce(transportId: string): Promise<IceParameters>
  /** Of no effect on a worker that does not know strong repair. */
  setRepair(transportId: string, repair: RepairStrength): Promise<void>
  /** What its client may send in all, in bit/s; undefined: no limit. The client's congestion control is told. */
  limitSending(transportId: string, bitrateBps: number | undefined): Promise<void>
  /** What its client is sent in all, in bit/s; undefined: no limit but the path's. */
  limitReceiving(transportId: string, bitrateBps: number | undefined): Promise<void>
  closeTransport(transportId: string): void

  /** @throws MrtcError CODEC_UNSUPPORTED, PARAMETER_INVALID with field `rtpParameters` */
  produce(options: {
    readonly transportId: string
    readonly kind: TrackKind
    readonly rtpParameters: RtpParameters
    readonly muted: boolean
  }): Promise<ProducedTrack>
  setMuted(producerId: string, muted: boolean): Promise<void>
  closeProducer(producerId: string): void

  /** Begins paused. @throws MrtcError CODEC_UNSUPPORTED, PARAMETER_INVALID with field `rtpCapabilities` */
  consume(options: {
    readonly transportId: string
    readonly producerId: string
    readonly rtpCapabilities: RtpCapabilities
  }): Promise<ConsumedTrack>
  /** Lets packets flow, video from a key frame on. */
  startConsumer(consumerId: string): Promise<void>
  pauseConsumer(consumerId: string): Promise<void>
  /** Of no effect on consumers of a single layer. */
  setLayers(consumerId: string, layers: VideoLayers): Promise<void>
  closeConsumer(consumerId: string): void

  /**
   * @param options.ended called once, also after `close`: its tracks are gone
   * @throws MrtcError MEDIA_UNAVAILABLE
   */
  ingest(options: {
    readonly kinds: readonly TrackKind[]
    readonly videoCodec: IngestVideoCodec
    readonly ended: () => void
  }): Promise<Ingest>

  /** Every packet of a track from now on, video from a key frame on. */
  tap(producerId: string, listener: PacketListener): Promise<PacketTap>

  /** Whether its worker can take more without harm to what it has. */
  readonly hasCapacity: boolean
  /** What the worker itself holds for this room: for inspection, and to prove that nothing is left behind. */
  census(): Promise<MediaCensus>
  close(): void
}

export interface MediaCensus {
  readonly transports: number
  readonly producers: number
  readonly consumers: number
}

export interface WorkerUsage {
  /** Of the worker's place; a replacement has the same. */
  readonly worker: number
  readonly pid: number
  /** User and system time since this process began. */
  readonly cpuSeconds: number
  readonly rooms: number
}

export interface MediaUsage {
  readonly workers: readonly WorkerUsage[]
  /** Since the service began. */
  readonly workerDeaths: number
}
