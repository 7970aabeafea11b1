import type { types } from 'mediasoup'
import type { Logger } from 'pino'
import { observeDownlink, unknownDownlink, usableBps } from './downlink-condition.ts'
import { type DownlinkFloor, type FloorSample, nextFloor, noFloor } from './downlink-floor.ts'
import { type Holding, nextHolding, pictureSent } from './holding.ts'
import { type Claim, pictureMinBps, shareOut } from './share-out.ts'

/** By consumer id, of pictures that are to have less than they want. */
export type VideoLimits = ReadonlyMap<string, number>

const sampleEveryMs = 1_000
/** Opus and its headers, for each sound on the way; they are never limited. */
const soundBps = 50_000
/** Of a packet of video: headers of IP, UDP, SRTP and RTP. */
const payloadShare = 0.95
/** An estimate that falls below this share is looked at without waiting. */
const urgentFall = 0.8
/** As mediasoup has it. */
const noFloorBps = 0
/** What a receiver's sound cannot bear for long. */
const sufferedQueueMs = 80
const sufferedLossShare = 0.03
/** The lowest layer of a picture, as our clients publish it, and its headers. */
const lowestLayerBps = 200_000
/** Limits that differ by less are not worth telling. */
const toldChange = 0.04
/** A publisher whose encoding says nothing of its bitrate. */
const usualVideoBps = 1_000_000
/** In the reports of receivers 256 is all (RFC 3550, 6.4.1). */
const wholeFraction = 256

interface DownlinkWatchOptions {
  readonly transport: types.WebRtcTransport
  /** Of the transport, in the order in which they came. */
  readonly consumers: () => readonly types.Consumer[]
  /** Only when they changed. */
  readonly limitsChanged: (limits: VideoLimits) => void
  /** Whether others who receive the same picture take much more than so much, so that nobody makes it smaller for us. */
  readonly isKeptLarge: (consumer: types.Consumer, limitBps: number) => boolean
  /** Holds the packets of a picture back, or lets them go again. */
  readonly hold: (consumer: types.Consumer, isHeld: boolean) => void
  readonly log: Logger
}

/** Watches one receiver's downlink while there is video on it. */
export class DownlinkWatch {
  readonly #options: DownlinkWatchOptions
  #timer: NodeJS.Timeout | undefined
  #condition = unknownDownlink
  #limits: VideoLimits = new Map()
  /** By consumer id. */
  #holdings: ReadonlyMap<string, Holding> = new Map()
  /** As sampled last. */
  #availableBps = 0
  /** What it was taken for then. */
  #usableBps = 0
  #lastRttMs: number | undefined
  #floor: DownlinkFloor = noFloor

  constructor(options: DownlinkWatchOptions) {
    this.#options = options
    const { transport } = options
    transport.observer.once('close', () => clearTimeout(this.#timer))
    transport.on('trace', ({ type, info }) => {
      const isFall = type === 'bwe' && estimateIn(info) < this.#availableBps * urgentFall
      // Once: further falls are seen with the next sample.
      if (isFall && this.#condition.state === 'open') this.#schedule(0)
    })
    transport.enableTraceEvent(['bwe']).catch(() => {
      // Closed meanwhile.
    })
    this.#schedule(sampleEveryMs)
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer)
    if (!this.#options.transport.closed) this.#timer = setTimeout(() => void this.#sample(), afterMs)
  }

  async #sample(): Promise<void> {
    const { transport, log } = this.#options
    try {
      const pictures = this.#pictures()
      const sent = pictures.filter(({ id }) => this.#holdings.get(id)?.state !== 'held')
      // One tells of the path; of each something is to be known only when there is something to share out.
      const asked = this.#condition.state === 'open' ? sent.slice(0, 1) : sent
      const streams = await Promise.all(asked.map(statOf))
      await this.#share(sent, streams)
      this.#holdBack(pictures, new Map(sent.map(({ id }, index) => [id, streams[index]?.bitrate ?? 0])))
    } catch (error) {
      if (!transport.closed) log.debug({ transportId: transport.id, err: error }, 'downlink could not be sampled')
    }
    this.#schedule(sampleEveryMs)
  }

  async #share(
    pictures: readonly types.Consumer[],
    streams: readonly (types.ConsumerStat | undefined)[],
  ): Promise<void> {
    const limits = this.#limitsOfHeld()
    if (pictures.length === 0) return this.#tell(limits)
    const { transport, consumers } = this.#options
    const [stat] = await transport.getStats()
    const availableBps = stat?.availableOutgoingBitrate
    if (stat === undefined || availableBps === undefined || availableBps === 0) return
    this.#availableBps = availableBps
    const known = streams.filter((stream) => stream !== undefined)
    const rtts = known.map(({ roundTripTime }) => roundTripTime ?? 0).filter((rttMs) => rttMs > 0)
    const rttMs = rtts.length === 0 ? undefined : Math.min(...rtts)
    // mediasoup tells the last one until there is another: reports get lost as well.
    const isMeasured = rttMs !== this.#lastRttMs
    this.#lastRttMs = rttMs
    const soundsBps = consumers().filter(({ kind, paused }) => kind === 'audio' && !paused).length * soundBps
    const claims = pictures.map(claimOf)
    const wantedBps = claims.reduce((total, claim) => total + claim.wantedBps, 0) / payloadShare + soundsBps
    this.#condition = observeDownlink(this.#condition, {
      availableBps,
      sentBps: stat.sendBitrate,
      lossShare: Math.max(0, ...known.map(({ fractionLost }) => fractionLost / wholeFraction)),
      rttMs: isMeasured ? rttMs : undefined,
      wantedBps,
    })
    const leastBps = soundsBps + lowestLayerBps
    await this.#holdUp({
      nowMs: performance.now(),
      condition: this.#condition,
      sentBps: stat.sendBitrate,
      wantedBps,
      leastBps,
      isStarved: pictures.every(isStarved),
    })
    const isFull = this.#condition.state === 'full'
    const beforeBps = Math.min(this.#usableBps, wantedBps)
    this.#usableBps = isFull ? usableBps(this.#condition, { beforeBps, availableBps }) : availableBps
    const budgetBps = (this.#usableBps - soundsBps) * payloadShare
    for (const { consumerId, limitBps } of isFull ? shareOut(budgetBps, claims) : []) {
      const picture = pictures.find(({ id }) => id === consumerId)
      if (limitBps === undefined || !picture || !isOfOneLayer(picture)) continue
      limits.set(consumerId, Math.max(limitBps, pictureMinBps))
    }
    this.#tell(limits)
  }

  /** What is held back is to come back small. */
  #limitsOfHeld(): Map<string, number> {
    const held = this.#pictures().filter(({ id }) => this.#holdings.get(id)?.state === 'held')
    return new Map(held.map(({ id }) => [id, this.#limits.get(id) ?? pictureMinBps]))
  }

  #holdBack(pictures: readonly types.Consumer[], sentBps: ReadonlyMap<string, number>): void {
    const { isKeptLarge } = this.#options
    const { queueMs, lossShare } = this.#condition
    // An estimate alone may be wrong: nobody loses a picture for that.
    const isSuffering = queueMs >= sufferedQueueMs || lossShare >= sufferedLossShare
    const nowMs = performance.now()
    const before = this.#holdings
    this.#holdings = new Map(
      pictures.filter(isOfOneLayer).map((picture) => {
        const limitBps = this.#limits.get(picture.id)
        const isTooLarge =
          limitBps !== undefined && isSuffering && (limitBps <= pictureMinBps || isKeptLarge(picture, limitBps))
        const sample = { nowMs, limitBps: isTooLarge ? limitBps : undefined, sentBps: sentBps.get(picture.id) ?? 0 }
        return [picture.id, nextHolding(before.get(picture.id) ?? pictureSent, sample)]
      }),
    )
    for (const picture of pictures) {
      const isHeld = this.#holdings.get(picture.id)?.state === 'held'
      if (isHeld !== (before.get(picture.id)?.state === 'held')) this.#options.hold(picture, isHeld)
    }
  }

  /** Keeps the estimate from falling for losses that are chance. */
  async #holdUp(sample: FloorSample): Promise<void> {
    const { transport, log } = this.#options
    const before = this.#floor
    this.#floor = nextFloor(before, sample)
    const [fromBps, toBps] = [floorOf(before), floorOf(this.#floor)]
    if (fromBps === toBps) return
    await transport.setMinOutgoingBitrate(toBps)
    log.info({ transportId: transport.id, floorBps: toBps, state: this.#floor.state }, 'downlink estimate held up')
  }

  #pictures(): types.Consumer[] {
    return this.#options.consumers().filter(({ id, kind, paused, producerPaused }) => {
      const isHeld = this.#holdings.get(id)?.state === 'held'
      return kind === 'video' && (isHeld || !paused) && !producerPaused
    })
  }

  #tell(limits: VideoLimits): void {
    if (isAlike(this.#limits, limits)) return
    this.#limits = limits
    this.#options.limitsChanged(limits)
  }
}

/** Of a trace event of mediasoup's congestion control. */
function estimateIn(info: unknown): number {
  const isEstimate = typeof info === 'object' && info !== null && 'availableBitrate' in info
  return isEstimate && typeof info.availableBitrate === 'number' ? info.availableBitrate : Number.POSITIVE_INFINITY
}

/** Among layers mediasoup itself takes what fits. */
function isOfOneLayer({ type }: types.Consumer): boolean {
  return type === 'simple'
}

async function statOf(consumer: types.Consumer): Promise<types.ConsumerStat | undefined> {
  const stats = await consumer.getStats()
  return stats.find((stat): stat is types.ConsumerStat => stat.type === 'outbound-rtp')
}

/** Its receiver wants it, and mediasoup takes the downlink for too small for even its lowest layer. */
function isStarved({ type, currentLayers, score }: types.Consumer): boolean {
  return type === 'simulcast' && !currentLayers && score.producerScores.some((producerScore) => producerScore > 0)
}

function floorOf(floor: DownlinkFloor): number {
  return floor.state === 'held' ? floor.floorBps : noFloorBps
}

function claimOf({ id, rtpParameters }: types.Consumer): Claim {
  return { consumerId: id, wantedBps: rtpParameters.encodings?.[0]?.maxBitrate ?? usualVideoBps }
}

function isAlike(a: VideoLimits, b: VideoLimits): boolean {
  return (
    a.size === b.size &&
    [...a].every(([consumerId, limitBps]) => {
      const other = b.get(consumerId)
      return other !== undefined && Math.abs(other - limitBps) <= limitBps * toldChange
    })
  )
}
