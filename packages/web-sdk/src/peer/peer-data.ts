import type { Room } from '@mrtc/client'
import { PeerLink, type PeerSignal } from './peer-link.ts'

/** What is needed of a room. */
export type PeerRoom = Pick<Room, 'localUid' | 'participants' | 'signalPeer' | 'on'>

export interface PeerDataOptions {
  readonly room: PeerRoom
  readonly onData: (data: string, from: string) => void
  readonly createConnection?: () => RTCPeerConnection
}

/**
 * Links to everyone else in the room who has them too. What is sent while a link is not up, or cannot be had, goes over
 * the server.
 */
export class PeerData {
  readonly #options: PeerDataOptions
  readonly #links = new Map<string, PeerLink>()
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
        else void this.#linkTo(from).take(told)
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
        if (!this.#links.get(uid)?.send(data)) await room.signalPeer(uid, { data } satisfies PeerSignal)
      }),
    )
  }

  /** To whom data goes directly now. */
  get direct(): readonly string[] {
    return [...this.#links].filter(([, link]) => link.isOpen).map(([uid]) => uid)
  }

  /** Idempotent. */
  close(): void {
    for (const off of this.#offs) off()
    for (const uid of [...this.#links.keys()]) this.#forget(uid)
  }

  /** One of two has to begin: the one whose name comes first. */
  #meet(uid: string): void {
    const { localUid } = this.#options.room
    if (uid !== localUid && localUid < uid) void this.#linkTo(uid).offer()
  }

  #linkTo(uid: string): PeerLink {
    const { room, onData, createConnection = () => new RTCPeerConnection() } = this.#options
    const link =
      this.#links.get(uid) ??
      new PeerLink({
        connection: createConnection(),
        // Without an answer the link does not come up, and data goes over the server.
        signal: (signal) => void room.signalPeer(uid, signal).catch(() => {}),
        onData: (data) => onData(data, uid),
      })
    this.#links.set(uid, link)
    return link
  }

  #forget(uid: string): void {
    this.#links.get(uid)?.close()
    this.#links.delete(uid)
  }
}
