import type {
  ClientPort,
  ConnectionState,
  MediaConnectionState,
  NetworkDecision,
  NetworkPlan,
  RoomPort,
} from '@mrtc/client'
import { type ReadableStore, Store } from '@mrtc/client'
import { changesBetween, type SettingChange } from './plan-changes.ts'

export type MediaDirection = 'send' | 'recv'

/** `atMs` is since the epoch. */
type Happening =
  | {
      readonly event: 'decision'
      readonly atMs: number
      readonly decision: NetworkDecision
      readonly changes: readonly SettingChange[]
    }
  | { readonly event: 'connectionLost'; readonly atMs: number }
  /** `renewed`: in another session, as the server had to begin anew; else the same one went on. */
  | {
      readonly event: 'connectionBack'
      readonly atMs: number
      readonly afterMs: number
      readonly session: 'kept' | 'renewed'
    }
  | { readonly event: 'mediaLost'; readonly atMs: number; readonly direction: MediaDirection }
  | {
      readonly event: 'mediaBack'
      readonly atMs: number
      readonly afterMs: number
      readonly direction: MediaDirection
    }

/** Something that happened to our network, or was done about it. Ids rise. */
export type NetworkEvent = Happening & { readonly id: number }

/** Enough for an hour on a network that changes every 20 seconds. */
const eventsMax = 200

interface Lost {
  readonly sinceMs: number
}

/** What happened to the network of a call, for the person in it and for those who support them. */
export class NetworkLog {
  readonly #events = new Store<readonly NetworkEvent[]>([])
  readonly #offs: readonly (() => void)[]
  readonly #media = new Map<MediaDirection, Lost>()
  #plan: NetworkPlan | undefined
  #count = 0
  #connection: Lost | undefined
  #sessionId: string | undefined

  constructor({ client, room }: { readonly client: ClientPort; readonly room: RoomPort }) {
    this.#followConnection(client.state)
    this.#offs = [
      room.on('weakNetworkDecided', (decision) => this.#decided(decision)),
      room.on('mediaStateChanged', ({ direction, state }) => this.#followMedia(direction, state)),
      client.on('stateChanged', (state) => this.#followConnection(state)),
    ]
  }

  /** Oldest first. */
  get events(): ReadableStore<readonly NetworkEvent[]> {
    return this.#events
  }

  close(): void {
    for (const off of this.#offs) off()
  }

  #decided(decision: NetworkDecision): void {
    const changes = changesBetween(this.#plan, decision.plan)
    this.#plan = decision.plan
    this.#add({ event: 'decision', atMs: Date.now(), decision, changes })
  }

  #followConnection(state: ConnectionState): void {
    const atMs = Date.now()
    if (state.state === 'resuming' && this.#connection === undefined) {
      this.#connection = { sinceMs: atMs }
      this.#add({ event: 'connectionLost', atMs })
    }
    if (state.state !== 'open') return
    if (this.#connection !== undefined) {
      const session = state.sessionId === this.#sessionId ? 'kept' : 'renewed'
      this.#add({ event: 'connectionBack', atMs, afterMs: atMs - this.#connection.sinceMs, session })
    }
    this.#connection = undefined
    this.#sessionId = state.sessionId
  }

  #followMedia(direction: MediaDirection, state: MediaConnectionState): void {
    const atMs = Date.now()
    const lost = this.#media.get(direction)
    if ((state === 'disconnected' || state === 'failed') && lost === undefined) {
      this.#media.set(direction, { sinceMs: atMs })
      this.#add({ event: 'mediaLost', atMs, direction })
    }
    if (state === 'connected' && lost !== undefined) {
      this.#media.delete(direction)
      this.#add({ event: 'mediaBack', atMs, afterMs: atMs - lost.sinceMs, direction })
    }
  }

  #add(happening: Happening): void {
    this.#count += 1
    const event = { id: this.#count, ...happening }
    this.#events.update((events) => [...events, event].slice(-eventsMax))
  }
}
