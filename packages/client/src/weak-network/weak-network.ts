import type { EventPayload, QualityReport } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import { account, type LossCount, type LossLedger, type LossReport } from './loss-reporter.ts'
import { initialState, type NetworkDecision, step } from './network-controller.ts'
import type { NetworkPlan } from './network-plan.ts'
import type { PathCondition } from './path-condition.ts'
import { QualityMeter, type TracksOf } from './quality-meter.ts'
import {
  readDownlink,
  readPictures,
  readTrackLosses,
  readUplink,
  type StatsSnapshot,
  snapshotOf,
  type TrackLoss,
  type TrackPicture,
} from './read-stats.ts'
import type { VideoDemand } from './video-demand.ts'

const sampleEveryMs = 1_000

/** One direction of our media. */
export interface MediaDirection {
  /** Of the whole transport; undefined while there is none. */
  getStats(): Promise<RTCStatsReport | undefined>
}

export interface SendingDirection extends MediaDirection {
  /** What runs of our feeds. */
  tracks(): readonly TracksOf[]
  /** @param demands by feed id; of feeds that are not in it everything is wanted */
  apply(plan: NetworkPlan, demands: ReadonlyMap<string, VideoDemand>): void
}

export interface ReceivingDirection extends MediaDirection {
  /** What runs of our subscriptions. */
  tracks(): readonly TracksOf[]
  apply(plan: NetworkPlan): void
  /** The losses of tracks by the subscription that they belong to. */
  lossesBySubscription(losses: readonly TrackLoss[]): readonly LossCount[]
  /** Tells the server of those that have another size than before. */
  reportPictures(pictures: readonly TrackPicture[]): void
}

/** What the controller makes of the network at this moment. */
export interface NetworkView {
  /** What we send. */
  readonly up: PathView
  /** What we receive. */
  readonly down: PathView
  readonly plan: NetworkPlan
}

export type PathView = Pick<PathCondition, 'diagnosis' | 'lossShare' | 'baseRttMs' | 'queueMs' | 'jitterMs'>

export interface WeakNetworkOptions {
  readonly send: SendingDirection
  readonly recv: ReceivingDirection
  readonly report: (report: LossReport) => void
  readonly decided: (decision: NetworkDecision) => void
  /** For people who look into the call, now and then. */
  readonly measured: (quality: QualityReport) => void
  readonly clock: Clock
  readonly log: Logger
}

/** Watches the network of a call each second and acts on what its controller decides. */
export class WeakNetwork {
  readonly #options: WeakNetworkOptions
  /** By feed id of ours. */
  readonly #demands = new Map<string, number>()
  /** By feed id of ours. */
  readonly #videoDemands = new Map<string, VideoDemand>()
  #state = initialState
  #ledger: LossLedger = new Map()
  readonly #quality = new QualityMeter()
  #sent: StatsSnapshot | undefined
  #received: StatsSnapshot | undefined
  #cancel: (() => void) | undefined
  #closed = false

  constructor(options: WeakNetworkOptions) {
    this.#options = options
    this.#schedule()
  }

  /** What is known and in force now. */
  get view(): NetworkView {
    const { up, down, plan } = this.#state
    return { up, down, plan }
  }

  demandChanged(demand: EventPayload<'feed.demandChanged'>): void {
    const { feedId, lossShare, maxVideoBitrateBps: maxBitrateBps, maxSpatialLayer } = demand
    if (lossShare === 0) this.#demands.delete(feedId)
    else this.#demands.set(feedId, lossShare)
    this.#videoDemands.set(feedId, { maxBitrateBps, maxSpatialLayer })
    // At once: what is too much fills a queue until it is less, and who begins to watch waits for the picture.
    this.#options.send.apply(this.#state.plan, this.#videoDemands)
  }

  feedEnded(feedId: string): void {
    this.#demands.delete(feedId)
    this.#videoDemands.delete(feedId)
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
  }

  get #lowestLimitBps(): number | undefined {
    const limits = [...this.#videoDemands.values()].flatMap(({ maxBitrateBps }) => maxBitrateBps ?? [])
    return limits.length === 0 ? undefined : Math.min(...limits)
  }

  #schedule(): void {
    if (!this.#closed) this.#cancel = this.#options.clock.setTimer(sampleEveryMs, () => void this.#sample())
  }

  async #sample(): Promise<void> {
    const { send, recv, clock, log } = this.#options
    try {
      const [sent, received] = await Promise.all([send.getStats(), recv.getStats()])
      if (this.#closed) return
      this.#act(clock.now(), sent && snapshotOf(sent), received && snapshotOf(received))
    } catch (error) {
      // A transport that closes meanwhile has no statistics.
      log.debug('the network could not be sampled', { error })
    } finally {
      this.#schedule()
    }
  }

  #act(atMs: number, sent: StatsSnapshot | undefined, received: StatsSnapshot | undefined): void {
    const { send, recv, report, decided, measured, log } = this.#options
    const [sentBefore, receivedBefore] = [this.#sent, this.#received]
    this.#sent = sent
    this.#received = received
    const up = sent && sentBefore && readUplink(sentBefore, sent)
    const { state, decision } = step(this.#state, {
      atMs,
      up,
      down: received && receivedBefore && readDownlink(receivedBefore, received),
      demandedLossShare: Math.max(0, ...this.#demands.values()),
      demandedLimitBps: this.#lowestLimitBps,
    })
    this.#state = state
    // Each time, as tracks may have come meanwhile; who has it already does nothing.
    send.apply(state.plan, this.#videoDemands)
    recv.apply(state.plan)
    if (received) recv.reportPictures(readPictures(received))
    if (received && receivedBefore) {
      const counts = recv.lossesBySubscription(readTrackLosses(receivedBefore, received))
      const congested = state.down.diagnosis === 'congestion'
      const { ledger, reports } = account(this.#ledger, { counts, congested })
      this.#ledger = ledger
      for (const one of reports) report(one)
    }
    const quality = this.#quality.sample({ atMs, sent, received, feeds: send.tracks(), subscriptions: recv.tracks() })
    if (quality) measured(quality)
    if (decision === undefined) return
    log.info('acting on the network', { ...decision })
    decided(decision)
  }
}
