import { participantEventTypes } from '@mrtc/protocol'
import type { Feed, Participant } from './call-ports.ts'
import type { Notify } from './notify.ts'

/** OnParticipantEvent (guide 6.3.3): what others do with their streams, and how they are connected. */
export class ParticipantEvents {
  readonly #notify: Notify
  /** As they were last, by feed id. */
  readonly #feeds = new Map<string, Feed>()

  constructor(feeds: Iterable<Feed>, notify: Notify) {
    this.#notify = notify
    for (const feed of feeds) this.#feeds.set(feed.feedId, feed)
  }

  feedPublished(feed: Feed): void {
    this.#feeds.set(feed.feedId, feed)
  }

  feedEnded(feedId: string): void {
    this.#feeds.delete(feedId)
  }

  feedChanged(feed: Feed): void {
    const before = this.#feeds.get(feed.feedId)
    this.#feeds.set(feed.feedId, feed)
    const { uid, feedId, tag, source } = feed
    if (before?.source !== source) {
      const { sourceChanged } = participantEventTypes
      this.#notify('OnParticipantEvent', uid, sourceChanged, 'source changed', { feedId, tag, mediaSource: source })
    }
    for (const { kind, muted } of feed.tracks) {
      if (before?.tracks.find((track) => track.kind === kind)?.muted === muted) continue
      const type = kind === 'audio' ? participantEventTypes.audioMuted : participantEventTypes.videoMuted
      this.#notify('OnParticipantEvent', uid, type, `${kind} ${muted ? 'muted' : 'unmuted'}`, { feedId, tag, muted })
    }
  }

  participantChanged({ uid, connected }: Participant): void {
    const description = connected ? 'connected again' : 'connection lost'
    this.#notify('OnParticipantEvent', uid, participantEventTypes.connectionChanged, description, { connected })
  }
}
