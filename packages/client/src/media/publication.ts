import { type EndReason, type FeedSource, MrtcError, type TrackKind } from '@mrtc/protocol'
import { Emitter } from '../emitter.ts'
import type { MediaTracks } from './publish-options.ts'

export type PublicationEvents = {
  closed: [EndReason]
  /** The source of the track ended: a device was unplugged, a person stopped sharing the screen. */
  trackEnded: [TrackKind]
}

/** One feed that we publish. */
export class Publication extends Emitter<PublicationEvents> {
  readonly tag: string = ''
  readonly source: FeedSource = 'camera'

  get feedId(): string {
    throw new MrtcError('INTERNAL')
  }

  get tracks(): MediaTracks {
    throw new MrtcError('INTERNAL')
  }

  isMuted(_kind: TrackKind): boolean {
    throw new MrtcError('INTERNAL')
  }

  async setMuted(_kind: TrackKind, _muted: boolean): Promise<void> {
    throw new MrtcError('INTERNAL')
  }

  async replaceTrack(_kind: TrackKind, _track: MediaStreamTrack): Promise<void> {
    throw new MrtcError('INTERNAL')
  }

  async getStats(): Promise<RTCStatsReport[]> {
    throw new MrtcError('INTERNAL')
  }

  /** Unpublishes. */
  async close(): Promise<void> {
    throw new MrtcError('INTERNAL')
  }
}
