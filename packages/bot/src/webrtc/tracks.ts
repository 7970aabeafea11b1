import { randomUUID } from 'node:crypto'
import { Emitter, type RedMaker, type RedTrack } from '@mrtc/client'
import type { TrackKind } from '@mrtc/protocol'
import type { types as ms } from 'mediasoup-client'
import type { RtpPacket } from 'werift'
import type { EncodedFrame } from './encoded-frame.ts'
import { RedEncoder } from './red-encoder.ts'

/**
 * What mediasoup-client and @mrtc/client need of a `MediaStreamTrack`. Ours carry encoded media: there is no capture or
 * playback in Node.
 */
class BotTrack extends EventTarget {
  readonly id = randomUUID()
  readonly kind: TrackKind
  enabled = true
  #ended = false
  #settings: MediaTrackSettings = {}
  #frames = 0

  constructor(kind: TrackKind) {
    super()
    this.kind = kind
  }

  get readyState(): MediaStreamTrackState {
    return this.#ended ? 'ended' : 'live'
  }

  stop(): void {
    this.#ended = true
  }

  /** As `MediaStreamTrack` does when its source is gone: listeners hear `ended`. */
  end(): void {
    if (this.#ended) return
    this.#ended = true
    this.dispatchEvent(new Event('ended'))
  }

  /** With the size of the picture, once it is known. */
  getSettings(): MediaTrackSettings {
    return { ...this.#settings }
  }

  /** Pictures that were sent or decoded. */
  get frames(): number {
    return this.#frames
  }

  /** A picture was sent or decoded. @param size undefined: not known of this one */
  passed(size?: { readonly width: number; readonly height: number }): void {
    this.#frames++
    if (size === undefined) return
    const { width, height } = size
    if (width !== this.#settings.width || height !== this.#settings.height) this.#settings = { width, height }
  }

  /** The one place where a track of ours passes for the DOM's: in Node there is no other. */
  asMediaStreamTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack
  }
}

export type LocalTrackEvents = {
  /** A receiver cannot decode without a key frame (RTCP PLI). */
  keyFrameRequested: []
  /** What the server's congestion control thinks fits all our streams of this transport (RTCP REMB). */
  bandwidthEstimated: [bps: number]
}

type FrameSink = (frame: EncodedFrame) => void

/** Encoded media that we send. */
export class LocalTrack extends BotTrack implements RedTrack {
  readonly feedback = new Emitter<LocalTrackEvents>()
  /** Audio only: 1 or 2. Receivers decode stereo only when told to. */
  readonly channels: number
  /** Video only: how many sizes of the same picture are sent (simulcast). */
  readonly layers: number
  /** By layer. */
  readonly #sinks = new Map<number, FrameSink>()
  #red: RedEncoder | undefined

  constructor(kind: TrackKind, { channels = 1, layers = 1 }: { channels?: 1 | 2; layers?: number } = {}) {
    super(kind)
    this.channels = channels
    this.layers = layers
  }

  /**
   * Sends a frame; it is dropped while nothing is connected, as live media are.
   * @param layer from 0, the smallest
   */
  write(frame: EncodedFrame, layer = 0): void {
    if (!this.enabled || this.readyState !== 'live') return
    this.#sinks.get(layer)?.(this.#red === undefined ? frame : this.#red.encode(frame))
  }

  /** From now on sound goes out as RED. */
  makeRed(opusPayloadType: number): RedMaker {
    const red = new RedEncoder(opusPayloadType)
    let track: LocalTrack = this
    const move = (to: LocalTrack | undefined) => {
      track.#red = undefined
      if (to === undefined) return
      track = to
      track.#red = red
    }
    move(this)
    return {
      setDepth: (depth) => {
        red.depth = depth
      },
      follow: (next) => move(next instanceof LocalTrack ? next : undefined),
      close: () => move(undefined),
    }
  }

  /** For the transport: where frames of a layer go from now on. */
  attach(sink: FrameSink | undefined, layer = 0): void {
    if (sink === undefined) this.#sinks.delete(layer)
    else this.#sinks.set(layer, sink)
  }
}

/** Counts of one received stream. */
export interface ReceptionCounts {
  readonly packetsReceived: number
  readonly packetsLost: number
  readonly bytesReceived: number
  readonly jitterMs: number
}

/** What the transport does for a track that it feeds. */
export interface RemoteTrackControl {
  requestKeyFrame(): void
  counts(): ReceptionCounts
}

type PacketSink = (packet: RtpPacket) => void

/** Packets kept until somebody takes them: a second of good video. The first ones are the key frame. */
const backlogPacketsMax = 500

/** Encoded media that we receive. */
export class RemoteTrack extends BotTrack {
  readonly codec: ms.RtpCodecParameters
  readonly #control: RemoteTrackControl
  #backlog: RtpPacket[] = []
  #sink: PacketSink | undefined

  constructor(kind: TrackKind, codec: ms.RtpCodecParameters, control: RemoteTrackControl) {
    super(kind)
    this.codec = codec
    this.#control = control
  }

  /** The track behind what @mrtc/client hands out. */
  static of(track: MediaStreamTrack): RemoteTrack | undefined {
    return (track as unknown) instanceof RemoteTrack ? (track as unknown as RemoteTrack) : undefined
  }

  get counts(): ReceptionCounts {
    return this.#control.counts()
  }

  requestKeyFrame(): void {
    this.#control.requestKeyFrame()
  }

  /**
   * Takes the packets as they come: unordered, retransmissions unwrapped, no duplicates; padding has an empty payload.
   * Those that came before are given at once, as media may be faster than the answer that announces it.
   * @returns a function that stops
   */
  consume(sink: PacketSink): () => void {
    const backlog = this.#backlog
    this.#backlog = []
    this.#sink = sink
    for (const packet of backlog) sink(packet)
    return () => {
      if (this.#sink === sink) this.#sink = undefined
    }
  }

  /** For the transport. */
  deliver(packet: RtpPacket): void {
    if (this.#sink !== undefined) this.#sink(packet)
    else if (this.#backlog.length < backlogPacketsMax) this.#backlog.push(packet)
  }
}
