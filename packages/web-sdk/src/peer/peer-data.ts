import type { Room } from '@mrtc/client'
import { PeerLink, type PeerSignal } from './peer-link.ts'

/** What is needed of a room. */
export type PeerRoom = Pick<Room, 'localUid' | 'participants' | 'signalPeer' | 'createPeerConnection' | 'on'>

export interface PeerDataOptions {
  readonly room: PeerRoom
  readonly onData: (data: string, from: string) => void
}

/** One of the others. */
interface Peer {
  /** Undefined where no connection can be made. */
  readonly opened: Promise<PeerLink | undefined>
  /** Once it is opened. */
  link?: PeerLink
  isForgotten: boolean
}

/**
 * Links to everyone else in the room who has them too. What is sent while a link is not up, or cannot be had, goes over
 * the server.
 */
export class PeerData {
  readonly #options: PeerDataOptions
  readonly #peers = new Map<string, Peer>()
  readonly #offs: readonly (() => void)[]

  constructor(options: PeerDataOptions) {
    const { room, onData } = options
    this.#options = options
    this.#offs = [
      room.on('participantJoined', ({ uid }) => this.#meet(uid)),
      room.on('participantLeft', ({ uid }) => this.#forget(uid)),
      room.on('peerSignalled', ({ from, signal }) => {
        const told = signal as PeerSignal
        if ('data' in told) onData(String(told.data), from)
        else void this.#peer(from).opened.then((link) => link?.take(told))
      }),
    ]
    for (const uid of room.participants.keys()) this.#meet(uid)
  }

  /** Sends to everyone else. @throws MrtcError when it could reach somebody neither directly nor over the server */
  async send(data: string): Promise<void> {
    const { room } = this.#options
    const others = [...room.participants.keys()].filter((uid) => uid !== room.localUid)
    await Promise.all(
      others.map(async (uid) => {
        if (!this.#peers.get(uid)?.link?.send(data)) await room.signalPeer(uid, { data } satisfies PeerSignal)
      }),
    )
  }

  /** To whom data goes directly now. */
  get direct(): readonly string[] {
    return [...this.#peers].filter(([, { link }]) => link?.isOpen).map(([uid]) => uid)
  }

  /** Idempotent. */
  close(): void {
    for (const off of this.#offs) off()
    for (const uid of [...this.#peers.keys()]) this.#forget(uid)
  }

  /** One of two has to begin: the one whose name comes first. */
  #meet(uid: string): void {
    const { localUid } = this.#options.room
    if (uid !== localUid && localUid < uid) void this.#peer(uid).opened.then((link) => link?.offer())
  }

  #peer(uid: string): Peer {
    const known = this.#peers.get(uid)
    if (known) return known
    const peer: Peer = { opened: this.#open(uid, () => peer), isForgotten: false }
    this.#peers.set(uid, peer)
    return peer
  }

  /** With the ICE servers of the room. Without a connection, and without an answer, data goes over the server. */
  async #open(uid: string, peer: () => Peer): Promise<PeerLink | undefined> {
    const { room, onData } = this.#options
    const connection = await room.createPeerConnection().catch(() => undefined)
    if (connection === undefined) return undefined
    if (peer().isForgotten) {
      connection.close()
      return undefined
    }
    const link = new PeerLink({
      connection,
      signal: (signal) => void room.signalPeer(uid, signal).catch(() => {}),
      onData: (data) => onData(data, uid),
    })
    peer().link = link
    return link
  }

  #forget(uid: string): void {
    const peer = this.#peers.get(uid)
    if (peer === undefined) return
    peer.isForgotten = true
    peer.link?.close()
    this.#peers.delete(uid)
  }
}
