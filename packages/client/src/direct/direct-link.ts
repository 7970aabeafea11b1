import type { TrackKind } from '@mrtc/protocol'
import type { Logger } from '../logger.ts'
import type { OutgoingFeed } from '../media/index.ts'
import { serially } from '../serially.ts'
import type { DirectMessage, MediaSection, WantedFeed } from './signal.ts'

export interface DirectLinkOptions {
  readonly connection: RTCPeerConnection
  /** Gives way when both offer at once; the other end does not. */
  readonly isPolite: boolean
  readonly tell: (message: DirectMessage) => void
  /** What arrives is, or may be, another than before. */
  readonly changed: () => void
  /** The two ends do not understand each other. */
  readonly failed: (error: unknown) => void
  readonly log: Logger
}

interface SentTrack {
  readonly transceiver: RTCRtpTransceiver
  readonly codec: string
}

/**
 * One connection to the other page, by perfect negotiation (W3C webrtc-pc, 10.7): each end offers when it has something to
 * send. Sends of our feeds what the other end wants, one encoding each, as nobody else receives them.
 */
export class DirectLink {
  readonly connection: RTCPeerConnection
  readonly #options: DirectLinkOptions
  readonly #serially = serially()
  /** By feed id and kind. */
  readonly #sent = new Map<string, SentTrack>()
  #outgoing: readonly OutgoingFeed[] = []
  #wanted: readonly WantedFeed[] = []
  /** What the other end sends, as it said last. */
  #sections: readonly MediaSection[] = []
  #isOffering = false
  #ignoresOffer = false

  constructor(options: DirectLinkOptions) {
    const { connection, tell, changed } = options
    this.connection = connection
    this.#options = options
    connection.onnegotiationneeded = () => void this.#offer()
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) tell({ say: 'candidate', candidate: candidate.toJSON() })
    }
    connection.onconnectionstatechange = changed
  }

  /** What there is to send; only what is wanted is sent. */
  send(outgoing: readonly OutgoingFeed[]): void {
    this.#outgoing = outgoing
    this.#syncSoon()
  }

  /** What the other end wants of it. */
  wants(wanted: readonly WantedFeed[]): void {
    this.#wanted = wanted
    this.#syncSoon()
  }

  async takeDescription({ description, sections }: Extract<DirectMessage, { say: 'description' }>): Promise<void> {
    await this.#serially(async () => {
      const { connection, isPolite, changed } = this.#options
      const isOffer = description.type === 'offer'
      this.#ignoresOffer = isOffer && !isPolite && (this.#isOffering || connection.signalingState !== 'stable')
      if (this.#ignoresOffer) return
      await connection.setRemoteDescription(description)
      this.#sections = sections
      if (isOffer) {
        await connection.setLocalDescription()
        this.#tellDescription()
      }
      changed()
    })
  }

  async takeCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    await this.#serially(async () => {
      try {
        await this.connection.addIceCandidate(candidate)
      } catch (error) {
        if (!this.#ignoresOffer) throw error
      }
    })
  }

  /** The receivers of a feed, by kind. */
  receiversOf(feedId: string): ReadonlyMap<TrackKind, RTCRtpReceiver> {
    const transceivers = this.connection.getTransceivers()
    return new Map(
      this.#sections.flatMap(({ mid, feedId: of, kind }) => {
        const transceiver = of === feedId ? transceivers.find((one) => one.mid === mid) : undefined
        if (transceiver?.currentDirection?.includes('recv') !== true) return []
        return transceiver.receiver.track.kind === kind ? [[kind, transceiver.receiver] as const] : []
      }),
    )
  }

  /** Of what is sent of one feed, a report a track. */
  statsOf(feedId: string): Promise<RTCStatsReport[]> {
    const sent = [...this.#sent].filter(([place]) => place.startsWith(`${feedId}/`))
    return Promise.all(sent.map(([, { transceiver }]) => transceiver.sender.getStats()))
  }

  restartIce(): void {
    this.connection.restartIce()
  }

  /** Idempotent. */
  close(): void {
    this.connection.onnegotiationneeded = null
    this.connection.onicecandidate = null
    this.connection.onconnectionstatechange = null
    this.connection.close()
  }

  async #offer(): Promise<void> {
    const { connection, failed } = this.#options
    this.#isOffering = true
    try {
      await connection.setLocalDescription()
      this.#tellDescription()
    } catch (error) {
      if (connection.signalingState !== 'closed') failed(error)
    } finally {
      this.#isOffering = false
    }
  }

  #tellDescription(): void {
    const { type, sdp } = this.connection.localDescription ?? {}
    if ((type !== 'offer' && type !== 'answer') || sdp === undefined) return
    const sections = [...this.#sent].flatMap(([place, { transceiver }]): MediaSection[] => {
      const [feedId = '', kind] = place.split('/')
      const { mid } = transceiver
      return mid === null ? [] : [{ mid, feedId, kind: kind === 'audio' ? 'audio' : 'video' }]
    })
    this.#options.tell({ say: 'description', description: { type, sdp }, sections })
  }

  #syncSoon(): void {
    const { connection, failed } = this.#options
    this.#serially(() => this.#sync()).catch((error: unknown) => {
      if (connection.signalingState !== 'closed') failed(error)
    })
  }

  async #sync(): Promise<void> {
    if (this.connection.signalingState === 'closed') return
    const places = new Set<string>()
    for (const { feedId, kinds, isVideoPaused } of this.#wanted) {
      const feed = this.#outgoing.find((one) => one.feedId === feedId)
      for (const sending of feed?.tracks ?? []) {
        if (feed === undefined || !kinds.includes(sending.kind)) continue
        const place = `${feedId}/${sending.kind}`
        places.add(place)
        const isPaused = sending.muted || (sending.kind === 'video' && isVideoPaused)
        await this.#sendTrack(place, { feed, kind: sending.kind, track: isPaused ? null : sending.track })
      }
    }
    for (const [place, { transceiver }] of this.#sent) {
      if (places.has(place)) continue
      this.#sent.delete(place)
      transceiver.stop()
    }
  }

  async #sendTrack(
    place: string,
    { feed, kind, track }: { feed: OutgoingFeed; kind: TrackKind; track: MediaStreamTrack | null },
  ): Promise<void> {
    const codec = kind === 'video' ? feed.codec : 'opus'
    let sent = this.#sent.get(place)
    if (sent !== undefined && sent.codec !== codec) {
      // Another codec is another track for the other end, as it is over the server.
      sent.transceiver.stop()
      sent = undefined
    }
    if (sent === undefined) {
      const transceiver = this.connection.addTransceiver(track ?? kind, { direction: 'sendonly' })
      if (kind === 'video') preferCodec(transceiver, codec)
      sent = { transceiver, codec }
      this.#sent.set(place, sent)
    } else if (sent.transceiver.sender.track !== track) {
      await sent.transceiver.sender.replaceTrack(track)
    }
    if (kind === 'video') await this.#limit(sent.transceiver.sender, feed)
  }

  async #limit(sender: RTCRtpSender, { maxVideoBitrateBps, degradationPreference }: OutgoingFeed): Promise<void> {
    const parameters = sender.getParameters()
    const [encoding] = parameters.encodings
    if (encoding === undefined) return
    encoding.maxBitrate = maxVideoBitrateBps
    try {
      await sender.setParameters({ ...parameters, degradationPreference })
    } catch (error) {
      // Not every platform knows the preference, and nothing fails without it.
      this.#options.log.debug('a direct track could not be tuned', { error })
    }
  }
}

/** First in the offer is what is sent; the others stay, for an end that does not know it. */
function preferCodec(transceiver: RTCRtpTransceiver, codec: string): void {
  const codecs = globalThis.RTCRtpReceiver?.getCapabilities?.('video')?.codecs ?? []
  const isWanted = ({ mimeType }: { mimeType: string }) => mimeType.toLowerCase() === `video/${codec}`.toLowerCase()
  if (!codecs.some(isWanted) || !('setCodecPreferences' in transceiver)) return
  transceiver.setCodecPreferences([...codecs.filter(isWanted), ...codecs.filter((one) => !isWanted(one))])
}
