/** One room's media: a router on one worker, and what stands on it. */
import { randomUUID } from 'node:crypto'
import {
  MrtcError,
  type RepairStrength,
  type TrackKind,
  type TransportDirection,
  type TransportOptions,
} from '@mrtc/protocol'
import type { types } from 'mediasoup'
import type { Logger } from 'pino'
import type {
  ConsumedTrack,
  DtlsParameters,
  IceParameters,
  Ingest,
  IngestVideoCodec,
  MediaCensus,
  PacketListener,
  PacketTap,
  ProducedTrack,
  RoomMedia,
  RoomMediaListener,
  RtpCapabilities,
  RtpParameters,
  VideoLayers,
} from './contract.ts'
import { DownlinkWatch, type VideoLimits } from './downlink/index.ts'
import { asMrtcError } from './errors.ts'
import { ingestTrack } from './ingest.ts'
import { PictureRefresher } from './key-frames.ts'
import { checkDtlsParameters, checkRtpCapabilities, checkRtpParameters } from './parameters.ts'
import { producePlainOpus } from './plain-opus.ts'
import {
  canReadRed,
  carriesRed,
  insideCapabilities,
  insideParameters,
  outsideMimeType,
  outsideParameters,
} from './red.ts'
import { freeStuckLayers } from './stuck-layers.ts'
import { tapProducer } from './tap.ts'
import { openTransport, watchTransport } from './transports.ts'
import type { MediaWorker } from './worker.ts'

/**
 * Key frames are asked of a publisher at most so often; the first one at once. A receiver that loses many packets asks
 * several times a second, and each key frame costs all the others a part of the bitrate that their pictures need.
 */
const keyFrameEveryMs = 1_000

/** A picture that is made for one who takes more than so many times of ours is too large for us. */
const muchLarger = 1.4

interface RouterRoomMediaOptions {
  readonly worker: MediaWorker
  readonly router: types.Router
  readonly listener: RoomMediaListener
  readonly initialOutgoingBitrateBps: number
  readonly log: Logger
}

export class RouterRoomMedia implements RoomMedia {
  readonly #worker: MediaWorker
  readonly #router: types.Router
  readonly #listener: RoomMediaListener
  readonly #initialOutgoingBitrateBps: number
  readonly #log: Logger
  readonly #transports = new Map<string, types.WebRtcTransport>()
  readonly #connected = new WeakSet<types.WebRtcTransport>()
  readonly #refreshers = new WeakMap<types.WebRtcTransport, PictureRefresher>()
  readonly #producers = new Map<string, types.Producer>()
  /** Of tracks that are sent as RED, by their producer's id: for those who cannot read it. */
  readonly #plain = new Map<string, Promise<types.Producer>>()
  readonly #consumers = new Map<string, types.Consumer>()
  /** By transport id, then by consumer id: what downlinks can take of pictures that want more. */
  readonly #videoLimits = new Map<string, VideoLimits>()
  /** Ids of consumers that their receivers want to run. */
  readonly #started = new Set<string>()
  /** Ids of consumers that a full downlink has no room for. */
  readonly #held = new Set<string>()

  constructor(options: RouterRoomMediaOptions) {
    this.#worker = options.worker
    this.#router = options.router
    this.#listener = options.listener
    this.#initialOutgoingBitrateBps = options.initialOutgoingBitrateBps
    this.#log = options.log
    this.#worker.rooms.add(this)
  }

  get hasCapacity(): boolean {
    return this.#worker.hasCapacity
  }

  get trackCount(): number {
    return this.#producers.size + this.#consumers.size
  }

  async createTransport(direction: TransportDirection): Promise<Omit<TransportOptions, 'iceServers'>> {
    const transport = await this.#open()
    const { id: transportId, iceParameters, iceCandidates, dtlsParameters } = transport
    keepWhileOpen(this.#transports, transport)
    this.#refreshers.set(transport, new PictureRefresher(transport, this.#consumers))
    watchTransport(transport, (cause) => {
      this.#log.info({ transportId, direction, cause }, 'transport ended')
      this.#listener.transportClosed(transportId)
    })
    if (direction === 'recv') this.#watchDownlink(transport)
    return { transportId, iceParameters, iceCandidates, dtlsParameters }
  }

  async connectTransport(options: { transportId: string; dtlsParameters: DtlsParameters }): Promise<void> {
    const transport = this.#transport(options.transportId)
    const dtlsParameters = checkDtlsParameters(options.dtlsParameters)
    if (this.#connected.has(transport)) {
      throw new MrtcError('PARAMETER_INVALID', 'The transport is connected already.', { field: 'transportId' })
    }
    this.#connected.add(transport)
    try {
      await transport.connect({ dtlsParameters })
    } catch (error) {
      this.#connected.delete(transport)
      this.#transport(options.transportId)
      throw asMrtcError(error, 'dtlsParameters')
    }
  }

  async restartIce(transportId: string): Promise<IceParameters> {
    const transport = this.#transport(transportId)
    try {
      const iceParameters = await transport.restartIce()
      this.#refreshers.get(transport)?.doubted()
      return iceParameters
    } catch (error) {
      this.#transport(transportId)
      throw asMrtcError(error, 'transportId')
    }
  }

  async limitSending(transportId: string, bitrateBps: number | undefined): Promise<void> {
    const transport = this.#transport(transportId)
    try {
      // 0 takes the limit away.
      await transport.setMaxIncomingBitrate(bitrateBps ?? 0)
    } catch (error) {
      this.#transport(transportId)
      throw asMrtcError(error, 'transportId')
    }
  }

  async limitReceiving(transportId: string, bitrateBps: number | undefined): Promise<void> {
    const transport = this.#transport(transportId)
    try {
      // The floor that holds an estimate up may be above it.
      if (bitrateBps !== undefined) await transport.setMinOutgoingBitrate(0)
      // 0 takes the limit away.
      await transport.setMaxOutgoingBitrate(bitrateBps ?? 0)
    } catch (error) {
      this.#transport(transportId)
      throw asMrtcError(error, 'transportId')
    }
  }

  async setRepair(transportId: string, repair: RepairStrength): Promise<void> {
    const transport = this.#transport(transportId)
    if (!this.#worker.knowsStrongRepair) return
    try {
      await transport.setStrongRepair(repair === 'strong')
    } catch (error) {
      this.#transport(transportId)
      throw asMrtcError(error, 'transportId')
    }
  }

  closeTransport(transportId: string): void {
    this.#transports.get(transportId)?.close()
  }

  async produce(options: {
    transportId: string
    kind: TrackKind
    rtpParameters: RtpParameters
    muted: boolean
  }): Promise<ProducedTrack> {
    const { transportId, kind, muted } = options
    const transport = this.#transport(transportId)
    const rtpParameters = insideParameters(checkRtpParameters(options.rtpParameters))
    const producer = await transport
      .produce({ kind, rtpParameters, paused: muted, keyFrameRequestDelay: keyFrameEveryMs })
      .catch((error: unknown) => {
        this.#transport(transportId)
        throw asMrtcError(error, 'rtpParameters')
      })
    const [codec] = producer.rtpParameters.codecs
    if (transport.closed || !codec?.mimeType.toLowerCase().startsWith(`${kind}/`)) {
      producer.close()
      this.#transport(transportId)
      throw new MrtcError('PARAMETER_INVALID', `rtpParameters has no codec of ${kind}.`, { field: 'rtpParameters' })
    }
    keepWhileOpen(this.#producers, producer)
    return { producerId: producer.id, mimeType: outsideMimeType(codec.mimeType) }
  }

  async setMuted(producerId: string, muted: boolean): Promise<void> {
    const producer = this.#producer(producerId)
    try {
      await (muted ? producer.pause() : producer.resume())
    } catch (error) {
      this.#producer(producerId)
      throw asMrtcError(error, 'feedId')
    }
  }

  closeProducer(producerId: string): void {
    this.#producers.get(producerId)?.close()
  }

  async consume(options: {
    transportId: string
    producerId: string
    rtpCapabilities: RtpCapabilities
  }): Promise<ConsumedTrack> {
    const { transportId, producerId } = options
    const transport = this.#transport(transportId)
    const producer = this.#producer(producerId)
    const rtpCapabilities = insideCapabilities(checkRtpCapabilities(options.rtpCapabilities))
    const isPlainWanted = carriesRed(producer.rtpParameters) && !canReadRed(rtpCapabilities)
    const consumer = await (isPlainWanted ? this.#plainOf(producer) : Promise.resolve(producer))
      // enableRtx is the default for video; for audio it is what allows NACK of Opus.
      .then(({ id }) =>
        transport.consume({
          producerId: id,
          rtpCapabilities,
          paused: true,
          enableRtx: true,
          appData: { transportId },
        }),
      )
      .catch((error: unknown) => {
        this.#transport(transportId)
        this.#producer(producerId)
        throw asMrtcError(error, 'rtpCapabilities')
      })
    if (transport.closed || !this.#producers.has(producerId)) {
      consumer.close()
      this.#transport(transportId)
      this.#producer(producerId)
    }
    keepWhileOpen(this.#consumers, consumer)
    consumer.observer.once('close', () => {
      this.#started.delete(consumer.id)
      this.#held.delete(consumer.id)
    })
    freeStuckLayers(consumer, this.#log)
    // Server and client library differ in undefined for an absent key only, which JSON leaves out.
    const rtpParameters = outsideParameters(consumer.rtpParameters as RtpParameters, this.#router.rtpCapabilities)
    return { consumerId: consumer.id, rtpParameters }
  }

  async startConsumer(consumerId: string): Promise<void> {
    this.#started.add(consumerId)
    // What is held back starts when there is room.
    if (this.#held.has(consumerId)) return
    await this.#onConsumer(consumerId, async (consumer) => {
      await consumer.resume()
      // Resuming asks for one only if the consumer was paused.
      if (consumer.kind === 'video') await consumer.requestKeyFrame()
    })
  }

  async pauseConsumer(consumerId: string): Promise<void> {
    this.#started.delete(consumerId)
    await this.#onConsumer(consumerId, (consumer) => consumer.pause())
  }

  async setLayers(consumerId: string, { spatial, temporal }: VideoLayers): Promise<void> {
    const layers = { spatialLayer: spatial, ...(temporal === undefined ? {} : { temporalLayer: temporal }) }
    await this.#onConsumer(consumerId, (consumer) => consumer.setPreferredLayers(layers))
  }

  closeConsumer(consumerId: string): void {
    this.#consumers.get(consumerId)?.close()
  }

  async tap(producerId: string, listener: PacketListener): Promise<PacketTap> {
    const producer = this.#producer(producerId)
    return tapProducer(this.#router, producer, listener).catch((error: unknown) => {
      this.#producer(producerId)
      throw asMrtcError(error, 'feedId')
    })
  }

  async ingest(options: {
    kinds: readonly TrackKind[]
    videoCodec: IngestVideoCodec
    ended: () => void
  }): Promise<Ingest> {
    const { kinds, videoCodec, ended } = options
    const cname = randomUUID()
    const opening = kinds.map((kind) => ingestTrack(this.#router, { kind, videoCodec, cname }))
    const opened = (await Promise.allSettled(opening)).flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
    const close = () => {
      for (const { transport } of opened) transport.close()
    }
    if (opened.length < kinds.length || opened.some(({ producer }) => producer.closed)) {
      close()
      throw new MrtcError('MEDIA_UNAVAILABLE')
    }
    for (const { producer } of opened) keepWhileOpen(this.#producers, producer)
    opened[0]?.transport.observer.once('close', ended)
    return { cname, tracks: opened.map(({ track }) => track), close }
  }

  async census(): Promise<MediaCensus> {
    const dump = await this.#router.dump()
    return {
      transports: dump.transportIds.length,
      producers: dump.mapProducerIdConsumerIds.length,
      consumers: dump.mapConsumerIdProducerId.length,
    }
  }

  close(): void {
    this.#worker.rooms.delete(this)
    this.#router.close()
  }

  /** The worker died: mediasoup has closed the router and all on it. */
  lost(): void {
    this.#worker.rooms.delete(this)
    this.#listener.lost()
  }

  #watchDownlink(transport: types.WebRtcTransport): void {
    transport.observer.once('close', () => this.#videoLimits.delete(transport.id))
    new DownlinkWatch({
      transport,
      consumers: () => [...this.#consumers.values()].filter(({ appData }) => appData.transportId === transport.id),
      limitsChanged: (limits) => {
        this.#videoLimits.set(transport.id, limits)
        this.#listener.videoLimitsChanged(transport.id, limits)
      },
      isKeptLarge: (consumer, limitBps) => this.#isKeptLarge(consumer, limitBps),
      hold: (consumer, isHeld) => this.#hold(consumer, isHeld),
      log: this.#log,
    })
  }

  #isKeptLarge({ id, producerId }: types.Consumer, limitBps: number): boolean {
    return [...this.#consumers.values()].some((other) => {
      if (other.id === id || other.producerId !== producerId || other.paused) return false
      const others = this.#videoLimits.get(String(other.appData.transportId))?.get(other.id)
      return others === undefined || others > limitBps * muchLarger
    })
  }

  #hold(consumer: types.Consumer, isHeld: boolean): void {
    if (isHeld) this.#held.add(consumer.id)
    else this.#held.delete(consumer.id)
    this.#listener.videoHeldChanged(consumer.id, isHeld)
    const done = isHeld || !this.#started.has(consumer.id) ? consumer.pause() : this.startConsumer(consumer.id)
    done.catch((error: unknown) => {
      if (!consumer.closed) this.#log.warn({ consumerId: consumer.id, err: error }, 'video could not be held or let go')
    })
  }

  async #open(): Promise<types.WebRtcTransport> {
    try {
      const transport = await openTransport({
        router: this.#router,
        server: this.#worker.server,
        initialOutgoingBitrateBps: this.#initialOutgoingBitrateBps,
      })
      if (!this.#router.closed) return transport
      transport.close()
    } catch (cause) {
      // Nothing of the client's goes into this request: it is the worker that is gone or cannot.
      throw new MrtcError('MEDIA_UNAVAILABLE', undefined, { cause })
    }
    throw new MrtcError('MEDIA_UNAVAILABLE')
  }

  async #onConsumer(consumerId: string, act: (consumer: types.Consumer) => Promise<void>): Promise<void> {
    const consumer = this.#consumer(consumerId)
    try {
      await act(consumer)
    } catch (error) {
      this.#consumer(consumerId)
      throw asMrtcError(error, 'subscriptionId')
    }
  }

  /** Made once a track, and ends with it. */
  #plainOf(red: types.Producer): Promise<types.Producer> {
    const present = this.#plain.get(red.id)
    if (present) return present
    const making = producePlainOpus(this.#router, red)
    this.#plain.set(red.id, making)
    const forget = () => this.#plain.delete(red.id)
    red.observer.once('close', forget)
    // The next one who needs it tries again.
    making.catch(forget)
    return making
  }

  #transport(transportId: string): types.WebRtcTransport {
    const transport = this.#transports.get(transportId)
    if (transport) return transport
    throw new MrtcError('TRANSPORT_NOT_FOUND', undefined, { field: 'transportId' })
  }

  #producer(producerId: string): types.Producer {
    const producer = this.#producers.get(producerId)
    if (producer) return producer
    throw new MrtcError('FEED_NOT_FOUND', undefined, { field: 'feedId' })
  }

  #consumer(consumerId: string): types.Consumer {
    const consumer = this.#consumers.get(consumerId)
    if (consumer) return consumer
    throw new MrtcError('SUBSCRIPTION_NOT_FOUND', undefined, { field: 'subscriptionId' })
  }
}

interface Closable {
  readonly id: string
  readonly observer: { once(name: 'close', listener: () => void): unknown }
}

/** mediasoup closes what stands on a closed thing: each takes itself out of the map. */
function keepWhileOpen<T extends Closable>(map: Map<string, T>, item: T): void {
  map.set(item.id, item)
  item.observer.once('close', () => map.delete(item.id))
}
