/** Sets what the plan says on one track that is sent. Each call brings the track from the last plan to this one. */
import type { types as ms } from 'mediasoup-client'
import type { BitrateFloor } from './bitrate-floor.ts'
import { idlePlan, type NetworkPlan } from './network-plan.ts'
import { everythingWanted, isLayerWanted, type VideoDemand } from './video-demand.ts'

export interface TrackTuning {
  /** @param demand for video, whatever the plan says */
  apply(plan: NetworkPlan, demand: VideoDemand): Promise<void>
}

/** Where the depth of redundancy is set. */
interface RedDepth {
  setDepth(depth: number): void
}

export class AudioTuning implements TrackTuning {
  readonly #sender: RTCRtpSender | undefined
  readonly #red: RedDepth | undefined
  #plan = idlePlan

  constructor(producer: ms.Producer, red: RedDepth | undefined) {
    this.#sender = producer.rtpSender
    this.#red = red
  }

  async apply(plan: NetworkPlan): Promise<void> {
    const before = this.#plan
    this.#plan = plan
    if (plan.redDepth !== before.redDepth) this.#red?.setDepth(plan.redDepth)
    // Without redundancy there is nothing to make room for.
    if (plan.opusBitrateBps === before.opusBitrateBps || this.#red === undefined || this.#sender === undefined) return
    const parameters = this.#sender.getParameters()
    for (const encoding of parameters.encodings) {
      if (plan.opusBitrateBps === undefined) delete encoding.maxBitrate
      else encoding.maxBitrate = plan.opusBitrateBps
    }
    await this.#sender.setParameters(parameters)
  }
}

export class VideoTuning implements TrackTuning {
  readonly #producer: ms.Producer
  readonly #floor: BitrateFloor | undefined
  /** As published, lowest layer first. */
  #maxBitrates: readonly (number | undefined)[]
  #plan = idlePlan
  #demand = everythingWanted
  #limitBps: number | undefined

  constructor(producer: ms.Producer, floor: BitrateFloor | undefined) {
    this.#producer = producer
    this.#floor = floor
    this.#maxBitrates = producer.rtpSender?.getParameters().encodings.map(({ maxBitrate }) => maxBitrate) ?? []
  }

  async apply(plan: NetworkPlan, demand: VideoDemand): Promise<void> {
    const before = this.#plan
    const isOtherLayer = demand.maxSpatialLayer !== this.#demand.maxSpatialLayer
    this.#plan = plan
    this.#demand = demand
    const limits = [plan.maxVideoBitrateBps, demand.maxBitrateBps].filter((limit) => limit !== undefined)
    const limitBps = limits.length === 0 ? undefined : Math.min(...limits)
    if (limitBps !== this.#limitBps || isOtherLayer || plan.omitsVideo !== before.omitsVideo) {
      this.#limitBps = limitBps
      await this.#limit(limitBps)
    }
    if (plan.minVideoBitrateBps !== before.minVideoBitrateBps && this.#floor !== undefined) {
      this.#floor.set(plan.minVideoBitrateBps)
      await this.#negotiate()
    }
  }

  /** What the layers may have together from now on, as far as the network lets them. */
  async publish(totalBps: number): Promise<void> {
    const before = this.#publishedBps
    if (before === 0) return
    this.#maxBitrates = this.#maxBitrates.map((bitrate) => bitrate && Math.round((bitrate * totalBps) / before))
    await this.#limit(this.#limitBps)
  }

  /** Changes nothing, but bounds of the bitrate come into force with it. */
  async #negotiate(): Promise<void> {
    await this.#producer.setRtpEncodingParameters({})
  }

  get #publishedBps(): number {
    return this.#maxBitrates.reduce<number>((total, bitrate) => total + (bitrate ?? 0), 0)
  }

  /** All layers give way alike; those that nobody wants are not sent at all. */
  async #limit(limitBps: number | undefined): Promise<void> {
    const sender = this.#producer.rtpSender
    if (sender === undefined) return
    const published = this.#publishedBps
    const share = limitBps === undefined || published === 0 ? 1 : Math.min(1, limitBps / published)
    const parameters = sender.getParameters()
    parameters.encodings.forEach((encoding, index) => {
      const bitrate = this.#maxBitrates[index]
      encoding.active = !this.#plan.omitsVideo && isLayerWanted(this.#demand, index)
      if (bitrate !== undefined) encoding.maxBitrate = Math.round(bitrate * share)
    })
    await sender.setParameters(parameters)
  }
}
