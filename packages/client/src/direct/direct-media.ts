import type { MediaRoute, Participant } from '@mrtc/protocol'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { IncomingPath, OutgoingPath, RecvMedia, SendMedia } from '../media/index.ts'
import { randomKey } from '../random-key.ts'
import { DirectLink } from './direct-link.ts'
import { eligiblePeer } from './eligible-peer.ts'
import { type LinkHealth, step } from './link-health.ts'
import { overServer, type RouteView, routeIn } from './route-view.ts'
import { type DirectMessage, type DirectSignal, isDirectSignal, parseDirectSignal } from './signal.ts'

/** What it needs of the room. */
export interface DirectRoom {
  readonly localUid: string
  readonly participants: ReadonlyMap<string, Participant>
  /** The server needs the media. */
  isRecorded(): boolean
  /** Muted tracks bring nothing. */
  isMuted(feedId: string, kind: 'audio' | 'video'): boolean
  signal(to: string, signal: DirectSignal): Promise<void>
  /** Tells everyone. */
  setRoute(route: MediaRoute): Promise<void>
}

export interface DirectMediaOptions {
  readonly room: DirectRoom
  readonly send: Pick<SendMedia, 'outgoing' | 'useOtherPath'>
  readonly recv: Pick<RecvMedia, 'wanted' | 'useOtherPath'>
  /** A new connection, with the ICE servers of now. */
  readonly createConnection: () => Promise<RTCPeerConnection>
  readonly routeChanged: (route: RouteView) => void
  readonly clock: Clock
  readonly log: Logger
}

const sampleEveryMs = 250
/** Before a link that failed is tried again; twice as long each time. A path that is closed mostly stays so. */
const firstRetryMs = 30_000
const longestRetryMs = 10 * 60_000

interface Link {
  readonly id: string
  readonly connection: DirectLink
  health: LinkHealth
  /** Bytes that had arrived. */
  arrivedBytes: number
  /** Ids of tracks that have brought something. */
  readonly flowing: Set<string>
  route: RouteView | undefined
  /** What of ours the other end receives over it. */
  received: readonly string[]
  report: RTCStatsReport | undefined
}

type State =
  /** Nobody to link with. */
  | { readonly state: 'alone' }
  /** Until the link is made, or tried again. */
  | { readonly state: 'apart'; readonly peer: Participant; readonly retryMs: number }
  | { readonly state: 'linked'; readonly peer: Participant; readonly retryMs: number; readonly link: Link }

/** Keeps a direct link while it can be had, and moves feeds onto it and back, each as soon as it arrives or does not. */
export class DirectMedia {
  readonly #options: DirectMediaOptions
  #state: State = { state: 'alone' }
  #cancelRetry: (() => void) | undefined
  #cancelSample: (() => void) | undefined
  #route: RouteView = overServer
  /** What is carried, by feed id, so that a path is handed over once. */
  #carried = new Map<string, IncomingPath>()
  #saidWanted = ''
  #saidReceived = ''
  /** A link that the other end began. */
  #opening: Promise<Link | undefined> | undefined
  #closed = false

  constructor(options: DirectMediaOptions) {
    this.#options = options
  }

  get route(): RouteView {
    return this.#route
  }

  /** Of the link, when it carries what we receive. */
  get stats(): RTCStatsReport | undefined {
    return this.#state.state === 'linked' && this.#carried.size > 0 ? this.#state.link.report : undefined
  }

  /** Somebody came or went, or a recording began or ended. */
  participantsChanged(): void {
    if (this.#closed) return
    const { room } = this.#options
    const peer = eligiblePeer(room.participants, room.localUid, room.isRecorded())
    const before = this.#state.state === 'alone' ? undefined : this.#state.peer
    // Somebody who left and came back has forgotten the link.
    if (peer?.uid === before?.uid && peer?.joinedAt === before?.joinedAt) return
    this.#unlink()
    this.#state = peer === undefined ? { state: 'alone' } : { state: 'apart', peer, retryMs: firstRetryMs }
    this.#begin()
  }

  /** What we publish or watch is another than before. */
  mediaChanged(): void {
    if (this.#closed || this.#state.state !== 'linked') return
    const { link } = this.#state
    link.connection.send(this.#options.send.outgoing)
    this.#sayWanted(link)
    this.#divert(link)
    this.#evaluate(link)
  }

  /** The machine is on another network. */
  networkChanged(): void {
    if (this.#state.state === 'linked') this.#state.link.connection.restartIce()
    else this.#begin()
  }

  /** The server may have forgotten how media goes. */
  tellRoute(): void {
    this.#setRoute(this.#route)
  }

  /** @returns whether it was about a direct link */
  take(from: string, signal: object): boolean {
    if (!isDirectSignal(signal)) return false
    if (!this.#closed) void this.#take(from, signal)
    return true
  }

  close(): void {
    this.#unlink()
    this.#closed = true
  }

  /** One of two begins: the one whose name comes first. */
  #begin(): void {
    if (this.#state.state !== 'apart' || this.#closed) return
    this.#cancelRetry?.()
    if (this.#options.room.localUid < this.#state.peer.uid) void this.#link(randomKey())
  }

  async #link(id: string): Promise<Link | undefined> {
    const { createConnection, send, log } = this.#options
    const before = this.#state
    if (before.state === 'alone') return undefined
    let connection: RTCPeerConnection
    try {
      connection = await createConnection()
    } catch (error) {
      log.warn('a direct link cannot be made here', { error })
      return undefined
    }
    if (this.#closed || this.#state !== before) {
      connection.close()
      return undefined
    }
    this.#unlink()
    const { peer, retryMs } = before
    const link: Link = {
      id,
      connection: new DirectLink({
        connection,
        isPolite: this.#options.room.localUid > peer.uid,
        tell: (message) => this.#tell(peer.uid, id, message),
        changed: () => this.#evaluate(link),
        failed: (error) => this.#giveUp(link, error),
        log,
      }),
      health: { state: 'connecting', since: this.#options.clock.now() },
      arrivedBytes: 0,
      flowing: new Set(),
      route: undefined,
      received: [],
      report: undefined,
    }
    this.#state = { state: 'linked', peer, retryMs, link }
    this.#saidWanted = ''
    this.#saidReceived = JSON.stringify([])
    link.connection.send(send.outgoing)
    this.#sayWanted(link)
    this.#schedule(link)
    return link
  }

  async #take(from: string, signal: object): Promise<void> {
    const { log } = this.#options
    try {
      const { link: id, message } = parseDirectSignal(signal)
      await this.#takeMessage(from, id, message)
    } catch (error) {
      log.warn('a direct link is given up: its other end is not understood', { from, error })
      if (this.#state.state === 'linked' && this.#state.peer.uid === from) this.#giveUp(this.#state.link, error)
    }
  }

  async #takeMessage(from: string, id: string, message: DirectMessage): Promise<void> {
    const link = await this.#linkFor(from, id, message)
    if (link === undefined) return
    switch (message.say) {
      case 'description':
        return link.connection.takeDescription(message)
      case 'candidate':
        return link.connection.takeCandidate(message.candidate)
      case 'wants':
        link.connection.wants(message.feeds)
        break
      case 'receives':
        link.received = message.feedIds
        this.#divert(link)
        break
      case 'bye':
        this.#giveUp(link, 'the other end gave it up')
        break
    }
  }

  /** The link that is meant; a new one when the other end begins it. */
  async #linkFor(from: string, id: string, message: DirectMessage): Promise<Link | undefined> {
    // Messages come in order: what follows the first waits until it has opened the link.
    await this.#opening
    if (this.#state.state === 'alone' || this.#state.peer.uid !== from) return undefined
    if (this.#state.state === 'linked' && this.#state.link.id === id) return this.#state.link
    const isBegun = from < this.#options.room.localUid && message.say === 'wants'
    if (!isBegun) return undefined
    this.#opening = this.#link(id)
    return this.#opening
  }

  #tell(to: string, link: string, message: DirectMessage): void {
    const { room, log } = this.#options
    room.signal(to, { direct: { ...message, link } }).catch((error: unknown) => {
      // They left; or the session is over, and the link with it.
      log.debug('the other end of a direct link could not be told', { say: message.say, error })
    })
  }

  #sayWanted(link: Link): void {
    if (this.#state.state !== 'linked') return
    const feeds = this.#options.recv.wanted
    const said = JSON.stringify(feeds)
    if (said === this.#saidWanted) return
    this.#saidWanted = said
    this.#tell(this.#state.peer.uid, link.id, { say: 'wants', feeds })
  }

  #schedule(link: Link): void {
    this.#cancelSample = this.#options.clock.setTimer(sampleEveryMs, () => void this.#sample(link))
  }

  async #sample(link: Link): Promise<void> {
    const { clock, log } = this.#options
    try {
      const report = await link.connection.connection.getStats()
      if (!this.#isCurrent(link)) return
      link.report = report
      const arrivedBytes = readArrivals(report, link.flowing)
      link.route = routeIn(report)
      const hasArrived = arrivedBytes > link.arrivedBytes
      link.arrivedBytes = arrivedBytes
      const { connectionState: connection } = link.connection.connection
      const isExpected = this.#isExpected(link)
      const before = link.health
      const { health, restartIce } = step(before, { connection, hasArrived, isExpected }, clock.now())
      link.health = health
      if (health.state !== before.state) log.info('direct link', { state: health.state })
      if (restartIce) link.connection.restartIce()
      if (health.state === 'lost') return this.#giveUp(link, 'it carries nothing')
      this.#evaluate(link)
    } catch (error) {
      log.debug('a direct link could not be sampled', { error })
    } finally {
      if (this.#isCurrent(link)) this.#schedule(link)
    }
  }

  #isCurrent(link: Link): boolean {
    return this.#state.state === 'linked' && this.#state.link === link
  }

  #isExpected({ connection }: Link): boolean {
    const { recv, room } = this.#options
    return recv.wanted.some(({ feedId, kinds, isVideoPaused }) =>
      kinds.some(
        (kind) =>
          connection.receiversOf(feedId).has(kind) &&
          !room.isMuted(feedId, kind) &&
          !(kind === 'video' && isVideoPaused),
      ),
    )
  }

  /** Takes over what arrives, and leaves to the server what does not. */
  #evaluate(link: Link): void {
    if (!this.#isCurrent(link) || this.#state.state !== 'linked') return
    const { recv } = this.#options
    const isUp = link.health.state === 'flowing'
    const carried = new Map<string, IncomingPath>()
    for (const { feedId, kinds, isVideoPaused } of isUp ? recv.wanted : []) {
      const path = this.#incoming(link, feedId, kinds, isVideoPaused)
      if (path !== undefined) carried.set(feedId, path)
    }
    this.#carry(carried)
    const received = [...carried.keys()]
    const said = JSON.stringify(received)
    if (said !== this.#saidReceived) {
      this.#saidReceived = said
      this.#tell(this.#state.peer.uid, link.id, { say: 'receives', feedIds: received })
    }
    const isWhole = isUp && carried.size > 0 && carried.size === recv.wanted.length
    this.#setRoute(isWhole && link.route !== undefined ? link.route : overServer)
  }

  #incoming(
    { connection, flowing }: Link,
    feedId: string,
    kinds: readonly ('audio' | 'video')[],
    isVideoPaused: boolean,
  ): IncomingPath | undefined {
    const receivers = connection.receiversOf(feedId)
    for (const kind of kinds) {
      const receiver = receivers.get(kind)
      if (receiver === undefined) return undefined
      const isSilent = this.#options.room.isMuted(feedId, kind) || (kind === 'video' && isVideoPaused)
      const isKept = this.#carried.get(feedId)?.tracks[kind] === receiver.track
      if (!isSilent && !isKept && !flowing.has(receiver.track.id)) return undefined
    }
    const tracks = Object.fromEntries([...receivers].map(([kind, { track }]) => [kind, track]))
    return { tracks, receivers: [...receivers.values()] }
  }

  #carry(carried: Map<string, IncomingPath>): void {
    if (isSame(carried, this.#carried)) return
    this.#carried = carried
    this.#options.recv.useOtherPath(carried)
  }

  /** What the other end receives directly need not go to the server. */
  #divert(link: Link): void {
    const paths = new Map<string, OutgoingPath>(
      link.received.map((feedId) => [feedId, { getStats: () => link.connection.statsOf(feedId) }]),
    )
    this.#options.send.useOtherPath(paths)
  }

  #giveUp(link: Link, why: unknown): void {
    if (!this.#isCurrent(link) || this.#state.state !== 'linked') return
    const { log, clock } = this.#options
    const { peer, retryMs } = this.#state
    log.info('media goes over the server again', { why })
    this.#unlink()
    this.#state = { state: 'apart', peer, retryMs: Math.min(longestRetryMs, 2 * retryMs) }
    this.#cancelRetry = clock.setTimer(retryMs, () => this.#begin())
  }

  /** Everything goes over the server from here on. */
  #unlink(): void {
    this.#cancelRetry?.()
    this.#cancelSample?.()
    if (this.#state.state !== 'linked') return
    const { peer, retryMs, link } = this.#state
    this.#state = { state: 'apart', peer, retryMs }
    // First the media, so that the gap is short.
    this.#options.send.useOtherPath(new Map())
    this.#carry(new Map())
    this.#tell(peer.uid, link.id, { say: 'bye' })
    link.connection.close()
    this.#setRoute(overServer)
  }

  #setRoute(route: RouteView): void {
    const { room, routeChanged, log } = this.#options
    const before = this.#route
    this.#route = route
    if (route.route !== before.route) {
      room.setRoute(route.route).catch((error: unknown) => log.debug('the route could not be told', { error }))
    }
    if (route.route !== before.route || route.protocol !== before.protocol) routeChanged(route)
  }
}

/** Adds to `flowing` the tracks that have brought something. @returns bytes that have arrived in all */
function readArrivals(report: RTCStatsReport, flowing: Set<string>): number {
  let bytes = 0
  for (const stat of report.values()) {
    if (stat.type === 'candidate-pair') bytes += stat.bytesReceived ?? 0
    if (stat.type !== 'inbound-rtp' || stat.trackIdentifier === undefined) continue
    const hasMedia = stat.kind === 'audio' ? stat.packetsReceived > 0 : stat.framesDecoded > 0
    if (hasMedia) flowing.add(stat.trackIdentifier)
  }
  return bytes
}

function isSame(a: ReadonlyMap<string, IncomingPath>, b: ReadonlyMap<string, IncomingPath>): boolean {
  return (
    a.size === b.size &&
    [...a].every(([feedId, { tracks }]) => {
      const other = b.get(feedId)?.tracks
      return tracks.audio === other?.audio && tracks.video === other?.video
    })
  )
}
