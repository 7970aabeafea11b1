import { type Feed, MrtcError, type Participant, type TrackKind } from '@mrtc/protocol'
import { Emitter } from '../emitter.ts'
import type { Publication } from '../media/publication.ts'
import type { PublishOptions } from '../media/publish-options.ts'
import type { Subscription } from '../media/subscription.ts'
import type { RoomEvents } from './room-events.ts'

/** A room that we are in. */
export class Room extends Emitter<RoomEvents> {
  readonly roomId: string = ''
  /** The token that others need to join. */
  readonly rtoken: string = ''
  readonly localUid: string = ''
  readonly creatorUid: string = ''
  /** Everyone, also ourselves, by uid. */
  readonly participants: ReadonlyMap<string, Participant> = new Map()
  /** Everyone's published feeds, also our own, by feed id. */
  readonly feeds: ReadonlyMap<string, Feed> = new Map()
  /** By feed id. */
  readonly publications: ReadonlyMap<string, Publication> = new Map()
  /** By feed id. */
  readonly subscriptions: ReadonlyMap<string, Subscription> = new Map()

  get closed(): boolean {
    throw new MrtcError('INTERNAL')
  }

  async publish(_options: PublishOptions, _o: { signal?: AbortSignal } = {}): Promise<Publication> {
    throw new MrtcError('INTERNAL')
  }

  async subscribe(
    _feedId: string,
    _options: { kinds?: readonly TrackKind[]; signal?: AbortSignal } = {},
  ): Promise<Subscription> {
    throw new MrtcError('INTERNAL')
  }

  async sendText(
    _text: string,
    _options: { to?: readonly string[]; signal?: AbortSignal } = {},
  ): Promise<{ messageId: string; recipients: string[] }> {
    throw new MrtcError('INTERNAL')
  }

  async kick(_uid: string): Promise<void> {
    throw new MrtcError('INTERNAL')
  }

  async leave(): Promise<void> {
    throw new MrtcError('INTERNAL')
  }
}
