import {
  bytesPerMs,
  OpusDecoder,
  opusFrameMs,
  type PcmChunk,
  type PcmFormat,
  rms,
  sampleCount,
} from '../codec/index.ts'
import { type RemoteTrack, ReorderBuffer, TimestampUnwrapper } from '../webrtc/index.ts'
import { type OpusFrame, opusFrameOpener } from './opus-frames.ts'
import { RateMeter } from './rate-meter.ts'

/** How long sound waits for a missing packet: a retransmission or two. */
const packetWaitMs = 120
const ticksPerMs = 48
/** A longer hole is a pause of the sender; its time stamps tell, and no silence is made up for it. */
const concealedMsMax = 1_000

export interface AudioCounts {
  /** Samples of one channel, in the output's rate. */
  readonly samples: number
  /** Loudness of the last seconds, 0 to 1 of full scale. */
  readonly rms: number
  readonly packets: number
  /** Of those, lost themselves and taken from the redundancy of later ones. */
  readonly packetsRepaired: number
  /** Lost for good, their time filled with silence. */
  readonly packetsLost: number
  /** Samples of that silence. */
  readonly concealedSamples: number
  readonly decodeErrors: number
  /** Squared loudness times seconds, from the beginning (webrtc-stats, totalAudioEnergy). */
  readonly totalEnergy: number
  readonly bytesReceived: number
  /** Payload, over the last two seconds. */
  readonly kbps: number
}

/** Receives one audio track: order, decoding, silence where packets were lost, so that time goes on. */
export class AudioReception {
  readonly #format: PcmFormat
  readonly #onSound: (chunk: PcmChunk) => void
  readonly #reorder = new ReorderBuffer<OpusFrame>(packetWaitMs)
  readonly #timestamps = new TimestampUnwrapper()
  readonly #decoder: OpusDecoder
  /** Sums of squares a second, of which `rms` is the root of the mean. */
  readonly #energy = new RateMeter()
  readonly #time = new RateMeter()
  readonly #bitrate = new RateMeter()
  readonly #track: RemoteTrack
  readonly #stopListening: () => void
  #expiry: NodeJS.Timeout | undefined
  #firstFrameAt: number | undefined
  #samples = 0
  #packets = 0
  #packetsRepaired = 0
  #packetsLost = 0
  #concealedSamples = 0
  #totalEnergy = 0
  #nextTimestampMs: number | undefined

  constructor(track: RemoteTrack, format: PcmFormat, onSound: (chunk: PcmChunk) => void) {
    this.#track = track
    this.#format = format
    this.#onSound = onSound
    this.#decoder = new OpusDecoder(format)
    const open = opusFrameOpener(track)
    this.#stopListening = track.consume((packet) => {
      const nowMs = performance.now()
      this.#bitrate.add(packet.payload.length * 8, nowMs)
      for (const frame of open(packet)) this.#handle(this.#reorder.push(frame.sequenceNumber, frame, nowMs))
    })
  }

  get counts(): AudioCounts {
    const nowMs = performance.now()
    const samplesPerSecond = this.#time.perSecond(nowMs)
    return {
      samples: this.#samples,
      rms: samplesPerSecond === 0 ? 0 : Math.sqrt(this.#energy.perSecond(nowMs) / samplesPerSecond),
      packets: this.#packets,
      packetsRepaired: this.#packetsRepaired,
      packetsLost: this.#packetsLost,
      concealedSamples: this.#concealedSamples,
      decodeErrors: this.#decoder.decodeErrors,
      totalEnergy: this.#totalEnergy,
      bytesReceived: this.#track.counts.bytesReceived,
      kbps: this.#bitrate.perSecond(nowMs) / 1000,
    }
  }

  /** In the clock of `performance.now()`. */
  get firstFrameAt(): number | undefined {
    return this.#firstFrameAt
  }

  close(): void {
    this.#stopListening()
    clearTimeout(this.#expiry)
    this.#decoder.close()
  }

  #handle(items: ReturnType<ReorderBuffer<OpusFrame>['push']>): void {
    for (const item of items) {
      if (item.type === 'gap') this.#conceal(item.lostPackets)
      else if (item.packet.data.length > 0) this.#decode(item.packet)
    }
    this.#scheduleExpiry()
  }

  #decode(frame: OpusFrame): void {
    this.#packets++
    if (frame.redundant) this.#packetsRepaired++
    const timestampMs = this.#timestamps.unwrap(frame.timestamp) / ticksPerMs
    this.#deliver(this.#decoder.decode(frame.data), timestampMs)
  }

  #conceal(lostPackets: number): void {
    this.#packetsLost += lostPackets
    const durationMs = lostPackets * opusFrameMs
    if (this.#nextTimestampMs === undefined || durationMs > concealedMsMax) return
    this.#concealedSamples += (durationMs * this.#format.sampleRate) / 1000
    this.#deliver(Buffer.alloc(durationMs * bytesPerMs(this.#format)), this.#nextTimestampMs)
  }

  #deliver(data: Buffer, timestampMs: number): void {
    if (data.length === 0) return
    const chunk: PcmChunk = { format: this.#format, data, timestampMs }
    const samples = sampleCount(chunk)
    const nowMs = performance.now()
    this.#firstFrameAt ??= nowMs
    this.#samples += samples
    const energy = rms(data) ** 2 * samples
    this.#totalEnergy += energy / this.#format.sampleRate
    this.#energy.add(energy, nowMs)
    this.#time.add(samples, nowMs)
    this.#nextTimestampMs = timestampMs + (samples * 1000) / this.#format.sampleRate
    this.#onSound(chunk)
  }

  #scheduleExpiry(): void {
    clearTimeout(this.#expiry)
    const { deadline } = this.#reorder
    if (deadline === undefined) return
    const delayMs = Math.max(0, deadline - performance.now())
    this.#expiry = setTimeout(() => this.#handle(this.#reorder.expire(performance.now())), delayMs)
  }
}
